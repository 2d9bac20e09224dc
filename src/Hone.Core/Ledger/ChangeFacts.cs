namespace Hone.Ledger;

/// <summary>
/// The data of a <see cref="EntryKind.ChangeAttempt"/> entry, written before the first timed run: who stops a verification that goes
/// badly has still tried.
/// </summary>
/// <param name="Change">The change's id.</param>
/// <param name="Patch">SHA-256 of its patch.</param>
/// <param name="Base">The commit that the baseline is built from.</param>
public sealed record ChangeAttemptFact(string Change, string Patch, string Base);

/// <summary>
/// The data of a <see cref="EntryKind.ChangeRun"/> entry. What was seen and measured is its artifact <c>change-run.json</c>
/// (<see cref="Changes.Runs.ChangeRun"/>), the patch its artifact <c>patch.diff</c>; the verdict is computed from them on reading.
/// </summary>
/// <param name="Change">The change's id.</param>
/// <param name="Patch">SHA-256 of its patch.</param>
/// <param name="Base">The commit that the baseline was built from.</param>
/// <param name="Tree">git's id of that commit's tree with the patch in it.</param>
/// <param name="Quick">It was a quick one.</param>
/// <param name="Attempt">The number of the entry by which it counts as an attempt; null when it did not come to timed runs.</param>
public sealed record ChangeRunFact(string Change, string Patch, string Base, string Tree, bool Quick, long? Attempt = null)
{
    /// <summary>The artifact with what was seen and measured.</summary>
    public const string RunArtifact = "change-run.json";

    /// <summary>The artifact with the patch.</summary>
    public const string PatchArtifact = "patch.diff";

    /// <summary>The artifact with the proof, where there is one.</summary>
    public const string ProofArtifact = "proof.json";
}

/// <summary>The data of a <see cref="EntryKind.ChangeClosed"/> entry.</summary>
/// <param name="Change">The change's id.</param>
/// <param name="How"><c>landed</c>, <c>no-win</c> or <c>abandoned</c>.</param>
/// <param name="Because">The reason, or the evidence in a sentence.</param>
/// <param name="Landed">The commit that holds it now; null unless it landed.</param>
/// <param name="Run">The number of the entry of the verification that it rests on; null without one.</param>
public sealed record ChangeClosedFact(string Change, string How, string Because, string? Landed = null, long? Run = null);
