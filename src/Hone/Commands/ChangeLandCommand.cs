using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone change land</c>.</summary>
internal static class ChangeLandCommand
{
    public static Command Create()
    {
        Argument<string?> id = ChangeCommand.Id();
        Option<bool> dryRun = new("--dry-run") { Description = "Say what would be committed, and whether it may be; commit nothing." };
        Option<string?> unsandboxed = new("--unsandboxed") { Description = "Land although the verdict is unsandboxed; the reason goes into the commit.", HelpName = "reason" };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "land",
            """
            Commit an accepted change: exactly the tree that was verified, on the base it was verified on. The worktree goes, the outcome is
            recorded, and what must be measured again is named.

            Example: hone change land cpu-3fa2c1.1 --dry-run
            """)
        {
            id, dryRun, unsandboxed, project, json,
        };
        Front.Attach(command, json, front =>
        {
            bool dry = front.Arguments.GetValue(dryRun);
            using Session session = dry ? ChangeCommand.Open(front, project) : ChangeCommand.Locked(front, project, "land");
            string? reason = front.Arguments.GetValue(unsandboxed)?.Trim();
            Landing landing = ChangeLand.Run(session, ChangeView.FindOpen(session, ChangeCommand.IdOf(front, id)), dry, string.IsNullOrEmpty(reason) ? null : reason);
            front.Print(
                new LandingDocument("hone.landing/1", landing.View.Change.Id, landing.Commit, landing.Message, landing.Retake, landing.Left),
                ChangeJson.Default.LandingDocument,
                () => Text(landing));
            return ExitCode.Holds;
        });
        return command;
    }

    private static string Text(Landing landing)
    {
        string message = string.Concat(landing.Message.TrimEnd('\n').Split('\n').Select(line => "  " + Printable.Clean(line) + "\n"));
        string head = landing.Commit is string commit ? $"{landing.View.Change.Id} landed as {commit[..12]}\n" : $"{landing.View.Change.Id} would land:\n";
        return head + message + (landing.Retake.Count == 0 ? "" : "to be taken again, since the program is another:\n" + string.Concat(landing.Retake.Select(line => "  " + Printable.Clean(line) + "\n")))
            + (landing.Left.Count == 0 ? "" : "not part of the change, and kept for you to commit or not:\n" + string.Concat(landing.Left.Select(path => "  " + Printable.Clean(path) + "\n")));
    }
}
