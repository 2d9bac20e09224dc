using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hone.Measurement;

/// <summary>The raw samples of one workload, as they are kept; every summary is computed from these.</summary>
public sealed record Samples
{
    /// <summary>The version of this form.</summary>
    public const string SchemaName = "hone.samples/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The workload's name.</summary>
    public required string Workload { get; init; }

    /// <summary>The exact command, as a person would type it.</summary>
    public required string Command { get; init; }

    /// <summary>Uncounted runs that went before.</summary>
    public required int Warmups { get; init; }

    /// <summary>Items that one run processes, or null.</summary>
    public long? Items { get; init; }

    /// <summary>Standard output of one run, in bytes, as the warm-ups showed it; 0 without any, since the timed runs are not made to wait for a reader.</summary>
    public long StdoutBytes { get; init; }

    /// <summary>The counted runs in the order in which they ran.</summary>
    public required IReadOnlyList<RunSample> Runs { get; init; }

    /// <summary>The bytes that are stored.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, SamplesJson.Default.Samples);

    /// <summary>Reads stored bytes; null when they are not samples.</summary>
    public static Samples? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, SamplesJson.Default.Samples) is { Schema: SchemaName } samples ? samples : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Source-generated reading and writing of <see cref="Samples"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Samples))]
internal sealed partial class SamplesJson : JsonSerializerContext;
