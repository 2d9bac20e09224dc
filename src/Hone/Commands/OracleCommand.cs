using System.CommandLine;
using System.Text;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Sealing;
using Hone.Cli.Terminal;
using Hone.Equivalence;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone oracle record</c> and <c>hone oracle check</c>: step C.</summary>
internal static class OracleCommand
{
    public static Command Create()
    {
        Command command = new("oracle", "Step C: golden outputs that say whether a program still behaves the same.")
        {
            Record(), Check(),
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
            Run each workload three times and keep exit code, standard output, standard error and output files as golden. What
            differs between the recordings is reported, never masked. The list .hone/golden_checksums.txt is for sha256sum -c.

            Example: hone oracle record -w novel
            """)
        {
            project, workloads, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("oracle record", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            SealGuard.Insist(session);
            front.Progress.Step(1, 2, "build");
            CheckStep.Run(session, "build", session.Project.Build);
            front.Progress.Step(2, 2, "golden outputs");
            OracleStep.Record(session, session.Select(front.Arguments.GetValue(workloads) ?? []));
            PhaseView view = PhaseView.Load(session);
            front.Print(PhaseDocument.From(view), ViewJson.Default.PhaseDocument, () => RunText.Goldens(view));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Check()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "check",
            """
            Run each workload once and compare it with its golden output, byte for byte. Exit code 0 when all are the same, 1 at
            a difference (the first one is shown), 4 when a channel that differed between the recordings leaves it open.

            Example: hone oracle check
            """)
        {
            project, workloads, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("oracle check", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            SealGuard.Insist(session);
            front.Progress.Step(1, 2, "build");
            CheckStep.Run(session, "build", session.Project.Build);
            front.Progress.Step(2, 2, "compare with the golden outputs");
            IReadOnlyList<OracleStep.Check> checks = OracleStep.Compare(session, session.Select(front.Arguments.GetValue(workloads) ?? []));
            front.Print(OracleDocument.From(checks), ViewJson.Default.OracleDocument, () => Text(checks));
            return checks.Any(check => check.Divergences.Count > 0) ? ExitCode.GateSaidNo
                : checks.Any(check => check.Unstable.Count > 0) ? ExitCode.Inconclusive
                : ExitCode.Holds;
        });
        return command;
    }

    private static string Text(IReadOnlyList<OracleStep.Check> checks)
    {
        StringBuilder text = new();
        foreach (OracleStep.Check check in checks)
        {
            string verdict = check.Divergences.Count > 0 ? Style.Bad("different")
                : check.Unstable.Count > 0 ? "same, but undecided on: " + string.Join(", ", check.Unstable)
                : Style.Good("same");
            text.Append(check.Workload).Append(": ").Append(verdict).Append('\n');
            foreach (Divergence divergence in check.Divergences)
            {
                text.Append("  ").Append(Printable.Clean(divergence.Channel)).Append(' ').Append(divergence.What).Append('\n');
            }

            if (check.FirstDifference is string first)
            {
                text.Append("  first difference: ").AppendJoin("\n  ", first.Split('\n')).Append('\n');
            }
        }

        return text.ToString();
    }
}
