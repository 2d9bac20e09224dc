using System.Text;

namespace Hone.Workloads;

/// <summary>The inverse of <see cref="ShellQuoting"/>: the words of a command line that somebody typed, without a shell.</summary>
public static class ShellSplitting
{
    /// <summary>
    /// Splits a line into words as a POSIX shell does (POSIX.1-2017 §2.2 and §2.3: blanks, backslash, single and double quotes).
    /// What only a shell could do is refused and not guessed.
    /// </summary>
    /// <param name="line">The command line.</param>
    /// <param name="reason">Why there are no words, as the end of a sentence: <c>has a quote that is never closed</c>.</param>
    /// <returns>At least one word; null with the reason.</returns>
    public static IReadOnlyList<string>? Words(string line, out string reason)
    {
        ArgumentNullException.ThrowIfNull(line);
        Splitter splitter = new(line);
        reason = splitter.Run();
        return reason.Length == 0 ? splitter.Words : null;
    }

    private sealed class Splitter(string line)
    {
        private readonly StringBuilder _word = new();
        private bool _inWord;
        private int _at;

        public List<string> Words { get; } = [];

        public string Run()
        {
            string reason = "";
            for (_at = 0; _at < line.Length && reason.Length == 0; _at++)
            {
                reason = Take(line[_at]);
            }

            End();
            return reason.Length > 0 ? reason : Words.Count == 0 ? "is empty" : "";
        }

        private string Take(char c)
        {
            switch (c)
            {
                case '\0':
                    return "has a NUL";
                case ' ' or '\t' or '\n':
                    End();
                    return "";
                case '\'':
                    return Quoted();
                case '"':
                    return DoubleQuoted();
                case '\\' when _at + 1 < line.Length:
                    _at++;
                    if (line[_at] != '\n')
                    {
                        Add(line[_at]);
                    }

                    return "";
                case '|' or '&' or ';' or '<' or '>' or '(' or ')' or '$' or '`' or '*' or '?' or '[':
                case '#' or '~' when !_inWord:
                    return $"has {c}, which only a shell understands";
                default:
                    Add(c);
                    return "";
            }
        }

        private string Quoted()
        {
            int end = line.IndexOf('\'', _at + 1);
            if (end < 0)
            {
                return "has a quote that is never closed";
            }

            _word.Append(line, _at + 1, end - _at - 1);
            _inWord = true;
            _at = end;
            return "";
        }

        // §2.2.3: a backslash keeps its meaning before $ ` " \ and a newline only.
        private string DoubleQuoted()
        {
            _inWord = true;
            for (_at++; _at < line.Length; _at++)
            {
                char c = line[_at];
                if (c == '"')
                {
                    return "";
                }

                if (c is '$' or '`')
                {
                    return $"has {c}, which only a shell understands";
                }

                if (c == '\\' && _at + 1 < line.Length && line[_at + 1] is ('$' or '`' or '"' or '\\' or '\n'))
                {
                    _at++;
                    if (line[_at] != '\n')
                    {
                        _word.Append(line[_at]);
                    }
                }
                else
                {
                    _word.Append(c);
                }
            }

            return "has a quote that is never closed";
        }

        private void Add(char c)
        {
            _word.Append(c);
            _inWord = true;
        }

        private void End()
        {
            if (_inWord)
            {
                Words.Add(_word.ToString());
                _word.Clear();
                _inWord = false;
            }
        }
    }
}
