namespace Hone.Changes.Proofs;

/// <summary>How a witness came out.</summary>
public enum WitnessOutcome
{
    /// <summary>It looked, and both programs did the same.</summary>
    Passed,

    /// <summary>It found a case in which they do not.</summary>
    Failed,

    /// <summary>It looked, and the program has nothing that the claim is about: no thread, no fraction, nothing that it refuses.</summary>
    NotTriggered,

    /// <summary>It could not look: a tool is missing, or there is no input that it could vary.</summary>
    NotRun,
}

/// <summary>The input of a case that a witness failed on, kept as an artifact of the record.</summary>
/// <param name="Sha256">Its SHA-256, which is the artifact's name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record WitnessInput(string Sha256, long Bytes);

/// <summary>One mechanical look at baseline and candidate, both run by Hone.</summary>
/// <param name="Name">Its name, the same in every proof, such as <c>equal-keys</c>.</param>
/// <param name="Claim">The claim that it stands for.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Measured">What was looked at and found, in one sentence; of one that could not look, why.</param>
/// <param name="Limit">What it is held against, as one clause.</param>
public sealed record Witness(string Name, ClaimKind Claim, WitnessOutcome Outcome, string Measured, string Limit)
{
    /// <summary>The case that failed, so that a person can make it again: input, arguments, surroundings.</summary>
    public string? Case { get; init; }

    /// <summary>The first place where the two parted, baseline before candidate.</summary>
    public string? FirstDifference { get; init; }

    /// <summary>The input of that case; null for the workload's own.</summary>
    public WitnessInput? Input { get; init; }
}

/// <summary>The outcomes by name.</summary>
public static class WitnessOutcomes
{
    /// <summary>The name in JSON and text.</summary>
    public static string Name(this WitnessOutcome outcome) => outcome switch
    {
        WitnessOutcome.Passed => "passed",
        WitnessOutcome.Failed => "failed",
        WitnessOutcome.NotTriggered => "not-triggered",
        _ => "not-run",
    };

    /// <summary>The outcome of that name; null for none.</summary>
    public static WitnessOutcome? Find(string name) => Enum.GetValues<WitnessOutcome>().Where(outcome => outcome.Name() == name).Select(outcome => (WitnessOutcome?)outcome).FirstOrDefault();
}
