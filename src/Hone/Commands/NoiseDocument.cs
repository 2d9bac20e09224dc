using System.Text.Json.Serialization;
using Hone.Linux.Machines.Noise;
using Hone.Measurement;
using Hone.Measurement.Checks;
using Hone.Statistics;

namespace Hone.Cli.Commands;

/// <summary>One check; the effect is <c>good</c>, <c>worth-knowing</c> or <c>hurts</c>.</summary>
internal sealed record HostCheckDocument(string Name, string Effect, string Found, string? Command)
{
    public static HostCheckDocument From(HostCheck check) => new(
        check.Name,
        check.Effect switch { CheckEffect.Good => "good", CheckEffect.Worth => "worth-knowing", _ => "hurts" },
        check.Found,
        check.Command);
}

/// <summary>What the machine did while only Hone should have worked; shares are parts of 1.</summary>
internal sealed record HostLoadDocument(long SpanNs, int Cores, double? OthersCores, double StolenShare, double InterruptShare, double IdleShare, int? OtherRunnableThreads, double? WaitingShare)
{
    public static HostLoadDocument From(HostLoad load) =>
        new(load.Span.Nanoseconds, load.Cores, load.Others, load.Stolen.Value, load.Interrupts.Value, load.Idle.Value, load.Runnable, load.Waiting?.Value);
}

/// <summary>A series of equal actions: middles in nanoseconds, robust spreads as parts of 1.</summary>
internal sealed record SpreadDocument(int Samples, double? WallNs, double WallSpread, double? CpuNs, double CpuSpread)
{
    public static SpreadDocument From(IReadOnlyList<double> wall, IReadOnlyList<double> cpu) => new(
        wall.Count,
        wall.Count == 0 ? null : Median.Of([.. wall]),
        NoiseFigures.Spread(wall).Value,
        cpu.Count == 0 ? null : Median.Of([.. cpu]),
        NoiseFigures.Spread(cpu).Value);
}

/// <summary>Holes on one core; <c>counts</c> of those of at least the lengths of the document.</summary>
internal sealed record CoreHolesDocument(int Core, long SpanNs, long WorstNs, long LostNs, IReadOnlyList<int> Counts);

/// <summary>The smallest effects that so many pairs of a 20 ms program can be expected to show, as parts of 1.</summary>
internal sealed record SmallestEffectDocument(int Pairs, double? Wall, double? Cpu);

/// <summary>A noise check of this machine.</summary>
internal sealed record NoiseDocument(
    string Schema,
    Host Host,
    IReadOnlyList<HostCheckDocument> Checks,
    HostLoadDocument Load,
    IReadOnlyList<ProgramLoad> Programs,
    SpreadDocument Work,
    SpreadDocument Start,
    double ClockStepNs,
    double ClockCostNs,
    IReadOnlyList<long> HoleLengthsNs,
    IReadOnlyList<CoreHolesDocument> Holes,
    SmallestEffectDocument SmallestEffect,
    bool Hopeless,
    long TookNs)
{
    public static NoiseDocument From(Host host, IReadOnlyList<HostCheck> checks, NoiseOutcome outcome) => new(
        "hone.noise/1",
        host,
        [.. checks.Select(HostCheckDocument.From)],
        HostLoadDocument.From(outcome.Load),
        [.. outcome.Programs.Take(3)],
        SpreadDocument.From(outcome.Figures.WorkWall, outcome.Figures.WorkCpu),
        SpreadDocument.From(outcome.Figures.StartWall, outcome.Figures.StartCpu),
        outcome.Figures.ClockStep,
        outcome.Figures.ClockCost,
        CoreHoles.Lengths,
        [.. outcome.Figures.Holes.Select(core => new CoreHolesDocument(core.Core, core.Span, core.Worst, core.Lost, core.Counts))],
        new(NoiseFigures.Pairs, outcome.Figures.SmallestWall?.Value, outcome.Figures.SmallestCpu?.Value),
        outcome.Figures.IsHopeless,
        outcome.Figures.Took.Nanoseconds);
}

/// <summary>Source-generated JSON of <c>hone doctor --noise</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NoiseDocument))]
internal sealed partial class NoiseJson : JsonSerializerContext;
