using System.CommandLine;
using System.Globalization;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Handicaps;
using Hone.Opportunities.Handicaps;
using Hone.Problems;
using Hone.Reporting;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone handicap</c>: does the run wait for a function, and can the benchmark show a change?</summary>
internal static class HandicapCommand
{
    private const double MostLevel = 50;
    private const int MostLevels = 10;
    private const int MostPairs = 400;

    public static Command Create()
    {
        Argument<string?> function = new("function") { Description = "A row of the matrix, a function of a profile, FILE:FUNCTION or FILE:LINE. Without one, and with --teeth, the hottest.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<string> levels = new("--levels") { Description = "How much is put in, in per cent of the run's time; 5 is always among them.", HelpName = "list", DefaultValueFactory = _ => "2,5,10" };
        Option<int?> pairs = new("--pairs") { Description = "Exactly so many rounds; by default as many as the slope needs and the budget allows.", HelpName = "count" };
        Option<string> budget = new("--time-budget") { Description = "The machine time of the rounds.", HelpName = "time", DefaultValueFactory = _ => "60s" };
        Option<string?> way = new("--way") { Description = "source: a counter in the function's source, in a copy of the project; breakpoint: without touching the program. By default the first that works.", HelpName = "source|breakpoint" };
        way.AcceptOnlyFromAmong("source", "breakpoint");
        Option<bool> teeth = new("--teeth") { Description = "Ask what the benchmark can show: exit code 0 when it sees 5 %, 1 when it does not." };
        Option<ulong> seed = new("--seed") { Description = "What the random orders are drawn from.", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<bool> realTime = new("--real-time") { Description = "Run the program before all others (SCHED_RR), for a busy machine; needs root or CAP_SYS_NICE." };
        Option<bool> unprotected = CommandOptions.Unprotected();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "handicap",
            """
            Make one function slower by 2, 5 and 10 % of the run, in a copy of the project, and see what the run makes of it: the
            slope β is what each nanosecond spent there costs of wall time. About 1: on the critical path. Below 0.2: a change
            there cannot pay. Above 1.3: others queue behind it. The same rounds say whether the benchmark can show a change of 5 %.
            Exit code 0 when a change can pay, 1 when not, 4 when the machine is too noisy to say.

            Example: hone handicap parse_line -w large
            """)
        {
            function, project, workloads, levels, pairs, budget, way, teeth, seed, realTime, unprotected, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            string? name = front.Arguments.GetValue(function);
            bool onlyTeeth = front.Arguments.GetValue(teeth);
            if (string.IsNullOrWhiteSpace(name) && !onlyTeeth)
            {
                throw new ProblemException(new(ExitCode.Usage, "no-function", "no function is named", "name one, or ask for the benchmark's teeth with the hottest: hone handicap --teeth"));
            }

            (IReadOnlyList<double> parts, int? count, Duration time) = (Levels(front.Arguments.GetValue(levels)!), Pairs(front.Arguments.GetValue(pairs)), Time(front.Arguments.GetValue(budget)!));
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            IReadOnlyList<Workload> meant = session.Select(front.Arguments.GetValue(workloads) ?? []);
            session.Lock("handicap", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            HandicapPlan plan = new()
            {
                Levels = parts,
                Pairs = count,
                Budget = time,
                Way = front.Arguments.GetValue(way),
                Seed = front.Arguments.GetValue(seed),
                Unprotected = front.Arguments.GetValue(unprotected),
                RealTime = front.Arguments.GetValue(realTime),
                Workloads = meant,
            };
            HandicapRun run = HandicapStep.Run(session, plan, evidence => string.IsNullOrWhiteSpace(name) ? HandicapTargets.Hottest(session, evidence, meant) : HandicapTargets.Find(session, evidence, meant, name));
            front.Print(HandicapDocument.From(run), HandicapDocumentJson.Default.HandicapDocument, () => HandicapText.Render(run));
            return Exit(HandicapFigures.Of(run), onlyTeeth);
        });
        return command;
    }

    private static ExitCode Exit(HandicapFigures? figures, bool teeth) => figures switch
    {
        null => ExitCode.Inconclusive,
        _ when teeth => figures.SeesFivePercent ? ExitCode.Holds : figures.TellsTeeth ? ExitCode.GateSaidNo : ExitCode.Inconclusive,
        { Verdict: HandicapVerdict.Inconclusive } => ExitCode.Inconclusive,
        { Verdict: HandicapVerdict.OffPath } => ExitCode.GateSaidNo,
        _ => ExitCode.Holds,
    };

    private static double[] Levels(string text)
    {
        string[] words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        double?[] numbers = [.. words.Select(word => double.TryParse(word.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : (double?)null)];
        return numbers.Length is > 0 and <= MostLevels && numbers.All(number => number is >= 0.1 and <= MostLevel)
            ? [.. numbers.Select(number => number!.Value / 100).Append(HandicapFigures.Teeth).Distinct().Order()]
            : throw new ProblemException(new(ExitCode.Usage, "bad-levels", $"--levels is '{text}', expected per cents such as 2,5,10, each 0.1 to 50", "hone handicap --help"));
    }

    private static int? Pairs(int? count) => count is null or (>= 1 and <= MostPairs)
        ? count
        : throw new ProblemException(new(ExitCode.Usage, "bad-pairs", $"--pairs is {count}, expected 1 to {MostPairs}", "hone handicap --help"));

    private static Duration Time(string text) => DurationText.Parse(text) is Duration time && time > Duration.Zero
        ? time
        : throw new ProblemException(new(ExitCode.Usage, "bad-duration", $"--time-budget is '{text}', which is no length of time", "write it like 60s or 5m"));
}
