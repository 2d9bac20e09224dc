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

    /// <summary>What people call the commands; null for the letters A, B, C, …</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The parameters of each command, by name; null without any.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>>? Parameters { get; init; }

    /// <summary>True when the commands were run by <c>/bin/sh -c</c>, whose own time is in the figures.</summary>
    public bool Shell { get; init; }

    /// <summary>True when the commands were run before all ordinary programs (SCHED_RR).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RealTime { get; init; }

    /// <summary>Each command's outputs beside the reference's, found before any run was timed; null when nobody looked.</summary>
    public IReadOnlyList<OutputAgreement>? Outputs { get; init; }

    /// <summary>The comparing program's own time for each run, in nanoseconds: in no figure, and subtracted from none.</summary>
    public long? OwnCostNanoseconds { get; init; }

    /// <summary>The host fingerprint's id.</summary>
    public required string Host { get; init; }

    /// <summary>What the orders were drawn from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The name of the metric that ends the runs early.</summary>
    public required string Metric { get; init; }

    /// <summary>True when <see cref="Metric"/> is a number that the commands print and more of it is better.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>How it is decided; fixed before the first run.</summary>
    public required ComparisonDesign Design { get; init; }

    /// <summary>Uncounted rounds that went before.</summary>
    public required int Warmups { get; init; }

    /// <summary>Why no more rounds were run.</summary>
    public required StopReason Stop { get; init; }

    /// <summary>The rounds in the order in which they ran.</summary>
    public required IReadOnlyList<Round> Rounds { get; init; }

    /// <summary>The metric that ended the runs: one that every run has, else one that the commands print.</summary>
    [JsonIgnore]
    public Metric Judged => Measurement.Metric.Standard.FirstOrDefault(known => known.Name == Metric) ?? Measurement.Metric.Printed(Metric, !HigherIsBetter);

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

    /// <summary>What a command is called: its name, or the letter of its place.</summary>
    public string NameOf(int command) => Names?[command] ?? Letter(command);

    /// <summary>A, B, … Z, then numbers.</summary>
    public static string Letter(int place) =>
        place < 26 ? ((char)('A' + place)).ToString() : (place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The file may come from anywhere: what the serialiser lets through (nulls in lists, absurd levels) must not reach the maths.</summary>
    internal bool IsWellFormed() => Commands is { Count: >= 1 } && Commands.All(command => command is not null) && Rounds is not null
        && Fits(Names) && Fits(Parameters) && Fits(Outputs)
        && Design is { Comparisons: >= 1 } && Design.Comparisons >= Commands.Count - 1
        && Design.SequentialAlpha is > 0 and < 0.5 && Design.FinalAlpha is > 0 and < 0.5 && Design.SameAlpha is > 0 and < 0.5 && Design.SameWithin is > 0 and < 1
        && Rounds.All(round => round is { Order: not null, Runs: not null } && round.Runs.Count == Commands.Count && (round.Exits is null || round.Exits.Count == Commands.Count));

    private bool Fits<T>(IReadOnlyList<T>? list)
        where T : class => list is null || (list.Count == Commands.Count && list.All(item => item is not null));
}

/// <summary>Source-generated reading and writing of <see cref="PairedSamples"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PairedSamples))]
internal sealed partial class PairedJson : JsonSerializerContext;
