using System.CommandLine;
using System.CommandLine.Completions;
using Hone.Problems;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary>What is said when the command line itself is wrong: on standard error, with the nearest word, exit code 2.</summary>
internal static class UsageErrors
{
    public static int Print(ParseResult arguments)
    {
        Command command = arguments.CommandResult.Command;
        string path = PathOf(arguments);
        foreach (string error in arguments.Errors.Select(error => error.Message).Distinct())
        {
            Console.Error.WriteLine("hone: " + Printable.Clean(error));
        }

        IEnumerable<string> words = command.Subcommands.Select(sub => sub.Name).Concat(command.Options.SelectMany(option => option.Aliases.Append(option.Name)));
        foreach (string token in arguments.UnmatchedTokens.Concat(arguments.Tokens.Select(token => token.Value).Where(value => value.StartsWith('-'))).Take(1))
        {
            if (NearestWord.Of(token, words) is string nearest && nearest != token)
            {
                Console.Error.WriteLine($"  did you mean: {nearest}");
            }
        }

        Console.Error.WriteLine($"  next: {path} --help");
        return (int)ExitCode.Usage;
    }

    private static string PathOf(ParseResult arguments)
    {
        List<string> names = [];
        for (System.CommandLine.Parsing.SymbolResult? at = arguments.CommandResult; at is not null; at = at.Parent)
        {
            if (at is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } result)
            {
                names.Insert(0, result.Command.Name);
            }
        }

        return string.Join(' ', ["hone", .. names]);
    }
}
