using Hone.Ledger;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>How many inputs did what.</summary>
internal sealed class FuzzCounts
{
    /// <summary>Inputs that were run.</summary>
    public int Tried { get; set; }

    /// <summary>Inputs on which the unchanged program does not do the same twice; nothing is said of them.</summary>
    public int Unstable { get; set; }

    /// <summary>Inputs on which the unchanged program crashes.</summary>
    public int Crashes { get; set; }

    /// <summary>Inputs on which it does not end in time.</summary>
    public int Hangs { get; set; }
}

/// <summary>An input on which two builds differ.</summary>
/// <param name="Index">Its number in the sequence.</param>
/// <param name="Input">It, minimised.</param>
/// <param name="Before">Its size before, in bytes.</param>
/// <param name="Steps">How it was made.</param>
/// <param name="Arguments">Arguments that were put behind the command.</param>
/// <param name="What">What differs, in a few words.</param>
/// <param name="First">The first place, as people read it.</param>
internal sealed record FuzzDifference(int Index, byte[] Input, int Before, IReadOnlyList<string> Steps, IReadOnlyList<string> Arguments, string What, string? First)
{
    /// <summary>The file that it is kept in, relative to the project folder.</summary>
    public required string Path { get; init; }
}

/// <summary>What came of a run on generated inputs.</summary>
/// <param name="Plan">What was asked for.</param>
/// <param name="Target">What was varied.</param>
/// <param name="Counts">How many inputs did what.</param>
/// <param name="Difference">The input on which the builds differ; null for none.</param>
/// <param name="Seeds">How many inputs were kept as seeds, each with a behaviour of its own.</param>
/// <param name="Notes">What could not be done.</param>
internal sealed record FuzzResult(FuzzPlan Plan, FuzzTarget Target, FuzzCounts Counts, FuzzDifference? Difference, int Seeds, IReadOnlyList<string> Notes)
{
    /// <summary>As the record has it.</summary>
    public FuzzFact Fact() => new(
        Target.Judge.Case.Name, Target.Input, Plan.Seed, Plan.Baseline, Plan.Candidate, Counts.Tried, Counts.Unstable, Counts.Crashes, Counts.Hangs, Difference?.What, Difference?.Steps);
}
