using Hone.Guardrails;

namespace Hone.Ledger;

/// <summary>
/// The data of a <see cref="EntryKind.GuardSet"/> entry: the pinned commit and its limits. Its runs are the artifact
/// <c>guard-reference.json</c> (<see cref="GuardReference"/>).
/// </summary>
/// <param name="Commit">The commit that later ones are held against.</param>
/// <param name="Limits">The limit of each metric of each workload; those of an earlier entry stay where this one names none.</param>
/// <param name="Drift">How far the program may drift from the pinned commit, as a part of the cost.</param>
/// <param name="Change">The change whose landing set it; null when a person did.</param>
public sealed record GuardSetFact(string Commit, IReadOnlyList<GuardLimit> Limits, double Drift, string? Change = null)
{
    /// <summary>The artifact's name.</summary>
    public const string Artifact = "guard-reference.json";
}

/// <summary>
/// The data of a <see cref="EntryKind.GuardCheck"/> entry. The raw runs are its artifact <c>guard-run.json</c> (<see cref="GuardRun"/>);
/// the verdict is computed from them on reading.
/// </summary>
/// <param name="Base">The commit that the head was held against.</param>
/// <param name="Head">The commit that was checked.</param>
/// <param name="Drift">True when the base was the pinned reference.</param>
/// <param name="BudgetNs">The time for timed runs, in nanoseconds.</param>
public sealed record GuardCheckFact(string Base, string Head, bool Drift, long BudgetNs)
{
    /// <summary>The artifact's name.</summary>
    public const string Artifact = "guard-run.json";
}

/// <summary>The data of a <see cref="EntryKind.GuardAccept"/> entry: the owner accepts a loss.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Loss">How much worse it may be, as a part of the cost.</param>
/// <param name="Because">The reason, never empty.</param>
/// <param name="Expires">From then on it no longer counts; null for never.</param>
public sealed record GuardAcceptFact(string Workload, string Metric, double Loss, string Because, DateTimeOffset? Expires = null)
{
    /// <summary>The loss itself.</summary>
    public AcceptedLoss AsLoss() => new(Workload, Metric, Loss, Expires);
}
