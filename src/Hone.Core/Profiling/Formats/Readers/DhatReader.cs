using System.Text.Json;
using Hone.Profiling.Formats.Input;
using Hone.Units;

namespace Hone.Profiling.Formats.Readers;

/// <summary>
/// The files of valgrind's DHAT, version 2 (dhat/dh_main.c of valgrind describes it): exact bytes and blocks of each place that allocates,
/// what of them was alive when the heap was largest, and what was never freed.
/// </summary>
internal sealed class DhatReader : IProfileReader
{
    private const int MostFrames = 1 << 16;

    private static readonly string[] _columns = ["tb", "tbk", "gb", "eb"];

    public string Name => "dhat";

    public string Title => "a DHAT file";

    public bool Recognises(ReadOnlySpan<byte> head) => JsonHead.Of(head)?.Has("dhatFileVersion") == true;

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        JsonInput json = new(bytes, Name, options.Place, cancellation);
        List<(int[] Stack, long[] Values)> points = [];
        List<string> names = [];
        string mode = "heap";
        bool cutOff = false;
        long letters = 0;
        try
        {
            json.Object();
            while (json.NextKey())
            {
                if (json.Is("dhatFileVersion"u8))
                {
                    if (json.ReadNumber() is not 2 and decimal version)
                    {
                        throw json.Malformed($"version {version} of the format is not known, only 2 is");
                    }
                }
                else if (json.Is("mode"u8))
                {
                    mode = json.ReadText();
                }
                else if (json.Is("pps"u8) && json.IsArray())
                {
                    while (json.NextElement())
                    {
                        points.Add(points.Count < TooLarge.MostRows ? ReadPoint(json) : throw TooLarge.Problem("places that allocate"));
                    }
                }
                else if (json.Is("ftbl"u8) && json.IsArray())
                {
                    while (json.NextElement())
                    {
                        letters += json.Token == JsonTokenType.String ? json.Text().Length : 0;
                        if (names.Count == TooLarge.MostRows || letters > TooLarge.MostLetters)
                        {
                            throw TooLarge.Problem("names of functions");
                        }

                        names.Add(json.Token == JsonTokenType.String ? json.Text() : throw json.Malformed("the text of a frame is expected"));
                    }
                }
                else if (json.Token == JsonTokenType.PropertyName)
                {
                    json.SkipValue();
                }
            }
        }
        catch (EndOfStreamException)
        {
            cutOff = true;
        }

        return Build(points, names, mode, options, cutOff);
    }

    private static Profile Build(List<(int[] Stack, long[] Values)> points, List<string> names, string mode, ReadOptions options, bool cutOff)
    {
        StackTree tree = new(_columns.Length);
        FrameTable table = new();
        Frame[] frames = [.. names.Select(FrameOf)];
        int[] numbers = [.. frames.Select(table.Number)];
        Frame unknown = new("[unknown]", "", FrameOrigin.Unknown);
        long missing = 0;
        foreach ((int[] stack, long[] values) in points)
        {
            // From the leaf; the functions of the allocator stand for those that called them.
            int leaf = 0;
            while (mode == "heap" && leaf < stack.Length - 1 && stack[leaf] < frames.Length && AllocatorFrames.Is(frames[stack[leaf]]))
            {
                leaf++;
            }

            int node = -1;
            for (int i = stack.Length - 1; i >= leaf; i--)
            {
                missing += stack[i] < numbers.Length ? 0 : 1;
                node = tree.Child(node, stack[i] < numbers.Length ? numbers[stack[i]] : table.Number(unknown));
            }

            node = node < 0 ? tree.Child(-1, table.Number(new Frame("[no stack]", "", FrameOrigin.Unknown))) : node;
            for (int metric = 0; metric < values.Length; metric++)
            {
                tree.Add(node, values[metric], metric);
            }
        }

        List<string> notes = [];
        if (cutOff)
        {
            notes.Add("the file is cut off, and only what it held is shown: get it again");
        }

        if (missing > 0)
        {
            notes.Add($"{missing} frames are used and not listed, so they have no names");
        }

        Unit unit = mode == "ad-hoc" ? Unit.Count : Unit.Bytes;
        Metric[] metrics = [new(unit == Unit.Bytes ? "bytes" : "units", unit), new(mode == "heap" ? "allocations" : "events", Unit.Count), new("peak", unit), new("leaked", unit)];
        return tree.Build(ProfileKind.Allocation, metrics, table.Frames, "valgrind dhat", options, notes);
    }

    private static (int[] Stack, long[] Values) ReadPoint(JsonInput json)
    {
        long[] values = new long[_columns.Length];
        List<int> stack = [];
        if (json.Token != JsonTokenType.StartObject)
        {
            throw json.Malformed("a place that allocates is expected");
        }

        while (json.NextKey())
        {
            int column = Array.IndexOf(_columns, json.Text());
            if (column >= 0)
            {
                values[column] = (long)Math.Clamp(json.ReadNumber(), 0, 1L << 60);
            }
            else if (json.Is("fs"u8) && json.IsArray())
            {
                while (json.NextElement())
                {
                    int frame = json.Index();
                    stack.Add(frame < 0 || stack.Count == MostFrames ? throw json.Malformed("the number of a frame is expected") : frame);
                }
            }
            else if (json.Token == JsonTokenType.PropertyName)
            {
                json.SkipValue();
            }
        }

        return ([.. stack], values);
    }

    /// <summary><c>0x109169: leaf (a.c:4)</c>, <c>0x48417B4: malloc (in /usr/lib/libc.so.6)</c>, <c>0x401136: ???</c>, <c>[root]</c>.</summary>
    private static Frame FrameOf(string text)
    {
        int colon = text.IndexOf(": ", StringComparison.Ordinal);
        string rest = colon > 0 && text.StartsWith("0x", StringComparison.Ordinal) ? text[(colon + 2)..] : text;
        int open = rest.LastIndexOf(" (", StringComparison.Ordinal);
        if (open <= 0 || rest[^1] != ')')
        {
            return FrameGuess.Of(rest);
        }

        string place = rest[(open + 2)..^1];
        if (place.StartsWith("in ", StringComparison.Ordinal))
        {
            return rest.StartsWith("???", StringComparison.Ordinal)
                ? Symbols.NativeImage.UnknownFrame(place[(place.LastIndexOf('/') + 1)..])
                : FrameGuess.Of(rest[..open], place["in ".Length..]);
        }

        // The line is that of the call, not of the function, so only the file is kept.
        int line = place.LastIndexOf(':');
        return FrameGuess.Of(rest[..open], line > 0 ? place[..line] : place);
    }
}
