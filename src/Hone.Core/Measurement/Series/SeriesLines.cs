using System.Globalization;
using Hone.Problems;

namespace Hone.Measurement.Series;

/// <summary>The lines of a file of figures, of which none may be longer than a mebibyte: a file without line ends must not fill the memory.</summary>
internal sealed class SeriesLines(TextReader text, string place)
{
    private const int Longest = 1 << 20;

    private char[] _buffer = new char[1 << 16];
    private int _from;
    private int _to;
    private bool _ended;

    /// <summary>The number of the line that was given last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary><c>file:line</c> of the line that was given last.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{place}:{Number}");

    /// <summary>The next line without its end; null behind the last one.</summary>
    public string? Next()
    {
        while (true)
        {
            int end = _buffer.AsSpan(_from, _to - _from).IndexOf('\n');
            if (end >= 0 || (_ended && _to > _from))
            {
                int length = end >= 0 ? end : _to - _from;
                string line = new(_buffer.AsSpan(_from, length).TrimEnd('\r'));
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
    public ProblemException Wrong(string what, string next) => new(new(ExitCode.Usage, "series-unreadable", what, next) { Place = Place });

    private void Fill()
    {
        _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
        (_from, _to) = (0, _to - _from);
        if (_to == _buffer.Length)
        {
            if (_buffer.Length >= Longest)
            {
                Number++;
                throw Wrong("the line is longer than a mebibyte", "this is no file of figures; give one number a line, CSV or JSON");
            }

            Array.Resize(ref _buffer, 4 * _buffer.Length);
        }

        int got = text.Read(_buffer, _to, _buffer.Length - _to);
        _ended = got == 0;
        _to += got;
    }
}
