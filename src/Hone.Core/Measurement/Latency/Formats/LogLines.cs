using System.Text;
using Hone.Problems;

namespace Hone.Measurement.Latency.Formats;

/// <summary>The lines of a log, one after the other, with a limit on their length: a log may be many GiB, a line may not.</summary>
internal sealed class LogLines(Stream stream, string path)
{
    /// <summary>The longest line in bytes.</summary>
    public const int Longest = 16 << 20;

    private byte[] _buffer = new byte[64 << 10];
    private int _from;
    private int _to;
    private bool _ended;

    /// <summary>The number of the line that was given last, counted from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its end; null at the end of the log.</summary>
    public string? Next()
    {
        while (true)
        {
            int end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (end >= 0 || (_ended && _to > _from))
            {
                int length = end >= 0 ? end : _to - _from;
                string line = Encoding.UTF8.GetString(_buffer, _from, length).TrimEnd('\r');
                _from += end >= 0 ? end + 1 : length;
                Number++;
                return line;
            }

            if (_ended)
            {
                return null;
            }

            Fill();
        }
    }

    /// <summary>The problem of the line that was given last.</summary>
    public ProblemException Bad(string what, string next = "let the program that wrote it end by itself, and keep the whole log") =>
        new(new(ExitCode.Usage, "latency-log-malformed", what, next) { Place = $"{path}:{Number}" });

    /// <summary>The problem of a log that has nothing to tell.</summary>
    public ProblemException Empty(string what, string next) => new(new(ExitCode.Usage, "latency-log-empty", what, next) { Place = path });

    private void Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _buffer.Length)
        {
            if (_buffer.Length >= Longest)
            {
                Number++;
                throw Bad($"the line is longer than {Longest >> 20} MiB");
            }

            Array.Resize(ref _buffer, Math.Min(Longest, _buffer.Length * 4));
        }

        int got = stream.Read(_buffer, _to, _buffer.Length - _to);
        _ended = got == 0;
        _to += got;
    }
}
