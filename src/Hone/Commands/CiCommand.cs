using System.CommandLine;
using System.Text;
using Hone.Cli.Steps;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Reporting;
using Hone.Reporting.Guarding;

namespace Hone.Cli.Commands;

/// <summary><c>hone ci init</c>: the file by which a CI server runs Hone.</summary>
internal static class CiCommand
{
    // What YAML in double quotes, a path in a shell and a path of an artifact all take as it is.
    private static readonly System.Buffers.SearchValues<char> _plain = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-+/");

    public static Command Create() => new(
        "ci",
        """
        Hone in CI: a check of every proposed change, and each night a round, if one is due.

        Example: hone ci init github
        """)
    {
        Init(),
    };

    private static Command Init()
    {
        Argument<string> server = new("server") { Description = "github, gitlab, or plain: a script for any other." };
        server.AcceptOnlyFromAmong([.. CiFiles.Servers]);
        Option<bool> dryRun = new("--dry-run") { Description = "Print it instead of writing it." };
        Option<bool> force = new("--force") { Description = "Write it over one that is there." };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "init",
            """
            Write the workflow: hone guard check on pull requests; each night a drift check, and hone run if hone due says so. It posts nothing: results are
            kept beside the job, and the step that comments stands there switched off, as it needs a token. Never overwrites one.

            Example: hone ci init github --dry-run
            """)
        {
            server, dryRun, force, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            string name = front.Arguments.GetValue(server)!;
            string top = session.Git.Ask(front.Cancellation, "rev-parse", "--show-toplevel") is (0, { Length: > 0 } found) ? found.TrimEnd('\n') : session.Folder;
            string prefix = top == session.Folder ? "" : session.Git.Ask(front.Cancellation, "rev-parse", "--show-prefix").Output.TrimEnd('\n').TrimEnd('/');
            if (prefix.AsSpan().ContainsAnyExcept(_plain))
            {
                throw new ProblemException(new(ExitCode.Usage, "folder-name", "the project's folder has a name that a workflow file would have to quote", "write the file by hand, from: hone ci init in a folder with plain letters") { Place = session.Folder });
            }

            CiFile file = CiFiles.Of(name, prefix);
            string path = Path.Combine(top, file.Path);
            bool write = !front.Arguments.GetValue(dryRun);
            if (write)
            {
                Write(path, file, front.Arguments.GetValue(force));
            }

            front.Print(new CiDocument("hone.ci/1", file.Path, file.Text, write), GuardDocumentJson.Default.CiDocument, () => write ? Told(path, name) : file.Text);
            return ExitCode.Holds;
        });
        return command;
    }

    private static void Write(string path, CiFile file, bool force)
    {
        if (Path.Exists(path) && !force)
        {
            throw new ProblemException(new(ExitCode.Usage, "file-exists", "the file is there already", "compare it with --dry-run, or write over it with --force") { Place = path });
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }

        const UnixFileMode text = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        DurableFile.Replace(path, Encoding.UTF8.GetBytes(file.Text), file.IsProgram ? text | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : text);
    }

    private static string Told(string path, string server)
    {
        StringBuilder told = new();
        told.Append("written: ").Append(Printable.Clean(path)).Append('\n');
        foreach (string next in CiFiles.Next(server))
        {
            told.Append("  next: ").Append(next).Append('\n');
        }

        return told.ToString();
    }
}
