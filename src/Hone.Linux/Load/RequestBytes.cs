using System.Buffers.Text;
using Hone.Measurement.Latency.Requests;

namespace Hone.Linux.Load;

/// <summary>A request template as bytes, ready to be sent without allocation.</summary>
internal sealed class RequestBytes
{
    private const int MostDigits = 19;

    private readonly IReadOnlyList<byte[]>[] _byDigits;
    private readonly byte[] _buffer;

    public RequestBytes(RequestTemplate template)
    {
        IsHead = template.Method == "HEAD";
        IsIdempotent = template.IsIdempotent;
        IReadOnlyList<byte[]> first = template.Pieces(1);
        _byDigits = first.Count == 1 ? [first] : [.. Enumerable.Range(1, MostDigits).Select(template.Pieces)];
        _buffer = new byte[_byDigits[^1].Sum(piece => piece.Length + MostDigits)];
    }

    /// <summary>Whether the answer has no body.</summary>
    public bool IsHead { get; }

    /// <summary>Whether it may be sent again when the connection ended before the answer began.</summary>
    public bool IsIdempotent { get; }

    /// <summary>The bytes for a number; they stand until the next call.</summary>
    public ReadOnlySpan<byte> For(long number)
    {
        if (_byDigits.Length == 1)
        {
            return _byDigits[0][0];
        }

        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10)
        {
            digits++;
        }

        IReadOnlyList<byte[]> pieces = _byDigits[digits - 1];
        int length = 0;
        for (int i = 0; i < pieces.Count; i++)
        {
            if (i > 0)
            {
                _ = Utf8Formatter.TryFormat(number, _buffer.AsSpan(length), out int written);
                length += written;
            }

            pieces[i].CopyTo(_buffer, length);
            length += pieces[i].Length;
        }

        return _buffer.AsSpan(0, length);
    }
}
