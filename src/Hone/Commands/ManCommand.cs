using System.CommandLine;
using Hone.Cli.Terminal;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone man FOLDER</c>: the manual pages, from the very text of <c>--help</c>.</summary>
internal static class ManCommand
{
    public static Command Create()
    {
        Argument<string> folder = new("folder") { Description = "Where the pages go; it is made if it is not there." };
        Option<bool> json = new("--json") { Hidden = true };
        Command command = new(
            "man",
            """
            Write hone's manual pages: hone.1, and one for each command, such as hone-compare.1.

            Example: hone man ~/.local/share/man/man1 && man hone-compare
            """)
        {
            folder,
        };
        Front.Attach(command, json, front =>
        {
            string target = front.Arguments.GetRequiredValue(folder);
            try
            {
                Directory.CreateDirectory(target);
                foreach ((string name, string text) in ManPages.Of(RootBuilder.Create()))
                {
                    File.WriteAllText(Path.Combine(target, name + ".1"), text);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new ProblemException(new(ExitCode.ToolMissing, "man-not-written", $"the pages cannot be written to {target}: {error.Message}", "name a folder that you may write to"), error);
            }

            return ExitCode.Holds;
        });
        return command;
    }
}
