using System.Text;
using Hone.Profiling.Formats.Input;
using Hone.Profiling.Symbols;

namespace Hone.Profiling.Formats.Readers;

/// <summary>
/// The recordings that heaptrack keeps, as <c>heaptrack_interpret</c> writes them (mostly within .zst or .gz). Numbers are hexadecimal and
/// count from 1 in tables; lines as read by heaptrack 1.x (KDE/heaptrack, <c>src/analyze/accumulatedtracedata.cpp</c>):
/// <c>s length text</c>, <c>i address module (function file line)*</c> with the innermost function first, <c>t address parent</c>,
/// <c>a size trace</c> (counted from 0), <c>+ allocation</c>, <c>- allocation</c>. All five costs come out of one pass.
/// </summary>
internal sealed class HeaptrackReader : IProfileReader
{
    private const int MostInlined = 256;

    public string Name => "heaptrack";

    public string Title => "a heaptrack recording";

    public bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("v "u8) && head.IndexOf("\ns "u8) >= 0 && head.IndexOf("\nm "u8) < 0;

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        TextInput lines = new(bytes, cancellation);
        HeapCosts costs = new();
        List<string> texts = [""];
        List<Frame[]> places = [[NativeImage.UnknownFrame("")]];
        long damaged = 0;
        string version = "";
        int format = 0;
        long letters = 0;
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (line.Length < 2 || line[1] != (byte)' ')
            {
                continue;
            }

            int at = 2;
            bool good = true;
            switch (line[0])
            {
                case (byte)'+':
                    good = Hex.Next(line, ref at, out ulong allocated) && costs.Allocate(allocated);
                    break;
                case (byte)'-':
                    good = Hex.Next(line, ref at, out ulong released) && costs.Release(released);
                    break;
                case (byte)'t':
                    good = Hex.Next(line, ref at, out ulong place) && Hex.Next(line, ref at, out ulong parent) && place < (ulong)places.Count && costs.AddTrace(place, parent);
                    break;
                case (byte)'a':
                    good = Hex.Next(line, ref at, out ulong size) && Hex.Next(line, ref at, out ulong trace) && costs.AddAllocation(size, trace);
                    break;
                case (byte)'s':
                    good = format < 3 || Hex.Next(line, ref at, out _);
                    letters += line.Length;
                    if (texts.Count > TooLarge.MostRows || letters > TooLarge.MostLetters)
                    {
                        throw TooLarge.Problem("texts");
                    }

                    texts.Add(at <= line.Length ? Encoding.UTF8.GetString(line[at..]) : "");
                    break;
                case (byte)'i':
                    places.Add(places.Count < TooLarge.MostRows ? Place(line, texts, out good) : throw TooLarge.Problem("places"));
                    break;
                case (byte)'v':
                    good = Hex.Next(line, ref at, out ulong number) & Hex.Next(line, ref at, out ulong form) && form < 100;
                    version = $"{(number >> 16) & 0xff}.{(number >> 8) & 0xff}.{number & 0xff}";
                    format = good ? (int)form : format;
                    break;
            }

            damaged += good ? 0 : 1;
        }

        if (costs.Events == 0 && damaged > 0)
        {
            throw lines.Problem("heaptrack-malformed", "no line says that memory was allocated", options.Place);
        }

        return Build(costs, places, version, options, Notes(damaged + lines.Overlong, lines.Unfinished));
    }

    private static Profile Build(HeapCosts costs, List<Frame[]> places, string version, ReadOptions options, List<string> notes)
    {
        ProfileBuilder builder = new(ProfileKind.Allocation, HeaptrackProfile.Metrics);
        HeaptrackProfile.Add(builder, costs.Recording(version, notes), (_, place) => places[(int)place]);
        return builder.Build(("heaptrack " + version).TrimEnd(), options.Place, notes);
    }

    private static List<string> Notes(long damaged, bool unfinished)
    {
        List<string> notes = [];
        if (damaged > 0)
        {
            notes.Add($"{damaged} lines of heaptrack's recording are damaged and were passed over");
        }

        if (unfinished)
        {
            notes.Add("the recording breaks off: what was alive then counts as leaked");
        }

        return notes;
    }

    private static Frame[] Place(ReadOnlySpan<byte> line, List<string> texts, out bool good)
    {
        int at = 2;
        good = Hex.Next(line, ref at, out _);
        string module = Hex.Next(line, ref at, out ulong file) ? Text(file) : "";
        module = module[(module.LastIndexOf('/') + 1)..];
        List<Frame> frames = [];
        while (at < line.Length && frames.Count < MostInlined)
        {
            if (!Hex.Next(line, ref at, out ulong function))
            {
                good = false;
                break;
            }

            // The file and the line are those of the call; a function's own place is not told.
            _ = Hex.Next(line, ref at, out _) && Hex.Next(line, ref at, out _);
            if (Text(function) is { Length: > 0 } name)
            {
                frames.Add(new Frame(SymbolName.Clean(name), module, FrameOrigin.Native));
            }
        }

        frames.Reverse();
        return frames.Count > 0 ? [.. frames] : [NativeImage.UnknownFrame(module)];

        string Text(ulong index) => index < (ulong)texts.Count ? texts[(int)index] : "";
    }
}
