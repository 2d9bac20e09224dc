using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Sealing;
using Hone.Equivalence.Sealing;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone seal</c>: fixes what decides, so that it cannot be altered unseen.</summary>
internal static class SealCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> owner = new("--owner") { Description = "You answer for the project: renew its seal. What was measured and checked before becomes stale." };
        Option<string?> because = new("--because") { Description = "The reason; it is kept in the ledger. A renewal needs one.", HelpName = "reason" };
        Option<bool> check = new("--check") { Description = "Change nothing: say whether all is as it was sealed." };
        Option<string?> root = new("--root") { Description = "Insist on this root, kept where nobody who works here can write; HONE_SEAL_ROOT does the same for every command.", HelpName = "hex" };
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "seal",
            """
            Fix what decides whether a change is good: the manifest with its cases, normalisers and invariants, the goldens, the
            inputs, the scripts and build files, the programs on PATH, and what in git, in the environment and above the project
            alters a build. The list and its Merkle root are kept outside the working tree: in the state directory and in
            refs/hone/seal. From then on every command that builds, runs or answers from the record first holds the project
            against them, and ends with exit code 5, naming what was altered, before it starts anything. Source may change freely.

            Examples:
              hone seal                                            after hone run and hone oracle record
              hone seal --check
              hone seal --owner --because "a larger input"         renew it: earlier figures become stale

            Exit codes: 1 the project is not sealed (--check) or has no golden output to seal, 5 something sealed was altered.
            """)
        {
            project, owner, because, check, root, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            string? insisted = front.Arguments.GetValue(root);
            if (front.Arguments.GetValue(check))
            {
                return Print(front, SealReading.Read(session, insisted), null);
            }

            string? reason = front.Arguments.GetValue(because)?.Trim();
            bool isOwner = front.Arguments.GetValue(owner);
            if (isOwner && string.IsNullOrEmpty(reason))
            {
                throw new ProblemException(new(ExitCode.Usage, "no-reason", "renewing a seal needs a reason", "hone seal --owner --because \"say in a few words why\""));
            }

            session.Lock("seal", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            SealVerdict before = SealReading.Read(session, insisted);
            if (before.IsSealed && !isOwner)
            {
                // Sealed already: the same answer as --check, so that scripts may seal as often as they like.
                return Print(front, before, null);
            }

            SealDocument document = SealStep.Make(session, before, string.IsNullOrEmpty(reason) ? null : reason);
            return Print(front, SealReading.Read(session), document);
        });
        return command;
    }

    private static ExitCode Print(Front front, SealVerdict verdict, SealDocument? made)
    {
        front.Print(
            SealStateDocument.From(verdict),
            ViewJson.Default.SealStateDocument,
            () => made is not null && verdict.Findings.Count == 0 ? SealWords.Made(made) : SealWords.Check(verdict));
        return verdict.Findings.Count > 0 ? ExitCode.Tampered : verdict.IsSealed ? ExitCode.Holds : ExitCode.GateSaidNo;
    }
}
