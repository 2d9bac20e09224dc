using Hone.Measurement;
using Hone.Units;

namespace Hone.Cli.Steps;

/// <summary>What a self-test is to do.</summary>
internal sealed record SelfTestPlan
{
    /// <summary>Comparisons an effect (and metric, where an effect is planted).</summary>
    public required int Comparisons { get; init; }

    /// <summary>The machine time of one comparison.</summary>
    public required Duration Budget { get; init; }

    /// <summary>The effects, 0 for a command beside itself.</summary>
    public required IReadOnlyList<double> Effects { get; init; }

    /// <summary>The metrics.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>The kinds of command that are compared with themselves; empty for all that are there.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The wall time that the loop is calibrated to.</summary>
    public required Duration Work { get; init; }

    /// <summary>Whether a comparison stops as soon as the commands are shown to be the same.</summary>
    public bool UntilSame { get; init; }

    /// <summary>Whether runs are gathered one command after the other as well, for the rules of other tools.</summary>
    public bool Peers { get; init; }

    /// <summary>Busy loops beside the runs.</summary>
    public int Load { get; init; }

    /// <summary>Whether the commands run before all ordinary programs, the busy loops among them.</summary>
    public bool RealTime { get; init; }

    /// <summary>Comparisons, an effect and metric, that are put together from one stream of real pairs; 0 for none.</summary>
    public int Resample { get; init; }

    /// <summary>Pairs of that stream.</summary>
    public int StreamPairs { get; init; } = 1200;

    /// <summary>The machine time of each of those comparisons.</summary>
    public Duration ResampleBudget { get; init; } = Duration.FromSeconds(30);

    /// <summary>Comparisons at a time, each on a core of its own.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>What orders, blocks and labels are drawn from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The file that each finished comparison is written to, one a line; null for none.</summary>
    public string? Export { get; init; }
}
