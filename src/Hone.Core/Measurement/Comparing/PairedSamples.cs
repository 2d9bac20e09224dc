using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hone.Measurement.Comparing;

/// <summary>One round: each command that was still open ran once, in a random order.</summary>
public sealed record Round
{
    /// <summary>The order in which the commands took their turn, by number.</summary>
    public required IReadOnlyList<int> Order { get; init; }

    /// <summary>What was measured, by command number; null for a command that was decided before.</summary>
    public required IReadOnlyList<RunSample?> Runs { get; init; }

    /// <summary>Exit codes (128 + signal) by command number; null where there was no run. Left out when all are 0.</summary>
    public IReadOnlyList<int?>? Exits { get; init; }

    /// <summary>Whether the machine counted as busy in one of its runs.</summary>
    [JsonIgnore]
    public bool IsBusy => Runs.Any(run => run?.Busy is not null);
}

/// <summary>The raw runs of a comparison, as they are kept; every verdict is computed from these. Command 0 is the reference.</summary>
public sealed record PairedSamples
{
    /// <summary>The version of this form.</summary>
    public const string SchemaName = "hone.pairs/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The exact commands, as a person would type them.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>The host fingerprint's id.</summary>
    public required string Host { get; init; }

    /// <summary>What the orders were drawn from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The name of the metric that ends the runs early.</summary>
    public required string Metric { get; init; }

    /// <summary>How it is decided; fixed before the first run.</summary>
    public required ComparisonDesign Design { get; init; }

    /// <summary>Uncounted rounds that went before.</summary>
    public required int Warmups { get; init; }

    /// <summary>Why no more rounds were run.</summary>
    public required StopReason Stop { get; init; }

    /// <summary>The rounds in the order in which they ran.</summary>
    public required IReadOnlyList<Round> Rounds { get; init; }

    /// <summary>The values of the reference and of a command in the rounds in which both have one.</summary>
    public CommandPairs Pairs(int command, Metric metric)
    {
        List<double> reference = [];
        List<double> value = [];
        foreach (Round round in Rounds)
        {
            if (round.Runs[0] is RunSample first && round.Runs[command] is RunSample second && metric.Read(first) is double a && metric.Read(second) is double b)
            {
                reference.Add(a);
                value.Add(b);
            }
        }

        // A command that was decided by one metric left the rounds at a moment that its other metrics may go along with.
        bool leftEarly = Rounds.Count > 0 && Rounds[^1].Runs[command] is null;
        return new([.. reference], [.. value], leftEarly || Stop == StopReason.Decided ? StopReason.Decided : Stop);
    }

    /// <summary>Judges every command beside the reference; one comparison for each command from 1 on.</summary>
    public IReadOnlyList<Comparison> Judge(Metric metric) =>
        ComparisonRule.Judge(metric, [.. Enumerable.Range(1, Commands.Count - 1).Select(command => Pairs(command, metric))], Design);

    /// <summary>The bytes that are stored.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, PairedJson.Default.PairedSamples);

    /// <summary>Reads stored bytes; null when they are not the samples of a comparison.</summary>
    public static PairedSamples? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, PairedJson.Default.PairedSamples) is { Schema: SchemaName } samples && samples.IsWellFormed() ? samples : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsWellFormed() => Commands.Count >= 2 && Design.Comparisons >= Commands.Count - 1
        && Rounds.All(round => round.Runs.Count == Commands.Count && (round.Exits is null || round.Exits.Count == Commands.Count));
}

/// <summary>Source-generated reading and writing of <see cref="PairedSamples"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PairedSamples))]
internal sealed partial class PairedJson : JsonSerializerContext;
