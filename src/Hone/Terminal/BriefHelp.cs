using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Hone.Cli.Terminal;

/// <summary>What <c>--help</c> prints: all of the command itself, and of those below it the first sentence, so that they are seen at a glance.</summary>
/// <param name="whole">Prints everything of everything.</param>
internal sealed class BriefHelp(HelpAction whole) : SynchronousCommandLineAction
{
    /// <summary>What prints it.</summary>
    public HelpAction Whole { get; } = whole;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Puts it where the command line has its own.</summary>
    public static void Attach(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new BriefHelp((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        (Command Command, string? Description)[] below = [.. parseResult.CommandResult.Command.Subcommands.Select(command => (command, command.Description))];
        try
        {
            foreach ((Command command, string? description) in below)
            {
                command.Description = HelpText.FirstSentence((description ?? "").Split('\n'));
            }

            return Whole.Invoke(parseResult);
        }
        finally
        {
            foreach ((Command command, string? description) in below)
            {
                command.Description = description;
            }
        }
    }
}
