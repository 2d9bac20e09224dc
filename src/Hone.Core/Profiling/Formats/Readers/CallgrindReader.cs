using Hone.Profiling.Formats.Callgrind;
using Hone.Profiling.Formats.Input;
using Hone.Units;

namespace Hone.Profiling.Formats.Readers;

/// <summary>The files of valgrind's callgrind (and of tools that write its format), with stacks as <see cref="CallStacks"/> makes them.</summary>
internal sealed class CallgrindReader : IProfileReader
{
    public string Name => "callgrind";

    public string Title => "a callgrind file";

    public bool Recognises(ReadOnlySpan<byte> head) =>
        head.StartsWith("# callgrind format"u8)
        || ((head.StartsWith("events:"u8) || head.IndexOf("\nevents:"u8) >= 0) && (head.StartsWith("fn="u8) || head.IndexOf("\nfn="u8) >= 0 || head.IndexOf("creator: "u8) >= 0));

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        TextInput lines = new(bytes, cancellation);
        CallgrindParser parser = new();
        long damaged = 0;
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            damaged += parser.Take(line) ? 0 : 1;
        }

        if (parser.Graph.Total == 0)
        {
            throw lines.Problem("callgrind-malformed", "no line up to here says what a function cost", options.Place);
        }

        StackTree tree = new(1);
        CallStacks.Add(parser.Graph, tree);
        List<string> notes = ["callgrind records who calls whom, not whole stacks: below each function, cost is divided as it is over all its callers together"];
        if (parser.Events.Count > 1)
        {
            notes.Add($"{parser.Events[0]} is shown; {string.Join(", ", parser.Events.Skip(1))} are left out");
        }

        if (damaged + lines.Overlong > 0)
        {
            notes.Add($"{damaged + lines.Overlong} lines could not be understood and are left out");
        }

        if (lines.Unfinished)
        {
            notes.Add("the last line has no line feed: the file may be cut off");
        }

        string name = parser.Events is [string first, ..] && first != "Ir" ? first : "instructions";
        return Merge(tree.Build(ProfileKind.Cpu, [new(name, Unit.Count)], parser.Graph.Frames, parser.Creator, options, notes));
    }

    /// <summary>Unnamed functions of one module are one frame.</summary>
    private static Profile Merge(Profile profile)
    {
        FrameTable frames = new();
        int[] numbers = [.. profile.Frames.Select(frames.Number)];
        StackTree tree = new(1);
        int[] copied = new int[profile.Nodes.Count];
        for (int i = 0; i < copied.Length; i++)
        {
            copied[i] = tree.Child(profile.Nodes[i].Parent < 0 ? -1 : copied[profile.Nodes[i].Parent], numbers[profile.Nodes[i].Frame]);
        }

        foreach (StackValues stack in profile.Stacks)
        {
            tree.Add(copied[stack.Node], stack.Values[0]);
        }

        return tree.Build(profile.Kind, profile.Metrics, frames.Frames, profile.Collector, new ReadOptions { Place = profile.Command }, [.. profile.Notes]);
    }
}
