using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Measurement;

namespace Hone.Opportunities.Growth;

/// <summary>The runs of one size as they are kept; the profiles are artifacts of their own.</summary>
/// <param name="Size">n.</param>
/// <param name="InputBytes">Bytes of the files that the workload reads at this size, or null.</param>
/// <param name="Runs">The counted runs, in the order in which they ran.</param>
public sealed record SizeSamples(long Size, long? InputBytes, IReadOnlyList<RunSample> Runs);

/// <summary>The raw samples of a ladder of sizes, as they are kept.</summary>
public sealed record GrowthSamples
{
    /// <summary>The version of this form.</summary>
    public const string SchemaName = "hone.growth/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The workload's name.</summary>
    public required string Workload { get; init; }

    /// <summary>The command with <c>{n}</c>, as a person would type it.</summary>
    public required string Command { get; init; }

    /// <summary>The sizes, ascending.</summary>
    public required IReadOnlyList<SizeSamples> Sizes { get; init; }

    /// <summary>The bytes that are stored.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, GrowthSamplesJson.Default.GrowthSamples);

    /// <summary>Reads stored bytes; null when they are not the samples of a ladder.</summary>
    public static GrowthSamples? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, GrowthSamplesJson.Default.GrowthSamples) is { Schema: SchemaName } samples && Ascends(samples.Sizes) ? samples : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Ascends(IReadOnlyList<SizeSamples> sizes) =>
        sizes.All(size => size is { Size: > 0, Runs: not null } && size.Runs.All(run => run is not null)) && sizes.Zip(sizes.Skip(1)).All(pair => pair.First.Size < pair.Second.Size);
}

/// <summary>Source-generated reading and writing of <see cref="GrowthSamples"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GrowthSamples))]
internal sealed partial class GrowthSamplesJson : JsonSerializerContext;
