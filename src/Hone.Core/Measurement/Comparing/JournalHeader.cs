using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hone.Measurement.Comparing;

/// <summary>The first line of a journal: what is being compared, so that only the same comparison is ever continued.</summary>
public sealed record JournalHeader
{
    /// <summary>The version of this form: a header, then <see cref="JournalLine"/>s, one JSON object a line.</summary>
    public const string SchemaName = "hone.journal/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The commands of each group, reference first, as a person would type them.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Groups { get; init; }

    /// <summary>Everything else that the user said and that the figures hang on: preparation, input, environment, budget.</summary>
    public required string Settings { get; init; }

    /// <summary>The host fingerprint's id.</summary>
    public required string Host { get; init; }

    /// <summary>What the orders are drawn from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The metric that ends the runs early.</summary>
    public required string Metric { get; init; }

    /// <summary>How it is decided.</summary>
    public required ComparisonDesign Design { get; init; }

    /// <summary>The bytes of the line, line feed included.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, JournalJson.Default.JournalHeader), (byte)'\n'];

    /// <summary>Reads a header; null when the line is something else.</summary>
    public static JournalHeader? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.JournalHeader) is { Schema: SchemaName, Groups: not null, Design: not null } header ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What tells this comparison from another one, as a sentence's end; null when they are the same.</summary>
    public string? DiffersFrom(JournalHeader other) =>
        Groups.Count != other.Groups.Count || !Groups.Zip(other.Groups).All(pair => pair.First.SequenceEqual(pair.Second)) ? "of other commands"
        : Host != other.Host ? "of another host"
        : Seed != other.Seed ? "of another seed"
        : Metric != other.Metric || Design != other.Design ? "decided in another way (metric, levels or bound)"
        : Settings != other.Settings ? "of other options"
        : null;
}

/// <summary>A line of a journal: a complete round, or the end of a group.</summary>
public sealed record JournalLine
{
    /// <summary>Which group, counted from 0.</summary>
    public required int Group { get; init; }

    /// <summary>The round; null for the end of the group.</summary>
    public Round? Round { get; init; }

    /// <summary>Machine time of the group's counted rounds so far, in nanoseconds.</summary>
    public required long SpentNanoseconds { get; init; }

    /// <summary>Why the group ended; null for a round.</summary>
    public StopReason? Stop { get; init; }

    /// <summary>The bytes of the line, line feed included.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, JournalJson.Default.JournalLine), (byte)'\n'];

    /// <summary>Reads a line of a journal with this header; null when it does not belong there.</summary>
    public static JournalLine? Read(ReadOnlySpan<byte> line, JournalHeader header)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.JournalLine) is { } read
                && read.Group >= 0 && read.Group < header.Groups.Count && read.SpentNanoseconds >= 0 && read.IsRoundOf(header.Groups[read.Group].Count)
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsRoundOf(int commands) => Round is null
        ? Stop is not null
        : Stop is null && Round is { Order: not null, Runs: not null } && Round.Runs.Count == commands && (Round.Exits is null || Round.Exits.Count == commands);
}

/// <summary>Source-generated reading and writing of journals.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalHeader))]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;
