using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hone.Measurement.Comparing;

/// <summary>
/// One comparison of the self-test: the raw runs and what was planted; everything that is printed is computed from these.
/// </summary>
public sealed record SelfTestTrial
{
    /// <summary>The version of this form.</summary>
    public const string SchemaName = "hone.selftest-trial/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The kind of command, in a word.</summary>
    public required string Kind { get; init; }

    /// <summary>The effect that was asked for: 0.01 where the second command was to take 1 % more; 0 for a command beside itself.</summary>
    public required double Effect { get; init; }

    /// <summary>The true ratio of the second command's wall time to the first's, as far as the calibration knows it.</summary>
    public required double TrueWall { get; init; }

    /// <summary>The true ratio of the second command's CPU time to the first's.</summary>
    public required double TrueCpu { get; init; }

    /// <summary>The rounds of the comparison. Its metric is the one that might end it early.</summary>
    public required PairedSamples Pairs { get; init; }

    /// <summary>The machine time of the counted rounds, in nanoseconds.</summary>
    public required long SpentNanoseconds { get; init; }

    /// <summary>The load average of the minute before; null where it is not known.</summary>
    public double? Load { get; init; }

    /// <summary>Runs of the first command, all before those of the second, as tools without pairs gather them; null when not asked for.</summary>
    public IReadOnlyList<RunSample>? SequentialFirst { get; init; }

    /// <summary>Runs of the second command, after all of the first.</summary>
    public IReadOnlyList<RunSample>? SequentialSecond { get; init; }

    /// <summary>The true ratio on a metric.</summary>
    public double Truth(Metric metric) => metric.Name == Metric.Cpu.Name ? TrueCpu : TrueWall;

    /// <summary>The bytes of one line, without its end.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, SelfTestJson.Default.SelfTestTrial);

    /// <summary>Reads one line; null when it is not a trial.</summary>
    public static SelfTestTrial? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SelfTestJson.Default.SelfTestTrial) is { Schema: SchemaName, Kind: not null } trial && trial.IsWellFormed() ? trial : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsWellFormed() => Pairs is { Commands.Count: 2 } && Pairs.IsWellFormed()
        && double.IsFinite(Effect) && TrueWall > 0 && TrueCpu > 0
        && (SequentialFirst is null) == (SequentialSecond is null)
        && (SequentialFirst?.All(run => run is not null) ?? true) && (SequentialSecond?.All(run => run is not null) ?? true);
}

/// <summary>Source-generated reading and writing of <see cref="SelfTestTrial"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SelfTestTrial))]
internal sealed partial class SelfTestJson : JsonSerializerContext;
