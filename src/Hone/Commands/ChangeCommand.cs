using System.CommandLine;
using Hone.Changes;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Linux.Repositories;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone change</c>: steps D and F, one lever at a time.</summary>
internal static class ChangeCommand
{
    public static Command Create() => new(
        "change",
        """
        Steps D and F: one lever as one patch, verified and landed, or closed with its evidence.

          hone change start ROW    a worktree for a row of the matrix
          hone change verify       does it behave the same, and does it gain
          hone change land         commit what was verified

        Example: hone change start cpu-3fa2c1
        """)
    {
        ChangeStartCommand.Create(), ChangeListCommand.List(), ChangeListCommand.Show(), ChangeGateCommands.Lint(), ChangeGateCommands.Prove(), ChangeVerifyCommand.Create(), ChangeLandCommand.Create(), ChangeEndCommand.NoWin(), ChangeEndCommand.Abandon(),
    };

    public static Argument<string?> Id() => new("change")
    {
        Description = "The change's id, such as cpu-3fa2c1.1; by default that of the worktree, or the only open one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The project; inside the worktree of a change the project that it belongs to, whose record counts.</summary>
    public static Session Open(Front front, Option<string?> project)
    {
        string? given = front.Arguments.GetValue(project);
        return Session.Open(given ?? ChangeFolder.Around(Environment.CurrentDirectory)?.Project, front.Progress, front.Cancellation);
    }

    /// <summary>The id that was typed, else that of the worktree.</summary>
    public static string? IdOf(Front front, Argument<string?> id) => front.Arguments.GetValue(id) ?? ChangeFolder.Around(Environment.CurrentDirectory)?.Id;

    /// <summary>The project, taken for writing.</summary>
    public static Session Locked(Front front, Option<string?> project, string command)
    {
        Session session = Open(front, project);
        try
        {
            session.Lock("change " + command, TimeSpan.FromSeconds(600));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Prints a change as the record has it now.</summary>
    public static void Print(Front front, Session session, string id)
    {
        ChangeView view = ChangeView.Find(session, id);
        ChangeFolder folder = ChangeFolder.Of(session, id);
        front.Print(ChangeDocument.From(view, folder), ChangeJson.Default.ChangeDocument, () => ChangeText.Page(view, Directory.Exists(folder.Worktree) ? folder.Worktree : null));
    }
}
