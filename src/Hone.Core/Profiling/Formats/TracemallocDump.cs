using System.Globalization;
using System.Text;
using Hone.Problems;

namespace Hone.Profiling.Formats;

/// <summary>Memory that was allocated from one place and still in use.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Blocks">The blocks.</param>
/// <param name="Places">Files (as numbers of <see cref="TracemallocDump.Files"/>) and lines, the allocating line first.</param>
/// <param name="Cut">True when callers are missing because only so many frames were kept.</param>
public sealed record TracemallocSite(long Bytes, long Blocks, IReadOnlyList<(int File, int Line)> Places, bool Cut);

/// <summary>
/// The largest snapshot of CPython's tracemalloc in one process, as Hone's hook writes it: a head of <c>NAME VALUE</c> lines, the
/// file names (<c>f NAME</c>), the stacks (<c>t BYTES BLOCKS DEPTH FILE:LINE …</c>), the sum of the rest (<c>o BYTES BLOCKS</c>)
/// and <c>end</c>.
/// </summary>
public sealed record TracemallocDump
{
    /// <summary>The interpreter that wrote it.</summary>
    public required string Executable { get; init; }

    /// <summary>The folder that relative file names are relative to.</summary>
    public required string Folder { get; init; }

    /// <summary>The interpreter's release series.</summary>
    public required string Version { get; init; }

    /// <summary>The most memory that was in use at any time, in bytes.</summary>
    public required long Peak { get; init; }

    /// <summary>The memory in use at the snapshot, in bytes.</summary>
    public required long Largest { get; init; }

    /// <summary>How many snapshots were taken to find the largest.</summary>
    public required long Snapshots { get; init; }

    /// <summary>The source files, as CPython names them.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The stacks, largest first.</summary>
    public required IReadOnlyList<TracemallocSite> Stacks { get; init; }

    /// <summary>The sum of the stacks beyond those that were written.</summary>
    public required (long Bytes, long Blocks) Rest { get; init; }

    /// <summary>Reads a dump; bytes that are none, or not all of one, are a <see cref="ProblemException"/> at <paramref name="place"/>.</summary>
    public static TracemallocDump Read(ReadOnlySpan<byte> bytes, string place)
    {
        try
        {
            return Read(Encoding.UTF8.GetString(bytes).Split('\n'));
        }
        catch (Exception e) when (e is FormatException or OverflowException or KeyNotFoundException)
        {
            throw new ProblemException(new Problem(ExitCode.Usage, "tracemalloc-malformed", "this is no complete dump of tracemalloc: " + e.Message, "record it again") { Place = place }, e);
        }
    }

    private static TracemallocDump Read(string[] lines)
    {
        Dictionary<string, string> head = [];
        List<string> files = [];
        List<TracemallocSite> stacks = [];
        (long, long) rest = default;
        bool complete = false;
        foreach (string line in lines)
        {
            (string name, string value) = Split(line);
            switch (name)
            {
                case "f":
                    files.Add(value);
                    break;
                case "t":
                    stacks.Add(Stack(value.Split(' '), files.Count));
                    break;
                case "o":
                    rest = (Amount(Split(value).First), Amount(Split(value).Second));
                    break;
                case "end":
                    complete = true;
                    break;
                default:
                    head.TryAdd(name, value);
                    break;
            }
        }

        if (!complete || head["hone-tracemalloc"] != "1")
        {
            throw new FormatException("its end is missing");
        }

        return new TracemallocDump
        {
            Executable = head["executable"],
            Folder = head["folder"],
            Version = head["version"],
            Peak = Amount(head["peak"]),
            Largest = Amount(head["largest"]),
            Snapshots = Amount(head["snapshots"]),
            Files = files,
            Stacks = stacks,
            Rest = rest,
        };
    }

    private static TracemallocSite Stack(string[] words, int files)
    {
        if (words.Length < 4)
        {
            throw new FormatException("a stack has no places");
        }

        (int File, int Line)[] places = new (int, int)[words.Length - 3];
        for (int i = 0; i < places.Length; i++)
        {
            string[] place = words[i + 3].Split(':');
            int file = int.Parse(place[0], NumberStyles.None, CultureInfo.InvariantCulture);
            if (file >= files || place.Length != 2)
            {
                throw new FormatException("a stack names a file that is not there");
            }

            places[i] = (file, int.Parse(place[1], NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return new TracemallocSite(Amount(words[0]), Amount(words[1]), places, Amount(words[2]) > places.Length);
    }

    private static long Amount(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static (string First, string Second) Split(string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (line, "") : (line[..space], line[(space + 1)..]);
    }
}
