using System.Text;

namespace Hone.Cli.Steps;

/// <summary>Keeps the last bytes of a stream: the end of a build's output is where the reason stands.</summary>
internal sealed class TailBuffer(int capacity)
{
    private readonly byte[] _ring = new byte[capacity];
    private readonly Lock _gate = new();
    private long _total;

    /// <summary>Adds bytes; older ones fall out.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            ReadOnlySpan<byte> rest = bytes.Length > capacity ? bytes.Span[^capacity..] : bytes.Span;
            _total += bytes.Length - rest.Length;
            while (rest.Length > 0)
            {
                int at = (int)(_total % capacity);
                int part = Math.Min(rest.Length, capacity - at);
                rest[..part].CopyTo(_ring.AsSpan(at));
                rest = rest[part..];
                _total += part;
            }
        }
    }

    /// <summary>The last lines, at most <paramref name="lines"/>.</summary>
    public string LastLines(int lines)
    {
        lock (_gate)
        {
            int at = (int)(_total % capacity);
            byte[] bytes = _total <= capacity ? _ring[..(int)_total] : [.. _ring[at..], .. _ring[..at]];
            string[] all = Encoding.UTF8.GetString(bytes).TrimEnd().Split('\n');
            return string.Join('\n', all[^Math.Min(lines, all.Length)..]);
        }
    }
}
