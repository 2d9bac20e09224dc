using Hone.Statistics;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>Whether a share of a profile says what can be saved at most.</summary>
public enum BoundValidity
{
    /// <summary>One thread dominates and waits for no lock: removing the function saves its share at most (Amdahl, AFIPS 30 (1967)).</summary>
    Share,

    /// <summary>A handicap test says how far the function's time is the run's time.</summary>
    Tested,

    /// <summary>Several threads, locks, or nothing that tells: the share is a figure and no bound.</summary>
    None,
}

/// <summary>The most that removing a hotspot altogether could save.</summary>
public sealed record Bound
{
    /// <summary>The part of the workload's wall time.</summary>
    public required Ratio Gain { get; init; }

    /// <summary>The 95 % interval of <see cref="Gain"/>, from the samples of the profile and the runs of the baseline.</summary>
    public required Interval Interval { get; init; }

    /// <summary>What it is computed from, as one clause.</summary>
    public required string Basis { get; init; }

    /// <summary>Whether it is a bound at all.</summary>
    public required BoundValidity Validity { get; init; }

    /// <summary>Why it is no bound, as one clause; null when it is one.</summary>
    public string? Doubt { get; init; }

    /// <summary>What makes it one, where that is no handicap test; else null.</summary>
    public string? Remedy { get; init; }

    /// <summary>The part of the function that the row's lever is about, as its rule measured it; all of it where nobody measured.</summary>
    public Ratio LeverPart { get; init; } = new(1);

    /// <summary>The part of the wall time of all workloads that decide, by their weights, and of that the lever's part; what Impact is graded by.</summary>
    public Ratio Weighted { get; init; }

    /// <summary>The command that says what the share of a row is worth.</summary>
    public string Test(string row) => Remedy ?? "hone handicap " + row;

    /// <summary>As written: <c>88.3 % (86.1–90.2)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Gain} ({Interval.Low * 100:0.0}–{Interval.High * 100:0.0})");
}
