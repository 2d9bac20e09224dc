using System.Text.Json;
using Hone.Units;

namespace Hone.Profiling.Formats;

/// <summary>
/// Reads V8's <c>.cpuprofile</c> (Chrome DevTools protocol, Profiler.Profile): a call tree, the node of every sample, and the
/// microseconds before every sample. The time counted for a sample reaches to the next one, as DevTools has it.
/// </summary>
public static class CpuProfile
{
    private const int Sought = -2;
    private const int Ignored = -3;

    /// <summary>The columns.</summary>
    public static IReadOnlyList<Metric> Metrics { get; } = [new("time", Unit.Nanoseconds), new("samples", Unit.Count)];

    /// <summary>Reads one file. Bytes that are no such profile are a <see cref="Problems.ProblemException"/> at <paramref name="place"/>.</summary>
    public static Profile Read(ReadOnlyMemory<byte> json, string place)
    {
        ScriptSamples samples = new(Metrics);
        Add(json, place, samples);
        return samples.Build(ProfileKind.Cpu, "V8 CPU profiler", place, []);
    }

    /// <summary>
    /// Adds one file to <paramref name="into"/>, made with <see cref="Metrics"/>, without what the script
    /// <paramref name="ignoreScript"/> and its callees did; returns the time the process was idle, which is not added either.
    /// </summary>
    public static Duration Add(ReadOnlyMemory<byte> json, string place, ScriptSamples into, string? ignoreScript = null)
    {
        long idle = 0;
        V8Json.Read(json, "cpuprofile", place, root => idle = AddTree(root, into, ignoreScript));
        return new Duration(idle);
    }

    private static long AddTree(JsonElement root, ScriptSamples into, string? ignoreScript)
    {
        Dictionary<int, JsonElement> nodes = [];
        Dictionary<int, int> parents = [];
        foreach (JsonElement node in root.GetProperty("nodes").EnumerateArray())
        {
            int id = node.GetProperty("id").GetInt32();
            if (!nodes.TryAdd(id, node))
            {
                throw new FormatException($"node {id} is there twice");
            }

            if (node.TryGetProperty("children", out JsonElement children))
            {
                foreach (JsonElement child in children.EnumerateArray())
                {
                    parents[child.GetInt32()] = id;
                }
            }

            if (node.TryGetProperty("parent", out JsonElement parent))
            {
                parents[id] = parent.GetInt32();
            }
        }

        Dictionary<int, int> places = [];
        long idle = 0;
        foreach ((int id, (long time, long count)) in Weights(root, nodes))
        {
            if (!nodes.TryGetValue(id, out JsonElement node))
            {
                throw new FormatException($"a sample names node {id}, which is not there");
            }

            if (V8CallFrame.IsIdle(node))
            {
                idle += time;
            }
            else
            {
                into.Add(Place(id, nodes, parents, places, into, ignoreScript), time, count);
            }
        }

        return idle;
    }

    /// <summary>The node's place in the stacks; -1 for the root, -3 below an ignored script, -2 while it is looked for, which finds rings.</summary>
    private static int Place(int id, Dictionary<int, JsonElement> nodes, Dictionary<int, int> parents, Dictionary<int, int> places, ScriptSamples into, string? ignoreScript)
    {
        List<int> chain = [];
        int at = id;
        int place = -1;
        while (!places.TryGetValue(at, out place))
        {
            places.Add(at, Sought);
            chain.Add(at);
            if (!parents.TryGetValue(at, out at))
            {
                place = -1;
                break;
            }
        }

        if (place == Sought)
        {
            throw new FormatException($"node {at} is its own ancestor");
        }

        for (int i = chain.Count - 1; i >= 0; i--)
        {
            if (!nodes.TryGetValue(chain[i], out JsonElement node))
            {
                throw new FormatException($"node {chain[i]} is not there");
            }

            if (place != Ignored && V8CallFrame.Read(node) is { } frame)
            {
                place = ignoreScript is not null && frame.Source?.File == ignoreScript ? Ignored : into.Node(place, into.Number(frame));
            }

            places[chain[i]] = place;
        }

        return place;
    }

    private static Dictionary<int, (long Time, long Count)> Weights(JsonElement root, Dictionary<int, JsonElement> nodes)
    {
        Dictionary<int, (long Time, long Count)> weights = [];
        if (!root.TryGetProperty("samples", out JsonElement samples) || !root.TryGetProperty("timeDeltas", out JsonElement deltas))
        {
            return HitCounts(root, nodes);
        }

        long begin = root.GetProperty("startTime").GetInt64();
        long end = root.GetProperty("endTime").GetInt64();
        long at = begin;
        int pending = 0;
        bool any = false;
        using JsonElement.ArrayEnumerator delta = deltas.EnumerateArray();
        foreach (JsonElement sample in samples.EnumerateArray())
        {
            if (!delta.MoveNext())
            {
                throw new FormatException("there are more samples than times");
            }

            // V8 gives samples that it took out of order a negative time.
            long passed = Math.Clamp(delta.Current.GetInt64(), 0, long.MaxValue / 4000);
            at = checked(at + passed);
            if (any)
            {
                Add(weights, pending, passed);
            }

            pending = sample.GetInt32();
            any = true;
        }

        if (any)
        {
            Add(weights, pending, Math.Clamp(end - at, 0, long.MaxValue / 4000));
        }

        return weights;
    }

    /// <summary>Older files have only a count of hits a node; every hit stands for the same time.</summary>
    private static Dictionary<int, (long Time, long Count)> HitCounts(JsonElement root, Dictionary<int, JsonElement> nodes)
    {
        Dictionary<int, (long Time, long Count)> weights = [];
        long total = 0;
        foreach ((int id, JsonElement node) in nodes)
        {
            long hits = node.TryGetProperty("hitCount", out JsonElement count) ? Math.Max(0, count.GetInt64()) : 0;
            total = checked(total + hits);
            if (hits > 0)
            {
                weights[id] = (0, hits);
            }
        }

        long span = Math.Clamp(root.GetProperty("endTime").GetInt64() - root.GetProperty("startTime").GetInt64(), 0, long.MaxValue / 4000) * 1000;
        foreach ((int id, (_, long hits)) in weights.ToArray())
        {
            weights[id] = (total == 0 ? 0 : (long)((double)span * hits / total), hits);
        }

        return weights;
    }

    private static void Add(Dictionary<int, (long Time, long Count)> weights, int node, long microseconds)
    {
        (long time, long count) = weights.GetValueOrDefault(node);
        weights[node] = (checked(time + (microseconds * 1000)), count + 1);
    }
}
