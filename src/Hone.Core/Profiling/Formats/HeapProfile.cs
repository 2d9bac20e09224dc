using System.Text.Json;
using Hone.Units;

namespace Hone.Profiling.Formats;

/// <summary>
/// Reads V8's <c>.heapprofile</c> (Chrome DevTools protocol, HeapProfiler.SamplingHeapProfile): a call tree in which every node
/// has an unbiased estimate of the bytes it allocated, and the samples behind it.
/// </summary>
public static class HeapProfile
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<Metric> Metrics { get; } = [new("bytes", Unit.Bytes), new("samples", Unit.Count)];

    /// <summary>Reads one file. Bytes that are no such profile are a <see cref="Problems.ProblemException"/> at <paramref name="place"/>.</summary>
    public static Profile Read(ReadOnlyMemory<byte> json, string place)
    {
        ScriptSamples samples = new(Metrics);
        Add(json, place, samples);
        return samples.Build(ProfileKind.Allocation, "V8 sampling heap profiler", place, []);
    }

    /// <summary>
    /// Adds one file to <paramref name="into"/>, made with <see cref="Metrics"/>, without what the script
    /// <paramref name="ignoreScript"/> and its callees did.
    /// </summary>
    public static void Add(ReadOnlyMemory<byte> json, string place, ScriptSamples into, string? ignoreScript = null) =>
        V8Json.Read(json, "heapprofile", place, root => AddTree(root, into, ignoreScript));

    private static void AddTree(JsonElement root, ScriptSamples into, string? ignoreScript)
    {
        Dictionary<int, long> counts = [];
        if (root.TryGetProperty("samples", out JsonElement samples))
        {
            foreach (JsonElement sample in samples.EnumerateArray())
            {
                int id = sample.GetProperty("nodeId").GetInt32();
                counts[id] = counts.GetValueOrDefault(id) + 1;
            }
        }

        Stack<(JsonElement Node, int Parent)> left = new([(root.GetProperty("head"), -1)]);
        while (left.TryPop(out (JsonElement Node, int Parent) next))
        {
            Frame? frame = V8CallFrame.Read(next.Node);
            if (ignoreScript is not null && frame?.Source?.File == ignoreScript)
            {
                continue;
            }

            int place = frame is null ? next.Parent : into.Node(next.Parent, into.Number(frame));
            long bytes = next.Node.TryGetProperty("selfSize", out JsonElement size) ? Math.Clamp((long)size.GetDouble(), 0, 1L << 52) : 0;
            if (bytes > 0)
            {
                int id = next.Node.TryGetProperty("id", out JsonElement number) ? number.GetInt32() : -1;

                // What was allocated outside any function belongs to the runtime itself.
                int charged = place >= 0 ? place : into.Node(-1, into.Number(new Frame("[node runtime]", "node", FrameOrigin.Runtime)));
                into.Add(charged, bytes, counts.GetValueOrDefault(id));
            }

            if (next.Node.TryGetProperty("children", out JsonElement children))
            {
                foreach (JsonElement child in children.EnumerateArray())
                {
                    left.Push((child, place));
                }
            }
        }
    }
}
