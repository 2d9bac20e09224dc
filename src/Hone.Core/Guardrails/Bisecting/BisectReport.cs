using Hone.Measurement;
using Hone.Measurement.Comparing;

namespace Hone.Guardrails.Bisecting;

/// <summary>A commit on the line that is searched.</summary>
/// <param name="Hash">Its full hash.</param>
/// <param name="Subject">The first line of its message.</param>
public sealed record BisectCommit(string Hash, string Subject);

/// <summary>How a search ended.</summary>
public enum BisectState
{
    /// <summary>The commit, or the commits that cannot be told apart, is named, and pairs of runs beside the one before confirm it.</summary>
    Confirmed,

    /// <summary>The posterior names it, and pairs of runs beside the one before do not decide.</summary>
    Unconfirmed,

    /// <summary>The good and the bad commit do not differ as far as was measured.</summary>
    NoDifference,

    /// <summary>The pairs that were allowed are used up.</summary>
    Undecided,
}

/// <summary>What a search for the first commit of a new level found.</summary>
public sealed record BisectReport
{
    /// <summary>How it ended.</summary>
    public required BisectState State { get; init; }

    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>What was measured.</summary>
    public required Metric Metric { get; init; }

    /// <summary>The function whose share of the CPU profile was measured; null where the metric is one of the runs.</summary>
    public string? Function { get; init; }

    /// <summary>The commits along first parents: the good one, then all after it up to the bad one.</summary>
    public required IReadOnlyList<BisectCommit> Commits { get; init; }

    /// <summary>ln(bad / good) of each pair of runs of the ends.</summary>
    public required IReadOnlyList<double> Ends { get; init; }

    /// <summary>ln(commit / good) of each pair of runs, by the commit's place.</summary>
    public required IReadOnlyDictionary<int, IReadOnlyList<double>> Measured { get; init; }

    /// <summary>Why commits could not be measured, by their place.</summary>
    public required IReadOnlyDictionary<int, string> Skipped { get; init; }

    /// <summary>How many commits were built.</summary>
    public required int Built { get; init; }

    /// <summary>How probable each commit is; null when the ends do not differ.</summary>
    public BisectPosterior? Posterior { get; init; }

    /// <summary>The most probable commits that cannot be told apart, one as a rule; null without a posterior.</summary>
    public BisectCandidates? Best => Posterior is null ? null : BisectCandidates.Best(Posterior, Skipped.Keys.ToHashSet());

    /// <summary>The last commit before them beside the last of them, in pairs; null when it did not come to that.</summary>
    public Comparison? Confirmation { get; init; }

    /// <summary>Pairs of runs in all, without those of the confirmation.</summary>
    public int Pairs => Ends.Count + Measured.Values.Sum(pairs => pairs.Count);
}
