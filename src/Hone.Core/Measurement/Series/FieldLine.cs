using System.Text;

namespace Hone.Measurement.Series;

/// <summary>The fields of one line.</summary>
internal sealed class FieldLine
{
    private readonly List<string> _fields = [];
    private readonly StringBuilder _field = new();
    private char _separator = ',';

    public int Count => _fields.Count;

    public string this[int at] => _fields[at];

    /// <summary>Takes the separator that the first line shows: a tab, a semicolon, a comma, or spaces.</summary>
    public void Choose(string line) =>
        _separator = line.Contains('\t', StringComparison.Ordinal) ? '\t'
            : line.Contains(';', StringComparison.Ordinal) ? ';'
            : line.Contains(',', StringComparison.Ordinal) ? ','
            : ' ';

    /// <summary>Cuts a line; false when a quote is left open.</summary>
    public bool Split(string line)
    {
        _fields.Clear();
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            ReadOnlySpan<char> rest = _separator == ' ' ? line.AsSpan().Trim() : line.AsSpan();
            foreach (Range range in rest.Split(_separator))
            {
                ReadOnlySpan<char> field = rest[range].Trim();
                if (_separator != ' ' || !field.IsEmpty)
                {
                    _fields.Add(field.ToString());
                }
            }

            return true;
        }

        return SplitQuoted(line);
    }

    private bool SplitQuoted(string line)
    {
        bool quoted = false;
        _field.Clear();
        for (int at = 0; at < line.Length; at++)
        {
            char letter = line[at];
            if (quoted && letter == '"' && at + 1 < line.Length && line[at + 1] == '"')
            {
                _field.Append('"');
                at++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == _separator && !quoted)
            {
                End();
            }
            else
            {
                _field.Append(letter);
            }
        }

        End();
        return !quoted;
    }

    private void End()
    {
        string field = _field.ToString().Trim();
        _field.Clear();
        if (_separator != ' ' || field.Length > 0)
        {
            _fields.Add(field);
        }
    }
}
