namespace Hone.Equivalence.Invariants.Mining;

/// <summary>A recorded run from which invariants are mined.</summary>
/// <param name="Name">The workload's or case's name.</param>
/// <param name="Observed">What was recorded of it.</param>
/// <param name="Channels">The channels that have bytes: <c>stdout</c>, <c>stderr</c>, <c>file:PATH</c>.</param>
/// <param name="Inputs">The inputs that can be read, by path, and <c>stdin</c>.</param>
public sealed record MinedRun(string Name, IObserved Observed, IReadOnlyList<string> Channels, IReadOnlyList<string> Inputs);

/// <summary>A proposal: an invariant that holds of every recorded run.</summary>
/// <param name="Name">A name for the manifest, unique among the proposals.</param>
/// <param name="Holds">The invariant.</param>
/// <param name="Tier">What it says, and how much that is worth.</param>
/// <param name="Chance">The probability that it would hold of unrelated data, corrected for how many were tried.</param>
/// <param name="Because">On what it stands, in a few words: <c>1000 rows, in 3 runs</c>.</param>
public sealed record Suggestion(string Name, string Holds, SuggestionTier Tier, double Chance, string Because)
{
    /// <summary>The workload that it is about, its cases included; null when it is about one of them.</summary>
    public string? Workload { get; init; }

    /// <summary>The one workload or case that it is about; null when it is about a workload with its cases.</summary>
    public string? Case { get; init; }
}

/// <summary>What a proposal says, the most telling first.</summary>
public enum SuggestionTier
{
    /// <summary>What comes out is tied to what went in: a lost row cannot pass.</summary>
    InputToOutput,

    /// <summary>Two things that come out agree.</summary>
    OutputToOutput,

    /// <summary>An order.</summary>
    Order,

    /// <summary>No two are the same.</summary>
    Unique,

    /// <summary>Which values there are.</summary>
    Values,

    /// <summary>True of most programs: a last line feed, nothing complained of.</summary>
    Customary,
}
