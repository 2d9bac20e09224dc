using System.CommandLine;
using Hone.Cli.Serving;
using Hone.Cli.Steps;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone serve</c>: the report and what is going on, in a browser.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<int> port = new("--port") { Description = "The port on 127.0.0.1; by default one that is free.", HelpName = "number" };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError("A port is a number from 0 to 65535.");
            }
        });
        Command command = new(
            "serve",
            """
            Show this project in a browser, live: what a running command is at and how long it still takes, agents at work, the beads as
            a board, and the report page as the record is now. On 127.0.0.1 alone, with a token that is new each time; it only shows.
            On a terminal it prints the address with the token; otherwise the file that holds it, which only you can read.

            Examples:
              hone serve
              hone serve examples/wordfreq --port 8080
            """)
        {
            project, port,
        };
        Front.Attach(command, new("--json") { Hidden = true }, front =>
        {
            string folder = ProjectFolder.Find(front.Arguments.GetValue(project));
            ServeFront.Run(folder, front.Arguments.GetValue(port), (address, token) => front.Write(Ready(folder, address, token.Path, isTerminal: !Console.IsOutputRedirected)), front.Progress.Say, front.Cancellation);
            return ExitCode.Holds;
        });
        return command;
    }

    /// <summary>What is printed once it serves. Standard output may be a log that others read; a terminal is one's own.</summary>
    /// <param name="folder">The project.</param>
    /// <param name="address">The address with the token in its fragment.</param>
    /// <param name="file">The file that holds it; null when none could be written, and it is nowhere else.</param>
    /// <param name="isTerminal">Standard output is a terminal.</param>
    public static string Ready(string folder, Uri address, string? file, bool isTerminal) => isTerminal || file is null
        ? $"serving {folder}, read-only, until Ctrl-C:\n  {address}\n"
        : $"serving {folder}, read-only, at {address.GetLeftPart(UriPartial.Path)}\nthe address with its token is in {file}\n";
}
