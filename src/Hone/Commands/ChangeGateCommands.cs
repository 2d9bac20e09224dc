using System.CommandLine;
using Hone.Changes.Proofs;
using Hone.Changes.Runs;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone change lint</c> and <c>prove</c>: two gates of a verification, alone.</summary>
internal static class ChangeGateCommands
{
    public static Command Lint()
    {
        Argument<string?> id = ChangeCommand.Id();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "lint",
            """
            What is wrong with the form of a change, in under a second: files that are no source, lines outside of the hot functions, size,
            moves, renames, second levers. Nothing is built or run. Exit code 1 when something blocks.

            Example: hone change lint cpu-3fa2c1.1
            """)
        {
            id, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = ChangeCommand.Open(front, project);
            ChangeView view = ChangeView.FindOpen(session, ChangeCommand.IdOf(front, id));
            using Scratch scratch = new();
            Candidate candidate = CandidateReading.Read(session, view.Change, scratch.Sub("git"));
            return Print(front, view.Change.Id, candidate.Digest, OtherGates.Lint(session, candidate), "the form of the change is fine\n");
        });
        return command;
    }

    public static Command Prove()
    {
        Argument<string?> id = ChangeCommand.Id();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "prove",
            """
            Write the proof of the change as it is now: the claims that it owes, and what their witnesses show of both programs. What you
            wrote about this very patch is kept. Exit code 1 when a claim does not hold.

            Example: hone change prove cpu-3fa2c1.1
            """)
        {
            id, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = ChangeCommand.Open(front, project);
            ChangeView view = ChangeView.FindOpen(session, ChangeCommand.IdOf(front, id));
            (Proven proven, string path) = ChangeProve.Run(session, view.Change);
            GateFinding[] findings = [.. proven.Findings.Select(finding => OtherGates.Of("proof", finding))];
            return Print(front, view.Change.Id, proven.Proof.Patch, findings, ProofText.Render(proven.Proof, proven.Owed, proven.Findings) + "\n" + path + "\n");
        });
        return command;
    }

    private static ExitCode Print(Front front, string change, string patch, IReadOnlyList<GateFinding> findings, string otherwise)
    {
        bool blocks = findings.Any(finding => finding.Blocks);
        front.Print(new FindingsDocument("hone.change-findings/1", change, patch, !blocks, findings), ChangeJson.Default.FindingsDocument, () => findings.Count == 0 ? otherwise : ChangeText.Findings(findings));
        return blocks ? ExitCode.GateSaidNo : ExitCode.Holds;
    }
}
