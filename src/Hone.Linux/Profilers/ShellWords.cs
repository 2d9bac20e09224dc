using System.Buffers;
using System.Text;

namespace Hone.Linux.Profilers;

/// <summary>
/// The simple commands of shell text, well enough to see which programs it names. It is no shell: it expands nothing and runs
/// nothing, and what it cannot read it leaves out.
/// </summary>
internal static class ShellWords
{
    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static readonly HashSet<string> _reserved =
    [
        "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "for", "case", "esac", "!", "{", "}", "in",
    ];

    private static readonly HashSet<string> _prefixes =
    [
        "env", "exec", "time", "timeout", "nice", "ionice", "nohup", "command", "taskset", "chrt", "stdbuf", "setarch", "setsid",
        "numactl", "sudo", "xargs", "strace", "perf", "unbuffer", "eval",
    ];

    /// <summary>True for the name of a POSIX-like shell.</summary>
    public static bool IsShell(string name) => name is "sh" or "bash" or "dash" or "zsh" or "ksh" or "ash";

    /// <summary>True for a command that runs the program named by its later arguments.</summary>
    public static bool IsPrefix(string name) => _prefixes.Contains(name);

    /// <summary>The simple commands in the text, each as its words, without assignments, reserved words and comments.</summary>
    public static IEnumerable<IReadOnlyList<string>> Commands(string text)
    {
        List<string> command = [];
        foreach (string? word in Words(text))
        {
            if (word is null)
            {
                if (command.Count > 0)
                {
                    yield return command;
                    command = [];
                }
            }
            else if (command.Count > 0 || !(_reserved.Contains(word) || IsAssignment(word)))
            {
                command.Add(word);
            }
        }

        if (command.Count > 0)
        {
            yield return command;
        }
    }

    private static bool IsAssignment(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !word.AsSpan(0, equals).ContainsAnyExcept(_nameCharacters);
    }

    /// <summary>Words in order; null where one simple command ends.</summary>
    private static IEnumerable<string?> Words(string text)
    {
        StringBuilder word = new();
        bool inWord = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '\'' or '"')
            {
                int end = text.IndexOf(c, i + 1);
                end = end < 0 ? text.Length : end;
                word.Append(text, i + 1, end - i - 1);
                inWord = true;
                i = end;
            }
            else if (c == '\\' && i + 1 < text.Length)
            {
                i++;
                inWord |= text[i] != '\n';
                word.Append(text[i] == '\n' ? "" : text[i]);
            }
            else if (c == '#' && !inWord)
            {
                int end = text.IndexOf('\n', i);
                i = end < 0 ? text.Length : end - 1;
            }
            else if (char.IsWhiteSpace(c) || c is ';' or '|' or '&' or '(' or ')' or '`')
            {
                if (inWord)
                {
                    yield return word.ToString();
                    word.Clear();
                    inWord = false;
                }

                if (c is '\n' or ';' or '|' or '&' or '(' or ')' or '`')
                {
                    yield return null;
                }
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (inWord)
        {
            yield return word.ToString();
        }
    }
}
