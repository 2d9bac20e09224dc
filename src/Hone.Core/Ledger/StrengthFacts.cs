namespace Hone.Ledger;

/// <summary>
/// The data of a <see cref="EntryKind.Strength"/> entry. What became of each mutant is its artifact <c>strength.json</c>
/// (<see cref="Equivalence.Strength.StrengthRun"/>); rates and grade are computed from that on reading.
/// </summary>
/// <param name="Workloads">The workloads whose oracle was measured.</param>
/// <param name="Seed">The seed that chose mutants and inputs.</param>
/// <param name="Mutants">How many mutants were tried.</param>
/// <param name="Oracle">Digest of the oracle that was measured (<see cref="Equivalence.OracleDigest"/>).</param>
public sealed record StrengthFact(IReadOnlyList<string> Workloads, ulong Seed, int Mutants, string Oracle)
{
    /// <summary>The artifact's name.</summary>
    public const string Artifact = "strength.json";
}

/// <summary>The data of a <see cref="EntryKind.Fuzz"/> entry; an input that shows a difference is its artifact <c>input</c>.</summary>
/// <param name="Workload">The workload that was run.</param>
/// <param name="Input">The file that was varied, or <c>stdin</c>.</param>
/// <param name="Seed">The seed of the inputs.</param>
/// <param name="Baseline">The commit that was compared with; null for the project as it was.</param>
/// <param name="Candidate">The folder or commit; null when the program was compared with itself.</param>
/// <param name="Tried">Inputs that were run.</param>
/// <param name="Unstable">Inputs on which the unchanged program did not do the same twice.</param>
/// <param name="Crashes">Inputs on which it crashed.</param>
/// <param name="Hangs">Inputs on which it did not end in time.</param>
/// <param name="Difference">What differed, in a few words; null when nothing did.</param>
/// <param name="Steps">How the input was made that showed it.</param>
public sealed record FuzzFact(
    string Workload, string Input, ulong Seed, string? Baseline, string? Candidate, int Tried, int Unstable, int Crashes, int Hangs, string? Difference, IReadOnlyList<string>? Steps);
