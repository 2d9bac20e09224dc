using System.CommandLine;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone completions SHELL</c>: the script that teaches a shell to complete hone's words.</summary>
internal static class CompletionsCommand
{
    // The scripts ask hone itself, through System.CommandLine's [suggest] directive, so they never go stale.
    private const string Bash =
        """
        # hone completions for bash: eval "$(hone completions bash)"
        _hone() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _hone hone

        """;

    private const string Zsh =
        """
        # hone completions for zsh: eval "$(hone completions zsh)"
        _hone() {
            local -a replies
            replies=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a replies || _files
        }
        compdef _hone hone

        """;

    private const string Fish =
        """
        # hone completions for fish: hone completions fish | source
        complete -c hone -f -a '(hone "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'

        """;

    public static Command Create()
    {
        Argument<string> shell = new("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Option<bool> json = new("--json") { Hidden = true };
        Command command = new(
            "completions",
            """
            Print the script that completes hone's commands and options in your shell.

            Example: eval "$(hone completions bash)"
            """)
        {
            shell,
        };
        Front.Attach(command, json, front =>
        {
            Console.Out.Write(front.Arguments.GetValue(shell) switch
            {
                "zsh" => Zsh,
                "fish" => Fish,
                _ => Bash,
            });
            return ExitCode.Holds;
        });
        return command;
    }
}
