namespace Hone.Cli.Mcp.Messages;

/// <summary>
/// Takes lines off a stream, in the memory of one line however long they are: of a line beyond the limit only its id is looked for.
/// </summary>
/// <param name="input">The stream.</param>
/// <param name="longest">The longest line that is kept, in bytes.</param>
internal sealed class MessageLines(Stream input, int longest)
{
    private byte[] _buffer = new byte[Math.Min(longest + 1, 8192)];
    private int _start;
    private int _end;

    /// <summary>The next line, waiting for it; null at the end of the stream. A last line without a line end counts.</summary>
    public MessageLine? Next()
    {
        int searched = 0;
        while (true)
        {
            int at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                return Take(searched + at, 1);
            }

            searched = _end - _start;
            if (searched > longest)
            {
                return SkipRest();
            }

            if (!Fill())
            {
                return searched > 0 ? Take(searched, 0) : null;
            }
        }
    }

    private MessageLine Take(int length, int lineEnd)
    {
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
        _start += length + lineEnd;
        return new(line.Span is [.., (byte)'\r'] ? line[..^1] : line, false, null);
    }

    private MessageLine SkipRest()
    {
        RequestIdScanner scanner = new();
        while (true)
        {
            ReadOnlySpan<byte> piece = _buffer.AsSpan(_start, _end - _start);
            int at = piece.IndexOf((byte)'\n');
            scanner.Feed(at >= 0 ? piece[..at] : piece);
            if (at >= 0)
            {
                _start += at + 1;
                return new(default, true, scanner.Id());
            }

            _start = _end;
            if (!Fill())
            {
                return new(default, true, scanner.Id());
            }
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(longest + 1L, _buffer.Length * 2L));
        }

        int read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
