using System.Text;

namespace Hone.Equivalence.Sealing;

/// <summary>
/// The simple commands of a shell line, as far as its words show them (POSIX.1-2017, XCU §2.3): split at operators outside quotes.
/// Nothing is expanded, and what a variable or a substitution holds is not known: this says which programs a line names, not all
/// that it may run.
/// </summary>
internal static class ShellCommands
{
    private static readonly HashSet<string> _keywords = ["if", "then", "else", "elif", "fi", "do", "done", "while", "until", "for", "case", "esac", "in", "{", "}", "!", "exec", "command", "builtin", "time"];

    /// <summary>The words of each command, without leading keywords and assignments.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(string line)
    {
        List<IReadOnlyList<string>> commands = [];
        List<string> words = [];
        StringBuilder word = new();
        bool inWord = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            switch (c)
            {
                case '\\' when i + 1 < line.Length:
                    i++;
                    word.Append(line[i] == '\n' ? "" : line[i].ToString());
                    inWord = true;
                    break;
                case '\'' or '"':
                    int end = ClosingQuote(line, i);
                    word.Append(line, i + 1, end - i - 1);
                    i = end;
                    inWord = true;
                    break;
                case '#' when !inWord:
                    i = line.IndexOf('\n', i) is int lineEnd and >= 0 ? lineEnd - 1 : line.Length;
                    break;
                case ' ' or '\t':
                    EndWord(words, word, ref inWord);
                    break;
                case '\n' or ';' or '|' or '&' or '(' or ')' or '<' or '>':
                    EndWord(words, word, ref inWord);
                    if (c is '<' or '>')
                    {
                        // What a redirection names is a file, not a word of the command.
                        i = SkipTarget(line, i);
                    }
                    else
                    {
                        EndCommand(commands, ref words);
                    }

                    break;
                default:
                    word.Append(c);
                    inWord = true;
                    break;
            }
        }

        EndWord(words, word, ref inWord);
        EndCommand(commands, ref words);
        return commands;
    }

    /// <summary>True for <c>NAME=value</c>.</summary>
    public static bool IsAssignment(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !char.IsAsciiDigit(word[0]) && word[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    private static int ClosingQuote(string line, int start)
    {
        for (int i = start + 1; i < line.Length; i++)
        {
            if (line[start] == '"' && line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == line[start])
            {
                return i;
            }
        }

        return line.Length;
    }

    private static int SkipTarget(string line, int i)
    {
        while (i + 1 < line.Length && line[i + 1] is '<' or '>' or '&' or ' ' or '\t')
        {
            i++;
        }

        while (i + 1 < line.Length && line[i + 1] is not (' ' or '\t' or '\n' or ';' or '|' or '&' or '(' or ')' or '<' or '>'))
        {
            i++;
        }

        return i;
    }

    private static void EndWord(List<string> words, StringBuilder word, ref bool inWord)
    {
        if (inWord)
        {
            words.Add(word.ToString());
        }

        word.Clear();
        inWord = false;
    }

    private static void EndCommand(List<IReadOnlyList<string>> commands, ref List<string> words)
    {
        string[] command = [.. words.SkipWhile(word => _keywords.Contains(word) || IsAssignment(word))];
        if (command.Length > 0)
        {
            commands.Add(command);
        }

        words = [];
    }
}
