using System.Buffers.Text;
using System.Text;

namespace Hone.Linux.Load;

/// <summary>How far an answer has been read.</summary>
public enum ResponseState
{
    /// <summary>More bytes are needed.</summary>
    Open,

    /// <summary>The answer is whole.</summary>
    Complete,

    /// <summary>This is no HTTP/1.1, or larger than the limits.</summary>
    Malformed,
}

/// <summary>
/// Finds the end of an HTTP/1.1 answer (RFC 9112), whatever pieces it comes in: status line, header, and a body by length, in
/// chunks, or until the connection ends. Keeps nothing but the status; allocates nothing.
/// </summary>
public sealed class ResponseReader
{
    /// <summary>The longest header, and the longest trailer, in bytes.</summary>
    public const int MostHeaderBytes = 256 << 10;

    /// <summary>The largest body in bytes.</summary>
    public const long MostBodyBytes = 1L << 30;

    private const int Kept = 256;

    private readonly byte[] _line = new byte[Kept];
    private Part _part;
    private bool _headRequest;
    private bool _keep;
    private bool _chunked;
    private bool _otherCoding;
    private long _length;
    private long _rest;
    private long _bodyBytes;
    private int _lineLength;
    private int _headerBytes;

    private enum Part
    {
        StatusLine,
        Header,
        Body,
        UntilClose,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
    }

    /// <summary>The status of the answer, once it is known.</summary>
    public int Status { get; private set; }

    /// <summary>How far it is.</summary>
    public ResponseState State { get; private set; }

    /// <summary>Whether anything came.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the connection may carry another request after this answer.</summary>
    public bool KeepsConnection => _keep && State == ResponseState.Complete && _part != Part.UntilClose;

    /// <summary>Begins with a new answer.</summary>
    /// <param name="headRequest">The answer to HEAD has no body, whatever its header says.</param>
    public void Begin(bool headRequest)
    {
        _headRequest = headRequest;
        HasBegun = false;
        State = ResponseState.Open;
        BeginHeader();
    }

    /// <summary>Reads on; the result is how many bytes belonged to this answer.</summary>
    public int Read(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        HasBegun |= bytes.Length > 0;
        while (at < bytes.Length && State == ResponseState.Open)
        {
            at += _part switch
            {
                Part.Body or Part.ChunkData => TakeBody(bytes[at..]),
                Part.UntilClose => TakeUntilClose(bytes[at..]),
                _ => TakeLine(bytes[at..]),
            };
        }

        return at;
    }

    /// <summary>The connection ended: that completes an answer without a length, and breaks every other.</summary>
    public bool EndsWithConnection()
    {
        if (State == ResponseState.Open && _part == Part.UntilClose)
        {
            State = ResponseState.Complete;
        }

        return State == ResponseState.Complete;
    }

    private void BeginHeader()
    {
        _part = Part.StatusLine;
        _keep = true;
        _chunked = false;
        _otherCoding = false;
        _length = -1;
        _bodyBytes = 0;
        _lineLength = 0;
        _headerBytes = 0;
    }

    private int TakeBody(ReadOnlySpan<byte> bytes)
    {
        int taken = (int)Math.Min(_rest, bytes.Length);
        _rest -= taken;
        if (_rest == 0)
        {
            (_part, State) = _part == Part.Body ? (_part, ResponseState.Complete) : (Part.ChunkEnd, State);
        }

        return taken;
    }

    private int TakeUntilClose(ReadOnlySpan<byte> bytes)
    {
        _bodyBytes += bytes.Length;
        State = _bodyBytes > MostBodyBytes ? ResponseState.Malformed : State;
        return bytes.Length;
    }

