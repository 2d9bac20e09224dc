using System.Text;
using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Pprof;

/// <summary>The tables of a pprof file, by the numbers that the file gives its rows.</summary>
internal sealed class PprofTables
{
    private const int MostInlined = 256;

    private readonly Dictionary<ulong, (ulong Mapping, ulong Address, (ulong Function, long Line)[] Lines)> _locations = [];
    private readonly Dictionary<ulong, (int Name, int File, long Line)> _functions = [];
    private readonly Dictionary<ulong, int> _mappings = [];
    private readonly List<string> _texts = [];
    private long _letters;

    /// <summary>How many locations have no function, and how many are not there at all.</summary>
    public (long Unnamed, long Missing) Unknown { get; private set; }

    /// <summary>A text of the table; empty when there is no such one.</summary>
    public string Text(long index) => index >= 0 && index < _texts.Count ? _texts[(int)index] : "";

    /// <summary>Takes a row of Profile.string_table.</summary>
    public void AddText(ReadOnlySpan<byte> text)
    {
        _letters += text.Length;
        if (_texts.Count == TooLarge.MostRows || _letters > TooLarge.MostLetters)
        {
            throw TooLarge.Problem("texts");
        }

        _texts.Add(Encoding.UTF8.GetString(text));
    }

    /// <summary>Takes a Mapping; false when it makes no sense.</summary>
    public bool AddMapping(ReadOnlySpan<byte> message)
    {
        ulong id = 0;
        int file = 0;
        WireCursor cursor = new(message);
        while (cursor.Next(out WireField field))
        {
            id = field.Number == 1 ? field.Value : id;
            file = field.Number == 5 ? Clamp(field.Value) : file;
        }

        _mappings[id] = file;
        return !cursor.Failed && Bounded(_mappings.Count);
    }

    /// <summary>Takes a Function; false when it makes no sense.</summary>
    public bool AddFunction(ReadOnlySpan<byte> message)
    {
        ulong id = 0;
        int name = 0;
        int system = 0;
        int file = 0;
        long line = 0;
        WireCursor cursor = new(message);
        while (cursor.Next(out WireField field))
        {
            switch (field.Number)
            {
                case 1:
                    id = field.Value;
                    break;
                case 2:
                    name = Clamp(field.Value);
                    break;
                case 3:
                    system = Clamp(field.Value);
                    break;
                case 4:
                    file = Clamp(field.Value);
                    break;
                case 5:
                    line = (long)field.Value;
                    break;
            }
        }

        _functions[id] = (name > 0 ? name : system, file, line);
        return !cursor.Failed && Bounded(_functions.Count);
    }

    /// <summary>Takes a Location; false when it makes no sense.</summary>
    public bool AddLocation(ReadOnlySpan<byte> message)
    {
        ulong id = 0;
        ulong mapping = 0;
        ulong address = 0;
        List<(ulong, long)> lines = [];
        WireCursor cursor = new(message);
        while (cursor.Next(out WireField field))
        {
            switch (field.Number)
            {
                case 1:
                    id = field.Value;
                    break;
                case 2:
                    mapping = field.Value;
                    break;
                case 3:
                    address = field.Value;
                    break;
                case 4 when lines.Count < MostInlined:
                    lines.Add(Line(field.Bytes));
                    break;
            }
        }

        _locations[id] = (mapping, address, [.. lines]);
        return !cursor.Failed && Bounded(_locations.Count);
    }

    /// <summary>The functions at a location, the one that holds the others first.</summary>
    public List<Frame> Frames(ulong location)
    {
        if (!_locations.TryGetValue(location, out (ulong Mapping, ulong Address, (ulong Function, long Line)[] Lines) row))
        {
            Unknown = (Unknown.Unnamed, Unknown.Missing + 1);
            return [new Frame("[unknown]", "", FrameOrigin.Unknown)];
        }

        string module = Text(_mappings.GetValueOrDefault(row.Mapping));
        List<Frame> frames = [];

        // profile.proto: the last line is the function that the others were inlined into.
        for (int i = row.Lines.Length - 1; i >= 0; i--)
        {
            if (_functions.TryGetValue(row.Lines[i].Function, out (int Name, int File, long Line) function) && Text(function.Name) is { Length: > 0 } name)
            {
                string file = Text(function.File);
                long line = function.Line > 0 ? function.Line : row.Lines[i].Line;
                frames.Add(FrameGuess.Of(name, module, file.Length > 0 && line is > 0 and <= int.MaxValue ? new SourceLocation(file, (int)line) : null));
            }
        }

        if (frames.Count == 0)
        {
            Unknown = (Unknown.Unnamed + 1, Unknown.Missing);
            string file = module[(module.LastIndexOf('/') + 1)..];
            frames.Add(Symbols.NativeImage.UnknownFrame(file.Trim('[', ']')));
        }

        return frames;
    }

    private static (ulong Function, long Line) Line(ReadOnlySpan<byte> message)
    {
        ulong function = 0;
        long line = 0;
        WireCursor cursor = new(message);
        while (cursor.Next(out WireField field))
        {
            function = field.Number == 1 ? field.Value : function;
            line = field.Number == 2 ? (long)field.Value : line;
        }

        return (function, line);
    }

    private static bool Bounded(int rows) => rows <= TooLarge.MostRows ? true : throw TooLarge.Problem("functions, locations or mappings");

    private static int Clamp(ulong index) => (int)Math.Min(index, int.MaxValue);
}
