using System.Text;
using System.Text.RegularExpressions;

namespace Hone.Linux.Load;

/// <summary>Watches the lines of a program's output for one that matches, and keeps the last ones.</summary>
internal sealed class OutputLines(Regex? pattern)
{
    private const int LongestLine = 4096;
    private const int KeptLines = 20;

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new();
    private readonly List<byte> _line = [];
    private volatile bool _matched;

    /// <summary>Whether a line matched.</summary>
    public bool Matched => _matched;

    /// <summary>Takes bytes as they come; what is beyond the first 4 KiB of a line is passed over.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            ReadOnlySpan<byte> rest = bytes.Span;
            for (int end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                AddToLine(rest[..end]);
                EndLine();
                rest = rest[(end + 1)..];
            }

            AddToLine(rest);
        }
    }

    /// <summary>The last lines, at most so many.</summary>
    public string Last(int lines)
    {
        lock (_gate)
        {
            IEnumerable<string> all = _line.Count > 0 ? _last.Append(Encoding.UTF8.GetString([.. _line])) : _last;
            return string.Join('\n', all.TakeLast(lines));
        }
    }

    private void AddToLine(ReadOnlySpan<byte> bytes) => _line.AddRange(bytes[..Math.Min(bytes.Length, LongestLine - _line.Count)]);

    private void EndLine()
    {
        string line = Encoding.UTF8.GetString([.. _line]).TrimEnd('\r');
        _line.Clear();
        _last.Enqueue(line);
        if (_last.Count > KeptLines)
        {
            _ = _last.Dequeue();
        }

        _matched |= pattern is not null && !_matched && pattern.IsMatch(line);
    }
}