    private int TakeLine(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)'\n');
        ReadOnlySpan<byte> piece = end < 0 ? bytes : bytes[..end];
        ReadOnlySpan<byte> kept = piece[..Math.Min(piece.Length, Math.Max(0, Kept - _lineLength))];
        kept.CopyTo(_line.AsSpan(Math.Min(_lineLength, Kept)));
        _lineLength += piece.Length;
        _headerBytes += piece.Length + 1;
        if (_headerBytes > MostHeaderBytes)
        {
            State = ResponseState.Malformed;
        }
        else if (end >= 0)
        {
            bool whole = _lineLength <= Kept;
            ReadOnlySpan<byte> line = _line.AsSpan(0, Math.Min(_lineLength, Kept));
            _lineLength = 0;
            EndLine(line is [.. ReadOnlySpan<byte> before, (byte)'\r'] ? before : line, whole);
        }

        return end < 0 ? bytes.Length : end + 1;
    }

    private void EndLine(ReadOnlySpan<byte> line, bool whole)
    {
        bool good = _part switch
        {
            Part.StatusLine => StatusLine(line),
            Part.Header => line.IsEmpty ? EndHeader() : Header(line, whole),
            Part.ChunkSize => ChunkSize(line),
            Part.ChunkEnd => EndChunk(line),
            _ => EndTrailer(line),
        };
        State = good ? State : ResponseState.Malformed;
    }

    private bool StatusLine(ReadOnlySpan<byte> line)
    {
        // "HTTP/1.1 200 …": the reason may be missing, its space too.
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || line[8] != ' ' || (line.Length > 12 && line[12] != ' ')
            || !Utf8Parser.TryParse(line[9..12], out int status, out int digits) || digits != 3 || status < 100)
        {
            return false;
        }

        Status = status;
        _keep = line[7] != '0';
        _part = Part.Header;
        return true;
    }

    private bool Header(ReadOnlySpan<byte> line, bool whole)
    {
        int colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }

        ReadOnlySpan<byte> name = line[..colon];
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        if (Ascii.EqualsIgnoreCase(name, "content-length"u8))
        {
            bool number = Utf8Parser.TryParse(value, out long length, out int used) && whole && used == value.Length && value[0] != '+'
                && length >= 0 && length <= MostBodyBytes && (_length < 0 || _length == length);
            _length = number ? length : _length;
            return number;
        }

        if (Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8))
        {
            _chunked = EndsWithWord(value, "chunked"u8);
            _otherCoding = !_chunked;
            return whole;
        }

        if (Ascii.EqualsIgnoreCase(name, "connection"u8))
        {
            _keep = HasWord(value, "close"u8) ? false : _keep || HasWord(value, "keep-alive"u8);
            return whole;
        }

        return true;
    }

    private bool EndHeader()
    {
        if (Status is >= 100 and < 200)
        {
            // 101 would leave HTTP; the other ones announce the real answer.
            int headerBytes = _headerBytes;
            BeginHeader();
            _headerBytes = headerBytes;
            return Status != 101;
        }

        if (_headRequest || Status is 204 or 304)
        {
            State = ResponseState.Complete;
        }
        else if (_chunked)
        {
            // A length beside chunks is what smuggling looks like (RFC 9112 §6.3): read it, but not twice.
            _keep &= _length < 0;
            (_part, _headerBytes) = (Part.ChunkSize, 0);
        }
        else if (_length >= 0 && !_otherCoding)
        {
            (_part, _rest) = (Part.Body, _length);
            State = _length == 0 ? ResponseState.Complete : State;
        }
        else
        {
            _part = Part.UntilClose;
        }

        return true;
    }

    private bool ChunkSize(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny((byte)';', (byte)' ', (byte)'\t');
        ReadOnlySpan<byte> digits = end < 0 ? line : line[..end];
        if (digits.IsEmpty || digits.Length > 15 || !Utf8Parser.TryParse(digits, out long size, out int used, 'x') || used != digits.Length)
        {
            return false;
        }

        _bodyBytes += size;
        _headerBytes = 0;
        (_part, _rest) = size == 0 ? (Part.Trailer, 0) : (Part.ChunkData, size);
        return _bodyBytes <= MostBodyBytes;
    }

    private bool EndChunk(ReadOnlySpan<byte> line)
    {
        (_part, _headerBytes) = (Part.ChunkSize, 0);
        return line.IsEmpty;
    }

    private bool EndTrailer(ReadOnlySpan<byte> line)
    {
        State = line.IsEmpty ? ResponseState.Complete : State;
        return true;
    }

    private static bool EndsWithWord(ReadOnlySpan<byte> list, ReadOnlySpan<byte> word) =>
        list.Length >= word.Length && Ascii.EqualsIgnoreCase(list[^word.Length..], word);

    private static bool HasWord(ReadOnlySpan<byte> list, ReadOnlySpan<byte> word)
    {
        foreach (Range part in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(list[part].Trim(" \t"u8), word))
            {
                return true;
            }
        }

        return false;
    }
}
