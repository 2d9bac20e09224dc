using System.CommandLine;
using Hone.Cli.Steps.Guarding;
using Hone.Guardrails;
using Hone.Linux.Machines;
using Hone.Problems;
using Hone.Reporting.Guarding;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone guard selftest</c>: the gate's own false alarms and power.</summary>
internal static class GuardSelfTestCommand
{
    public static Command Create()
    {
        Option<int> checks = new("--checks") { Description = "So many checks of each slow-down.", HelpName = "number", DefaultValueFactory = _ => 20 };
        Option<string> effects = new("--effect") { Description = "Which slow-downs of CPU time; 0, a program beside itself, is always among them.", HelpName = "list", DefaultValueFactory = _ => "0,1%,2%,5%,10%" };
        Option<string> budget = new("--budget") { Description = "The time of one check; it ends earlier when it is decided.", HelpName = "time", DefaultValueFactory = _ => "20s" };
        Option<string> work = new("--work") { Description = "How long one run of the loop takes.", HelpName = "time", DefaultValueFactory = _ => "30ms" };
        Option<ulong> seed = new("--seed") { Description = "What the random orders are drawn from.", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "selftest",
            """
            Is the gate to be trusted on this machine? Checks a program against itself, and against copies that are known to take longer,
            by the engine and the limits of hone guard check, and counts what it says. Exit code 0 when the false alarms are no more than
            promised, 1 when they are. Ctrl-C prints what there is.

            Example: hone guard selftest --checks 40 --effect 0,5%
            """)
        {
            checks, effects, budget, work, seed, json,
        };
        Front.Attach(command, json, front =>
        {
            string time = front.Arguments.GetValue(work) ?? "";
            GuardSelfTestPlan plan = new(
                Math.Clamp(front.Arguments.GetValue(checks), 1, 100_000),
                [.. (front.Arguments.GetValue(effects) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => Percent.Read(text, "--effect"))],
                GuardCheckCommand.Time(front.Arguments.GetValue(budget) ?? ""),
                DurationText.Parse(time) is Duration given && given > Duration.Zero ? given : throw new ProblemException(new(ExitCode.Usage, "bad-duration", $"--work is '{time}', not a length of time", "write it like 30ms")),
                front.Arguments.GetValue(seed));
            GuardSelfTestRuns runs = new GuardSelfTest(plan, HostFingerprint.Read(), front.Progress, front.Cancellation).Run();
            IReadOnlyList<GuardTally> rows = GuardTally.Of(runs.Trials);
            front.Print(
                GuardSelfTestDocument.From(runs, rows), GuardDocumentJson.Default.GuardSelfTestDocument, () => GuardSelfTestText.Of(rows, runs.Design, runs.Loop, runs.Calibration.Cpu));
            if (runs.Interrupted)
            {
                throw new OperationCanceledException(front.Cancellation);
            }

            return GuardTally.Holds(rows, runs.Design) ? ExitCode.Holds : ExitCode.GateSaidNo;
        });
        return command;
    }
}
