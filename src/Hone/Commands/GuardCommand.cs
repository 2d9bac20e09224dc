using System.CommandLine;
using System.Globalization;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Guarding;
using Hone.Ledger;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone guard</c>: step G, so that a gain that has landed stays.</summary>
internal static class GuardCommand
{
    public static Command Create() => new(
        "guard",
        """
        Step G: a gain that has landed stays, and a loss is found before it does.

          hone guard check      is this commit slower than the one it came from: 1 regressed, 0 kept, 4 undecided
          hone guard set        pin this commit, with limits for later ones
          hone guard accept     a loss is meant: say why
          hone guard selftest   the gate's own false alarms and power on this machine

        Example: hone guard check --base origin/main
        """)
    {
        GuardCheckCommand.Create(), Set(), Accept(), List(), GuardSelfTestCommand.Create(),
    };

    private static Command Set()
    {
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<string[]> limits = new("--limit") { Description = "How much worse a metric may become: cpu=3%, or day:cpu=3% for one workload. May be given more than once.", HelpName = "limit" };
        Option<string?> drift = new("--drift") { Description = "How far the program may drift from this commit, all later ones together; by default 5 %.", HelpName = "percent" };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<int> wait = CommandOptions.Wait();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "set",
            """
            Pin this commit and its baselines as what later commits are held against. A limit that is not named is the usual one: 2 % of
            CPU time, 3 % of wall time, 5 % of peak memory, wider where single runs spread too much to tell. A landing pins by itself.

            Example: hone baseline && hone guard set --limit peak-rss=10%
            """)
        {
            workloads, limits, drift, project, wait, json,
        };
        Front.Attach(command, json, front =>
        {
            Dictionary<(string?, string), double> named = [];
            foreach (string limit in front.Arguments.GetValue(limits) ?? [])
            {
                (string? workload, string metric, double worse) = Limit(limit);
                named[(workload, metric)] = worse;
            }

            double? budget = front.Arguments.GetValue(drift) is string text ? Above(Percent.Read(text, "--drift"), "--drift") : null;
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("guard set", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            _ = GuardPin.Set(session, session.Select(front.Arguments.GetValue(workloads) ?? []), named, budget);
            return Show(front, session);
        });
        return command;
    }

    private static Command Accept()
    {
        Argument<string> workload = new("workload") { Description = "The workload." };
        Option<string> metric = new("--metric") { Description = "The metric.", HelpName = "name", DefaultValueFactory = _ => "cpu" };
        Option<string> loss = new("--loss") { Description = "How much worse it may be, such as 3%.", HelpName = "percent", Required = true };
        Option<string> because = new("--because") { Description = "Why. It goes into the record.", HelpName = "reason", Required = true };
        Option<string?> expires = new("--expires") { Description = "Until when: a day such as 2027-03-01, or 30d.", HelpName = "when" };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<int> wait = CommandOptions.Wait();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "accept",
            """
            Accept a loss with its reason. Commit the record with the change that loses: the check of that change counts it, a later one
            whose base has the loss already does not, and the drift budget is counted from there.

            Example: hone guard accept day --metric peak-rss --loss 8% --because 'an index that halves the time of a look-up'
            """)
        {
            workload, metric, loss, because, expires, project, wait, json,
        };
        Front.Attach(command, json, front =>
        {
            GuardAcceptFact fact = new(
                front.Arguments.GetValue(workload)!,
                front.Arguments.GetValue(metric)!,
                Percent.Read(front.Arguments.GetValue(loss)!, "--loss"),
                front.Arguments.GetValue(because)!,
                front.Arguments.GetValue(expires) is string end ? Expiry(end) : null);
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("guard accept", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            Recorded<GuardAcceptFact> accepted = GuardAcceptance.Run(session, fact);
            front.Print(GuardAcceptDocument.From(accepted, Session.Now), GuardDocumentJson.Default.GuardAcceptDocument, () => FormattableString.Invariant($"accepted: {fact.Metric} of {fact.Workload} +{fact.Loss * 100:0.##} % (entry {accepted.Entry.Seq})\n"));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command List()
    {
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "list",
            """
            What is pinned, the limits, and the losses that were accepted.

            Example: hone guard list --json
            """)
        {
            project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            return Show(front, session);
        });
        return command;
    }

    private static ExitCode Show(Front front, Session session)
    {
        GuardView view = GuardView.Read(session);
        front.Print(GuardListDocument.From(view), GuardDocumentJson.Default.GuardListDocument, view.ToText);
        return ExitCode.Holds;
    }

    private static (string? Workload, string Metric, double Worse) Limit(string text)
    {
        string[] sides = text.Split('=', 2);
        string[] names = sides[0].Split(':', 2);
        return sides.Length == 2
            ? (names.Length == 2 ? names[0] : null, GuardBounds.Metric(names[^1]), Above(Percent.Read(sides[1], "--limit"), "--limit"))
            : throw new ProblemException(new(ExitCode.Usage, "limit-malformed", $"--limit is '{text}', expected a metric and a part", "write it as --limit cpu=3% or --limit day:cpu=3%"));
    }

    private static double Above(double part, string option) => part > 0 ? part : throw new ProblemException(new(ExitCode.Usage, "limit-range", $"{option} must be above 0 %", $"{option} 5%"));

    private static DateTimeOffset Expiry(string text)
    {
        if (text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days is > 0 and < 10_000)
        {
            return Session.Now.AddDays(days);
        }

        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset day)
            ? day
            : throw new ProblemException(new(ExitCode.Usage, "expires-malformed", $"--expires is '{text}', expected a day or a number of days", "write it as --expires 2027-03-01 or --expires 30d"));
    }
}
