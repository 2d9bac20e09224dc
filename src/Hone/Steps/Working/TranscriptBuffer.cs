using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hone.Cli.Steps.Working;

/// <summary>Keeps the beginning and the end of what an agent prints, however much that is.</summary>
internal sealed class TranscriptBuffer
{
    private const int HeadBytes = 64 << 10;
    private const int TailBytes = 192 << 10;

    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly TailBuffer _tail = new(TailBytes);
    private readonly Lock _gate = new();
    private long _total;

    /// <summary>How many bytes came in all.</summary>
    public long Total
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            _total += bytes.Length;
            int head = Math.Min(bytes.Length, HeadBytes - _head.WrittenCount);
            _head.Write(bytes.Span[..head]);
            _tail.Add(bytes[head..]);
        }
    }

    /// <summary>What is kept; what is left out between is counted.</summary>
    public string Text()
    {
        lock (_gate)
        {
            string head = Encoding.UTF8.GetString(_head.WrittenSpan);
            long left = _total - HeadBytes - TailBytes;
            string between = left > 0 ? string.Create(CultureInfo.InvariantCulture, $"\n[… {left} bytes are left out …]\n") : "";
            return head + between + _tail.LastLines(int.MaxValue);
        }
    }

    /// <summary>The end of it, where agents say what they used.</summary>
    public string End()
    {
        lock (_gate)
        {
            return _total <= HeadBytes + TailBytes ? Text() : _tail.LastLines(int.MaxValue);
        }
    }
}
