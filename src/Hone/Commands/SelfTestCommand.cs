using System.CommandLine;
using System.Globalization;
using Hone.Cli.Steps;
using Hone.Linux.Machines;
using Hone.Linux.Measuring;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Problems;
using Hone.Reporting;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone selftest</c>: Hone's comparison, tested on this machine.</summary>
internal static class SelfTestCommand
{
    public static Command Create()
    {
        Option<int> comparisons = Number("--comparisons", "How many comparisons an effect; a planted effect has so many on each metric.", 40);
        Option<string> budget = Text("--time-budget", "The machine time of one comparison.", "2s", "time");
        Option<string> effects = Text("--effect", "Which effects; 0 is a command beside itself (A/A).", "0,0.5%,1%,5%", "list");
        Option<string> metrics = Text("--metric", "On which metrics: wall, cpu.", "wall,cpu", "list");
        Option<string?> kinds = new("--commands") { Description = $"Which commands stand beside themselves; by default all that are there of: {SelfTestStep.Loop}, {string.Join(", ", SampleCommands.Kinds)}.", HelpName = "list" };
        Option<string> work = Text("--work", "How long the loop takes that effects are planted in.", "20ms", "time");
        Option<bool> untilSame = new("--until-same") { Description = "Stop as soon as two commands are shown to be the same." };
        Option<bool> peers = new("--peers") { Description = "Also gather 20 runs of one command and then 20 of the other, and judge all runs by the rules of other tools." };
        Option<int> load = Number("--load", "Busy loops to run beside it all.", 0);
        Option<bool> realTime = new("--real-time") { Description = "Run the commands before all other programs (SCHED_RR), as hone compare --real-time does." };
        Option<int> resample = Number("--resample", "So many comparisons an effect put together from one stream of real pairs: power within seconds.", 0);
        Option<int> streamPairs = Number("--stream-pairs", "How many pairs that stream has.", 1200);
        Option<string> resampleBudget = Text("--resample-budget", "The machine time that each of those comparisons would have.", "30s", "time");
        Option<int> parallel = Number("--parallel", "Comparisons at a time, each on a core of its own; they may disturb each other.", 1);
        Option<ulong> seed = new("--seed") { Description = "What the random orders are drawn from.", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<string?> export = new("--export") { Description = "Write the raw runs of each finished comparison to this file, one JSON document a line.", HelpName = "file" };
        Option<string?> read = new("--read") { Description = "Run nothing; judge the comparisons of such a file.", HelpName = "file" };
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "selftest",
            """
            Is this instrument to be trusted on this machine? Compares commands with themselves and with copies that are known to
            take longer, by the same engine as hone compare, and counts what it says. Exit code 0 when the false alarms are no
            more than promised, 1 when they are. The defaults take about eight minutes; Ctrl-C prints what there is.

            Example: hone selftest --effect 0 --peers
            """)
        {
            comparisons, budget, effects, metrics, kinds, work, untilSame, peers, load, realTime, resample, streamPairs, resampleBudget, parallel, seed, export, read, json,
        };
        Front.Attach(command, json, front =>
        {
            SelfTestPlan plan = new()
            {
                Comparisons = Count(front, comparisons),
                Budget = Time(front, budget),
                Effects = [.. List(front.Arguments.GetValue(effects)).Select(Effect).Distinct()],
                Metrics = [.. List(front.Arguments.GetValue(metrics)).Select(Measured).Distinct()],
                Kinds = List(front.Arguments.GetValue(kinds)),
                Work = Time(front, work),
                UntilSame = front.Arguments.GetValue(untilSame),
                Peers = front.Arguments.GetValue(peers),
                Load = Count(front, load),
                RealTime = front.Arguments.GetValue(realTime),
                Resample = Count(front, resample),
                StreamPairs = Count(front, streamPairs),
                ResampleBudget = Time(front, resampleBudget),
                Parallel = Lanes(front, parallel),
                Seed = front.Arguments.GetValue(seed),
                Export = front.Arguments.GetValue(export),
            };
            Host host = HostFingerprint.Read();
            SelfTestRuns runs = front.Arguments.GetValue(read) is string file ? SelfTestFile.Read(file) : new SelfTestStep(plan, host, front.Progress, front.Cancellation).Run();
            SelfTestReport report = SelfTestView.Report(runs, plan, host);
            front.Print(SelfTestDocument.From(report, runs.Interrupted), SelfTestDocumentJson.Default.SelfTestDocument, () => SelfTestText.Of(report));
            if (runs.Interrupted)
            {
                throw new OperationCanceledException(front.Cancellation);
            }

            return SelfTestTally.Holds(report.Real, report.Design) ? ExitCode.Holds : ExitCode.GateSaidNo;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int value) => new(name) { Description = description, HelpName = "number", DefaultValueFactory = _ => value };

    private static Option<string> Text(string name, string description, string value, string form) => new(name) { Description = description, HelpName = form, DefaultValueFactory = _ => value };

    private static int Count(Front front, Option<int> option) => front.Arguments.GetValue(option) switch
    {
        >= 0 and <= 1_000_000 and int count => count,
        int other => throw Wrong(option.Name, other.ToString(CultureInfo.InvariantCulture), "a number from 0 to 1,000,000"),
    };

    private static int Lanes(Front front, Option<int> option)
    {
        int lanes = Count(front, option);
        return lanes >= 1 && lanes <= Environment.ProcessorCount
            ? lanes
            : throw Wrong(option.Name, lanes.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"from 1 to the {Environment.ProcessorCount} cores of this machine"));
    }

    private static Duration Time(Front front, Option<string> option)
    {
        string text = front.Arguments.GetValue(option) ?? "";
        return DurationText.Parse(text) is Duration time && time > Duration.Zero ? time : throw Wrong(option.Name, text, "a length of time such as 500ms or 2s");
    }

    private static string[] List(string? text) => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static double Effect(string text)
    {
        bool percent = text.EndsWith('%');
        return double.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number / (percent ? 100 : 1) is <= 1 and double effect
            ? effect
            : throw Wrong("--effect", text, "a relative effect such as 0, 0.5% or 0.01, at most 100%");
    }

    private static Metric Measured(string text) => text switch
    {
        "wall" => Metric.Wall,
        "cpu" => Metric.Cpu,
        _ => throw Wrong("--metric", text, "wall or cpu"),
    };

    private static ProblemException Wrong(string option, string value, string wanted) =>
        new(new(ExitCode.Usage, "selftest-option", $"{option} is '{value}', not {wanted}", "see hone selftest --help"));
}
