using System.Buffers;
using System.Text;
using Hone.Problems;

namespace Hone.Workloads;

/// <summary>
/// Splits a command line into words as a POSIX shell does (POSIX.1-2017, XCU §2.2 quoting, §2.9.1 simple commands) without being
/// one: quotes and backslashes are honoured, leading <c>NAME=value</c> words become the command's environment, and nothing is ever
/// expanded. What only a shell can do (pipes, redirections, globs, variables) is refused instead of being passed on as it stands.
/// </summary>
public static class CommandWords
{
    // A command line is typed or comes from a script; the kernel's own limit of all arguments is 2 MiB by default.
    private const int LongestLine = 2 << 20;

    private static readonly SearchValues<char> _name =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>The command; a line that no simple command can be read from is a usage problem.</summary>
    public static CommandLine Parse(string line)
    {
        if (line.Length > LongestLine || line.Contains('\0', StringComparison.Ordinal))
        {
            throw Refused(line, "it is longer than 2 MiB, or holds a NUL", "pass its data through a file");
        }

        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        List<string> words = [];
        foreach ((string word, int assigned) in Split(line))
        {
            if (words.Count == 0 && assigned > 0)
            {
                environment[word[..assigned]] = word[(assigned + 1)..];
            }
            else
            {
                words.Add(word);
            }
        }

        return words.Count > 0 && words[0].Length > 0
            ? new() { Words = words, Environment = environment }
            : throw Refused(line, "it names no program", "write the program and its arguments in one quoted word");
    }

    /// <summary>Words in order; beside each the length of the name that it assigns to, or 0.</summary>
    private static IEnumerable<(string Word, int Assigned)> Split(string line)
    {
        StringBuilder word = new();
        bool inWord = false;
        int assigned = 0;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            switch (c)
            {
                case '\'':
                    i = Single(line, i, word);
                    inWord = true;
                    break;
                case '"':
                    i = Double(line, i, word);
                    inWord = true;
                    break;
                case '\\' when i + 1 == line.Length:
                    throw Refused(line, "it ends with a backslash", "remove it, or write '\\\\'");
                case '\\':
                    i++;
                    inWord |= line[i] != '\n';
                    word.Append(line[i] == '\n' ? "" : line[i]);
                    break;
                case ' ' or '\t' or '\n':
                    if (inWord)
                    {
                        yield return (word.ToString(), assigned);
                        word.Clear();
                        (inWord, assigned) = (false, 0);
                    }

                    break;
                default:
                    if (IsForShell(c, atStart: !inWord))
                    {
                        throw NeedsShell(line, c);
                    }

                    assigned = c == '=' && assigned == 0 && IsName(word, line, i) ? word.Length : assigned;
                    word.Append(c);
                    inWord = true;
                    break;
            }
        }

        if (inWord)
        {
            yield return (word.ToString(), assigned);
        }
    }

    private static int Single(string line, int quote, StringBuilder word)
    {
        int end = line.IndexOf('\'', quote + 1);
        if (end < 0)
        {
            throw Refused(line, "a ' is not closed", "close it, or write \\'");
        }

        word.Append(line, quote + 1, end - quote - 1);
        return end;
    }

    private static int Double(string line, int quote, StringBuilder word)
    {
        for (int i = quote + 1; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"':
                    return i;
                case '\\' when i + 1 < line.Length && line[i + 1] is '$' or '`' or '"' or '\\' or '\n':
                    i++;
                    word.Append(line[i] == '\n' ? "" : line[i]);
                    break;
                case '$' or '`':
                    throw NeedsShell(line, line[i]);
                default:
                    word.Append(line[i]);
                    break;
            }
        }

        throw Refused(line, "a \" is not closed", "close it, or write \\\"");
    }

    private static bool IsForShell(char c, bool atStart) =>
        c is '|' or '&' or ';' or '<' or '>' or '(' or ')' or '$' or '`' or '*' or '?' or '[' || (atStart && c is '~' or '#');

    // Only an unquoted name makes an assignment; what was quoted has more characters in the line than in the word.
    private static bool IsName(StringBuilder word, string line, int equals) =>
        word.Length > 0 && !char.IsAsciiDigit(word[0]) && equals >= word.Length
        && line.AsSpan(equals - word.Length, word.Length).SequenceEqual(word.ToString())
        && !word.ToString().AsSpan().ContainsAnyExcept(_name)
        && (equals == word.Length || char.IsWhiteSpace(line[equals - word.Length - 1]));

    private static ProblemException NeedsShell(string line, char c) => new(new(
        ExitCode.Usage,
        "command-needs-shell",
        $"the command has an unquoted {c}, which only a shell acts upon, and Hone uses none unless asked: {line}",
        "add --shell to run it by /bin/sh -c, or quote the character"));

    private static ProblemException Refused(string line, string what, string next) =>
        new(new(ExitCode.Usage, "command-unreadable", $"the command cannot be read, {what}: {(line.Length > 200 ? line[..200] + "…" : line)}", next));
}
