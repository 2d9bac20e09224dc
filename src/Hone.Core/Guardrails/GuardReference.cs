using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Measurement;

namespace Hone.Guardrails;

/// <summary>The runs of one workload at the pinned commit.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Runs">The runs in the order in which they ran.</param>
public sealed record PinnedRuns(string Workload, IReadOnlyList<RunSample> Runs);

/// <summary>What later commits are held against: a commit, and how its program ran on one machine.</summary>
public sealed record GuardReference
{
    /// <summary>The version of this form.</summary>
    public const string SchemaName = "hone.guard-reference/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The commit.</summary>
    public required string Commit { get; init; }

    /// <summary>The id of the machine that the runs are of.</summary>
    public required string Host { get; init; }

    /// <summary>The runs, by workload.</summary>
    public required IReadOnlyList<PinnedRuns> Workloads { get; init; }

    /// <summary>The bytes that are stored.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, GuardJson.Default.GuardReference);

    /// <summary>Reads stored bytes; null when they are no reference.</summary>
    public static GuardReference? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, GuardJson.Default.GuardReference) is { Schema: SchemaName, Workloads: not null } reference
                && reference.Workloads.All(each => each is { Workload: not null, Runs: not null } && each.Runs.All(run => run is not null)) ? reference : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Source-generated reading and writing of what guardrails keep.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GuardReference))]
[JsonSerializable(typeof(GuardRun))]
internal sealed partial class GuardJson : JsonSerializerContext;
