using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Oracle;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone oracle record</c> and <c>hone oracle check</c>: step C.</summary>
internal static class OracleCommand
{
    public static Command Create()
    {
        Command command = new("oracle", "Step C: golden outputs that say whether a program still behaves the same.")
        {
            Record(), Check(), OracleStrengthCommand.Create(), OracleFuzzCommand.Create(), OracleSuggestCommand.Create(),
        };
        return command;
    }

    private static Command Record()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "record",
            """
            Run each workload and case five times, under another time zone, locale, umask, home folder, hash seed and number of
            CPUs each time, and twenty times when anything differs. Exit code, standard output, standard error, output files with
            their permissions, and files that are written without being declared are kept as golden; of a server its answers.
            A channel that differs is quarantined and named with what it follows, unless a normaliser of the manifest explains the
            difference; a normaliser that explains none is refused. .hone/golden_checksums.txt is for sha256sum -c.

            Example: hone oracle record -w novel
            """)
        {
            project, workloads, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("oracle record", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            front.Progress.Step(1, 2, "build");
            CheckStep.Run(session, "build", session.Project.Build);
            front.Progress.Step(2, 2, "golden outputs");
            OracleStep.Record(session, session.Select(front.Arguments.GetValue(workloads) ?? []));
            PhaseView view = PhaseView.Load(session);
            front.Print(PhaseDocument.From(view), ViewJson.Default.PhaseDocument, () => GoldenText.Of(view));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Check()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<bool> thorough = new("--thorough") { Description = "Run the baseline again beside every workload and case, not only beside those that differ." };
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "check",
            """
            Run each workload and case once and compare it with its golden output, byte for byte but for what its normalisers were
            seen to explain. Where one differs, the baseline is built again from its commit and run as well. Exit code 0 when all are
            the same; 1 at a difference, of which the first place is shown; 4 when the baseline differs from its own golden output
            too, or when a quarantined channel leaves it open.

            Example: hone oracle check
            """)
        {
            project, workloads, thorough, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("oracle check", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            front.Progress.Step(1, 2, "build");
            CheckStep.Run(session, "build", session.Project.Build);
            front.Progress.Step(2, 2, "compare with the golden outputs");
            IReadOnlyList<CaseCheck> checks = OracleChecking.Compare(session, session.Select(front.Arguments.GetValue(workloads) ?? []), front.Arguments.GetValue(thorough));
            front.Print(OracleDocument.From(checks), ViewJson.Default.OracleDocument, () => OracleCheckText.Of(checks));
            return checks.Any(check => check.Word == "different") ? ExitCode.GateSaidNo
                : checks.Any(check => check.Word != "same") ? ExitCode.Inconclusive
                : ExitCode.Holds;
        });
        return command;
    }
}
