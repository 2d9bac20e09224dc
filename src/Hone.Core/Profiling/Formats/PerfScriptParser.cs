using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hone.Profiling.Formats;

/// <summary>
/// Takes the text of <c>perf script</c> (perf-script(1)) in pieces of any size and hands out its samples. Memory grows
/// with the number of distinct stack lines, not with the number of samples. Lines that cannot be understood are counted
/// and skipped.
/// </summary>
/// <param name="onSample">Called for every sample.</param>
/// <param name="onMapping">Called for every mapping that <c>--show-mmap-events</c> prints; null when they don't matter.</param>
public sealed class PerfScriptParser(PerfSampleHandler onSample, Action<PerfMapping>? onMapping = null)
{
    /// <summary>Longer lines are skipped: no symbol is that long, and a file without line ends must not fill the memory.</summary>
    private const int MaxLine = 1 << 18;

    /// <summary>The kernel stops at 127 frames by default, and at 64 Ki by its own limit (perf_event_max_stack).</summary>
    private const int MaxStack = 1 << 16;

    /// <summary>The functions of a browser that was sampled for an hour have a third of so many lines; a text made to fill the memory has more.</summary>
    private const int MostLines = 1 << 20;

    private readonly LineTable _lines = new(MostLines);
    private readonly List<PerfFrame?> _frames = [];
    private readonly List<bool> _sound = [];
    private readonly ArrayBufferWriter<byte> _partial = new();
    private readonly PerfHeaderParser _headers = new();
    private int[] _stack = new int[256];
    private int _depth;
    private bool _inSample;
    private bool _single;
    private bool _skippingLine;
    private PerfHeader _header;

    /// <summary>How many samples were handed out.</summary>
    public long Samples { get; private set; }

    /// <summary>How many lines could not be understood.</summary>
    public long Skipped { get; private set; }

    /// <summary>True when the text has more different lines than are kept; the further ones count as <see cref="Skipped"/>.</summary>
    public bool TooMany { get; private set; }

    /// <summary>How many events the kernel or perf dropped, as <c>--show-lost-events</c> states it.</summary>
    public long Lost { get; private set; }

    /// <summary>The stack line with a number out of <see cref="PerfSample.Stack"/>.</summary>
    public PerfFrame Frame(int number) => _frames[number]!;

    /// <summary>The stack line with a number from 0 on, or null for one that is no frame.</summary>
    internal PerfFrame? Find(int number) => _frames[number];

    /// <summary>Takes the next piece of the text.</summary>
    public void Feed(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> part = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (end >= 0 && _partial.WrittenCount == 0 && !_skippingLine && part.Length <= MaxLine)
            {
                Line(part);
            }
            else
            {
                Piece(part, end >= 0);
            }
        }
    }

    /// <summary>Says that the text has ended; hands out the last sample.</summary>
    public void Finish()
    {
        if (_partial.WrittenCount > 0 && !_skippingLine)
        {
            Line(_partial.WrittenSpan);
            _partial.ResetWrittenCount();
        }

        EndSample();
    }

    /// <summary>Takes a part of a line that does not lie in one piece of the text as a whole.</summary>
    private void Piece(ReadOnlySpan<byte> part, bool ends)
    {
        if (!_skippingLine && _partial.WrittenCount + part.Length > MaxLine)
        {
            _skippingLine = true;
            Skipped++;
            _partial.ResetWrittenCount();
        }
        else if (!_skippingLine)
        {
            _partial.Write(part);
        }

        if (ends)
        {
            if (!_skippingLine)
            {
                Line(_partial.WrittenSpan);
            }

            _skippingLine = false;
            _partial.ResetWrittenCount();
        }
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || (line.Length == 1 && line[0] == (byte)'\r'))
        {
            EndSample();
        }
        else if (_inSample && !_single && line[0] is (byte)'\t' or (byte)' ')
        {
            Push(line);
        }
        else if (line[0] != (byte)'#')
        {
            EndSample();
            StartSample(line);
        }
    }

    private void StartSample(ReadOnlySpan<byte> line)
    {
        int record = line.IndexOf(" PERF_RECORD_"u8);
        if (record >= 0)
        {
            Record(line[(record + 1)..]);
            return;
        }

        _inSample = line[0] != (byte)'\t' && _headers.TryParse(line, out _header);
        if (!_inSample)
        {
            Skipped++;
        }
        else if (_header.RestStart < line.Length)
        {
            // Without a stack a sample is one line, and the next begins with blanks before the program's name.
            _single = true;
            Push(line[_header.RestStart..]);
        }
    }

    private void Push(ReadOnlySpan<byte> line)
    {
        int number = _lines.Number(line, out bool isNew);
        if (isNew)
        {
            _frames.Add(PerfFrameParser.Parse(line));
            _sound.Add(_frames[^1] is not null);
        }

        if (number < 0 || !_sound[number])
        {
            // What follows the event on the header line is an address only for samples without a stack.
            Skipped += line[0] is (byte)'\t' or (byte)' ' ? 1 : 0;
            TooMany |= number < 0;
            return;
        }

        if (_depth == _stack.Length && _depth < MaxStack)
        {
            Array.Resize(ref _stack, _depth * 2);
        }

        if (_depth < _stack.Length)
        {
            _stack[_depth++] = number;
        }
    }

    private void EndSample()
    {
        if (_inSample)
        {
            Samples++;
            onSample(new PerfSample
            {
                Command = _header.Command,
                Pid = _header.Pid,
                Tid = _header.Tid,
                Time = _header.Time,
                Period = _header.Period,
                Event = _header.Event,
                Stack = _stack.AsSpan(0, _depth),
            });
        }

        _inSample = false;
        _single = false;
        _depth = 0;
    }

    private void Record(ReadOnlySpan<byte> record)
    {
        string text = Encoding.UTF8.GetString(record);
        if (text.StartsWith("PERF_RECORD_MMAP", StringComparison.Ordinal))
        {
            if (onMapping is not null && PerfFrameParser.ParseMapping(text) is PerfMapping mapping)
            {
                onMapping(mapping);
            }
        }
        else if (text.StartsWith("PERF_RECORD_LOST", StringComparison.Ordinal))
        {
            // "PERF_RECORD_LOST lost 12", "PERF_RECORD_LOST_SAMPLES lost 12"
            int at = text.IndexOf(" lost ", StringComparison.Ordinal);
            if (at >= 0 && long.TryParse(text.AsSpan(at + 6).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long lost) && lost > 0)
            {
                Lost += Math.Min(lost, long.MaxValue - Lost);
            }
        }
    }
}
