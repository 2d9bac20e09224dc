using System.CommandLine;
using System.Globalization;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Bisecting;
using Hone.Cli.Steps.Sealing;
using Hone.Cli.Terminal;
using Hone.Guardrails.Bisecting;
using Hone.Linux.Storage;
using Hone.Measurement;
using Hone.Problems;
using Hone.Reporting;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone bisect</c>: which commit changed the level of a workload.</summary>
internal static class BisectCommand
{
    private const double DefaultConfidence = 0.99;

    public static Command Create()
    {
        Option<string?> good = new("--good") { Description = "A commit before the change; that of a git bisect under way by default.", HelpName = "revision" };
        Option<string?> bad = new("--bad") { Description = "A commit since the change; that of a git bisect under way, else HEAD.", HelpName = "revision" };
        Option<string[]> skip = new("--skip") { Description = "Do not measure this commit; may be given more than once. Those of git bisect skip are skipped too.", HelpName = "revision", AllowMultipleArgumentsPerToken = false };
        Option<string?> workload = new("--workload", "-w") { Description = "The workload; it may be left out where the project has one.", HelpName = "name" };
        Option<string> metric = new("--metric", "-m") { Description = "What is measured: " + string.Join(", ", Metric.Standard.Select(each => each.Name)) + ", or a number that the workload prints.", HelpName = "name", DefaultValueFactory = _ => Metric.Wall.Name };
        Option<string?> function = new("--function", "-f") { Description = "Search for the change of this function's share of the CPU profile, with what it calls, in place of a metric.", HelpName = "name" };
        Option<double> confidence = new("--confidence") { Description = "Name a commit from this probability on.", HelpName = "0.99", DefaultValueFactory = _ => DefaultConfidence };
        Option<int> most = new("--max-pairs") { Description = "At most so many pairs of runs before the answer is confirmed.", HelpName = "n", DefaultValueFactory = _ => 200 };
        Option<string> budget = new("--budget") { Description = "The time for confirming an answer in pairs beside the commit before it.", HelpName = "time", DefaultValueFactory = _ => "60s" };
        Option<int> wait = new("--wait") { Description = "Wait up to so many seconds for another hone that measures on this machine.", HelpName = "seconds", DefaultValueFactory = _ => 7200 };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "bisect",
            """
            Find the commit that changed a workload's level, on a noisy machine: each measurement moves the probability of every commit, and
            the next one is made where it tells most. Commits are built once, in trees of their own, with the manifest as it is now; those
            that do not build or run are skipped. Every measurement is a pair with the good commit in random order, and the answer is
            confirmed by pairs beside the commit before it.

            Examples:
              hone bisect --good v1.4
              hone bisect --good v1.4 --bad main -w day --metric cpu
              hone bisect --good v1.4 --function Index.Find    since when does it take so much of the time

            Exit codes: 0 a commit is found and confirmed; 2 a commit or workload cannot be used; 4 the ends do not differ, or nothing was
            confirmed.
            """)
        {
            good, bad, skip, workload, metric, function, confidence, most, budget, wait, project, json,
        };
        Front.Attach(command, json, front =>
        {
            ParseResult arguments = front.Arguments;
            double sure = arguments.GetValue(confidence) is > 0.5 and < 1 and double given ? given : throw Wrong("--confidence", "a probability above 0.5 and below 1");
            Duration time = DurationText.Parse(arguments.GetValue(budget)!) is Duration { Nanoseconds: > 0 } stated ? stated : throw Wrong("--budget", "a time such as 60s");
            int pairs = arguments.GetValue(most) is > 0 and int count ? count : throw Wrong("--max-pairs", "a number above 0");
            using Session session = Session.Open(arguments.GetValue(project), front.Progress, front.Cancellation);
            SealGuard.Insist(session);
            Workload chosen = WorkloadOf(session, arguments.GetValue(workload));
            IReadOnlyList<BisectCommit> commits = BisectLine.Read(session.Git, arguments.GetValue(good), arguments.GetValue(bad), front.Cancellation);
            string? share = arguments.GetValue(function) is { Length: > 0 } named ? named : null;
            Metric measured = share is null ? MetricOf(chosen, arguments.GetValue(metric)!) : SharePairs.MetricOf(share);
            BisectPlan plan = new(commits, BisectLine.Skipped(session.Git, commits, arguments.GetValue(skip) ?? [], front.Cancellation), chosen, measured, sure, pairs, time) { Function = share };
            using HostLock alone = HostLock.Take(
                UserState.Folder(session.Folder, "locks"),
                "hone bisect in " + session.Folder,
                TimeSpan.FromSeconds(arguments.GetValue(wait)),
                who => front.Progress.Say($"another hone measures on this machine ({who}); waiting"),
                front.Cancellation);
            front.Progress.Step(1, 1, string.Create(CultureInfo.InvariantCulture, $"bisect {commits.Count - 1} commits"));
            using BisectStep step = new(session, plan);
            BisectReport report = step.Run();
            front.Print(BisectDocument.From(report), BisectJson.Default.BisectDocument, () => BisectText.Of(report, Glyphs.AreUnicode));
            return report.State == BisectState.Confirmed ? ExitCode.Holds : ExitCode.Inconclusive;
        });
        return command;
    }

    private static Workload WorkloadOf(Session session, string? name)
    {
        IReadOnlyList<Workload> workloads = session.Select(name is null ? [] : [name]);
        Workload workload = name is not null || workloads.Count == 1 ? workloads[0]
            : throw new ProblemException(new(ExitCode.Usage, "which-workload", "the project has several workloads", "name one with -w: " + string.Join(", ", workloads.Select(each => each.Name))));

        // Throws for a server, with what to do.
        _ = session.Spawn(workload);
        return workload;
    }

    private static Metric MetricOf(Workload workload, string name) =>
        Metric.Standard.FirstOrDefault(metric => metric.Name == name)
        ?? (workload.Metrics.FirstOrDefault(metric => metric.Name == name) is WorkloadMetric printed ? Metric.Printed(name, !printed.HigherIsBetter) : null)
        ?? throw Wrong("--metric", "one of " + string.Join(", ", Metric.Standard.Select(metric => metric.Name).Concat(workload.Metrics.Select(metric => metric.Name))));

    private static ProblemException Wrong(string option, string expected) => new(new(ExitCode.Usage, "option-value", $"{option} is not {expected}", "hone bisect --help"));
}
