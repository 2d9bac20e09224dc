using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Hone.EndToEnd.Documents;

/// <summary>
/// The commands and options that the built tool has, by its own <c>--help</c>, and what of a written command is none of them. Words that stand
/// for something (<c>ROW</c>, <c>examples/wordfreq</c>, <c>…</c>) are taken for arguments.
/// </summary>
internal static partial class HoneWords
{
    private static readonly ConcurrentDictionary<string, Lazy<Node>> _known = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the words behind <c>hone</c>; null when the tool knows them.</summary>
    public static string? Wrong(string words)
    {
        List<string> path = [];
        bool hasArgument = false;
        foreach (string word in Words(words))
        {
            Node node = Of(path);
            if (word.StartsWith('-'))
            {
                string option = word.Split('=')[0];
                if (option.Length > 1 && !node.Options.Contains(option))
                {
                    return $"hone {string.Join(' ', path)} has no option {option}";
                }
            }
            else if (!hasArgument && word.Split('|') is var choices && choices.All(node.Commands.Contains))
            {
                path.Add(choices[0]);
            }
            else if (PlainWord().IsMatch(word) && node.Commands.Count > 0 && !hasArgument && !TakesValue(words, word))
            {
                return $"hone {string.Join(' ', path)} has no command {word}";
            }
            else
            {
                hasArgument = true;
            }
        }

        return null;
    }

    // The word behind an option is its value.
    private static bool TakesValue(string words, string word) => Regex.IsMatch(words, @"(^|\s|\[)--?[a-z-]+ " + Regex.Escape(word) + @"(\s|\]|$)");

    private static IEnumerable<string> Words(string text)
    {
        // Two blanks part a command from what a synopsis says of it.
        foreach (Match match in Word().Matches(text.Split("  ")[0]))
        {
            string word = match.Value;
            if (word is "|" or "||" or "&&" or "&" or ";" or "--" or "#" or "\\" or ">" or ">>" or "<" || word.StartsWith("2>", StringComparison.Ordinal))
            {
                yield break;
            }

            string bare = word.Trim('[', ']', '(', ')', '"', ',', ';', ':');
            if (bare.Length > 0)
            {
                yield return bare;
            }

            if (word.EndsWith(';') || word.EndsWith(")\"", StringComparison.Ordinal))
            {
                yield break;
            }
        }
    }

    private static Node Of(List<string> path) => _known.GetOrAdd(string.Join(' ', path), name => new(() => Ask(name))).Value;

    private static Node Ask(string name)
    {
        Tool.Answer answer = Tool.Hone(Path.GetTempPath(), [.. name.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.True(answer.ExitCode == 0, $"hone {name} --help: {answer}");
        string section = "";
        HashSet<string> options = new(StringComparer.Ordinal), commands = new(StringComparer.Ordinal);
        foreach (string line in answer.Output.Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ')
            {
                section = line;
            }
            else if (section.StartsWith("Options", StringComparison.Ordinal) && line.StartsWith("  -", StringComparison.Ordinal))
            {
                string left = line[2..].Split("  ")[0].Split('<')[0];
                options.UnionWith(Option().Matches(left).Select(match => match.Value));
            }
            else if (section.StartsWith("Commands", StringComparison.Ordinal) && CommandLine().Match(line) is { Success: true } command)
            {
                commands.Add(command.Groups[1].Value);
            }
        }

        Assert.NotEmpty(options);
        return new(commands, options);
    }

    private sealed record Node(IReadOnlySet<string> Commands, IReadOnlySet<string> Options);

    [GeneratedRegex(@"'[^']*'\S*|""[^""]*""\S*|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[a-z][a-z-]+(\|[a-z][a-z-]+)*$")]
    private static partial Regex PlainWord();

    [GeneratedRegex(@"--?[\w?][\w-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"^  ([a-z][a-z-]*)(\s|$)")]
    private static partial Regex CommandLine();
}
