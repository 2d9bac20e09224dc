using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Units;

namespace Hone.Linux.Measuring;

/// <summary>How long a comparison goes on and what ends it.</summary>
public sealed record PairedPlan
{
    /// <summary>How it is decided.</summary>
    public required ComparisonDesign Design { get; init; }

    /// <summary>The metric that may end the runs early.</summary>
    public Metric Metric { get; init; } = Metric.Wall;

    /// <summary>Uncounted rounds that go before.</summary>
    public int Warmups { get; init; } = 1;

    /// <summary>The machine time for the counted rounds, preparations and pauses included; null for no limit.</summary>
    public Duration? Budget { get; init; }

    /// <summary>Rounds that are run even when the budget is used up before.</summary>
    public int LeastRounds { get; init; }

    /// <summary>Rounds that are run even when all is decided before, as long as the budget lasts: for what few rounds cannot show.</summary>
    public int LeastDecided { get; init; }

    /// <summary>Asked with the rounds so far once all is decided: rounds are run until it is true, as long as the budget lasts; null for no more.</summary>
    public Func<IReadOnlyList<Round>, bool>? Until { get; init; }

    /// <summary>The most rounds.</summary>
    public int MostRounds { get; init; } = 10_000;

    /// <summary>True when every round is run even though all is decided: for an exact number of pairs.</summary>
    public bool ToTheEnd { get; init; }

    /// <summary>What the orders are drawn from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The part of the budget that may be spent waiting for a busy machine to become quiet.</summary>
    public double PauseShare { get; init; } = 0.1;
}
