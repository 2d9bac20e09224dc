using Hone.Problems;

namespace Hone.Profiling.Formats.Input;

/// <summary>Hands out the lines of a text without their line ends; a line longer than 1 MiB is counted and passed over.</summary>
internal sealed class TextInput(Stream stream, CancellationToken cancellation)
{
    private const int LongestLine = 1 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _skipping;
    private bool _over;

    /// <summary>The number of the last line that was handed out, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>How many lines were too long.</summary>
    public long Overlong { get; private set; }

    /// <summary>True when the last line had no line feed, as in a file that is cut off.</summary>
    public bool Unfinished { get; private set; }

    /// <summary>The next line, valid until the one after; false at the end.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsSpan(_start, length).TrimEnd((byte)'\r');
                _start += length + 1;
                Line++;
                if (!_skipping)
                {
                    return true;
                }

                _skipping = false;
                continue;
            }

            if (_over || !Fill())
            {
                bool left = _end > _start && !_skipping;
                line = left ? _buffer.AsSpan(_start, _end - _start) : default;
                Unfinished |= left || _skipping;
                Line += left ? 1 : 0;
                _start = _end;
                _over = true;
                return left;
            }
        }
    }

    /// <summary>A problem at the last line.</summary>
    public ProblemException Problem(string rule, string what, string place) =>
        new(new Problem(ExitCode.Usage, rule, what, "see whether it is another format, and name that with --format") { Place = $"{place}:{Line}" });

    private bool Fill()
    {
        cancellation.ThrowIfCancellationRequested();
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length && _end < LongestLine)
        {
            Array.Resize(ref _buffer, _end * 2);
        }
        else if (_end == _buffer.Length)
        {
            Overlong += _skipping ? 0 : 1;
            _skipping = true;
            _end = 0;
        }

        // At least as much as is there, so that a long line out of a slow pipe is not looked through again for each piece.
        Span<byte> room = _buffer.AsSpan(_end);
        int read = stream.ReadAtLeast(room, Math.Clamp(_end, 1, room.Length), throwOnEndOfStream: false);
        _end += read;
        return read > 0;
    }
}
