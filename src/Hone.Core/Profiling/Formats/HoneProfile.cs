using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hone.Units;

namespace Hone.Profiling.Formats;

/// <summary>
/// Hone's own form of a profile, <c>hone.profile/1</c>: JSON with columns instead of objects. <c>frames</c> holds
/// <c>[function, module, origin, file, line]</c>; <c>nodes</c> is <c>parent, frame, parent, frame, …</c>; <c>stacks</c> is
/// <c>node, value, …</c> with one value a metric; <c>runs</c>, how many runs it holds, is left out where nobody knows.
/// </summary>
public static class HoneProfile
{
    private const string SchemaName = "hone.profile/1";

    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes that are stored; equal profiles give equal bytes.</summary>
    public static byte[] Write(Profile profile)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _options))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", SchemaName);
            writer.WriteString("kind", profile.Kind.Name());
            writer.WriteString("collector", profile.Collector);
            writer.WriteString("command", profile.Command);
            if (profile.Runs is int runs)
            {
                writer.WriteNumber("runs", runs);
            }

            writer.WriteStartArray("notes");
            foreach (string note in profile.Notes)
            {
                writer.WriteStringValue(note);
            }

            writer.WriteEndArray();
            WriteMetrics(writer, profile);
            WriteFrames(writer, profile);
            writer.WriteStartArray("nodes");
            foreach (StackNode node in profile.Nodes)
            {
                writer.WriteNumberValue(node.Parent);
                writer.WriteNumberValue(node.Frame);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("stacks");
            foreach (StackValues stack in profile.Stacks)
            {
                writer.WriteNumberValue(stack.Node);
                foreach (long value in stack.Values)
                {
                    writer.WriteNumberValue(value);
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads stored bytes; null when they are not a profile of this form or point outside their own tables.</summary>
    public static Profile? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            if (root.GetProperty("schema").GetString() != SchemaName)
            {
                return null;
            }

            Metric[] metrics = [.. root.GetProperty("metrics").EnumerateArray().Select(m => new Metric(m[0].GetString()!, Enum.Parse<Unit>(m[1].GetString()!)))];
            Profile profile = new()
            {
                Kind = KindOf(root.GetProperty("kind").GetString()),
                Collector = root.GetProperty("collector").GetString()!,
                Command = root.GetProperty("command").GetString()!,
                Runs = root.TryGetProperty("runs", out JsonElement runs) && runs.GetInt32() is > 0 and int known ? known : null,
                Notes = [.. root.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!)],
                Metrics = metrics,
                Frames = [.. root.GetProperty("frames").EnumerateArray().Select(ReadFrame)],
                Nodes = ReadNodes(root.GetProperty("nodes")),
                Stacks = ReadStacks(root.GetProperty("stacks"), metrics.Length),
            };
            return IsSound(profile) ? profile : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static void WriteMetrics(Utf8JsonWriter writer, Profile profile)
    {
        writer.WriteStartArray("metrics");
        foreach (Metric metric in profile.Metrics)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(metric.Name);
            writer.WriteStringValue(metric.Unit.ToString());
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteFrames(Utf8JsonWriter writer, Profile profile)
    {
        writer.WriteStartArray("frames");
        foreach (Frame frame in profile.Frames)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(frame.Function);
            writer.WriteStringValue(frame.Module);
            writer.WriteStringValue(frame.Origin.ToString());
            if (frame.Source is SourceLocation source)
            {
                writer.WriteStringValue(source.File);
                writer.WriteNumberValue(source.Line);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static ProfileKind KindOf(string? name) =>
        Enum.GetValues<ProfileKind>().First(kind => kind.Name() == name);

    private static Frame ReadFrame(JsonElement frame) => new(
        frame[0].GetString()!,
        frame[1].GetString()!,
        Enum.Parse<FrameOrigin>(frame[2].GetString()!),
        frame.GetArrayLength() == 5 ? new(frame[3].GetString()!, frame[4].GetInt32()) : null);

    private static StackNode[] ReadNodes(JsonElement flat)
    {
        int[] values = [.. flat.EnumerateArray().Select(value => value.GetInt32())];
        StackNode[] nodes = new StackNode[values.Length / 2];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = new(values[2 * i], values[(2 * i) + 1]);
        }

        return nodes;
    }

    private static StackValues[] ReadStacks(JsonElement flat, int metrics)
    {
        long[] values = [.. flat.EnumerateArray().Select(value => value.GetInt64())];
        StackValues[] stacks = new StackValues[values.Length / (metrics + 1)];
        for (int i = 0; i < stacks.Length; i++)
        {
            int start = i * (metrics + 1);
            stacks[i] = new((int)values[start], values[(start + 1)..(start + 1 + metrics)]);
        }

        return stacks;
    }

    private static bool IsSound(Profile profile)
    {
        for (int i = 0; i < profile.Nodes.Count; i++)
        {
            StackNode node = profile.Nodes[i];
            if (node.Parent < -1 || node.Parent >= i || node.Frame < 0 || node.Frame >= profile.Frames.Count)
            {
                return false;
            }
        }

        return profile.Metrics.Count > 0 && profile.Stacks.All(stack => stack.Node >= 0 && stack.Node < profile.Nodes.Count);
    }
}
