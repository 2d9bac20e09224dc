namespace Hone.Changes;

/// <summary>What a row could save at most when a change at it was begun.</summary>
/// <param name="Gain">The part of the workload's wall time, 0 to 1.</param>
/// <param name="High">The upper end of its 95 % interval.</param>
/// <param name="Holds">False where the share was no bound: nothing is held against it then.</param>
/// <param name="Basis">What it was computed from, as one clause.</param>
public sealed record ChangeBound(double Gain, double High, bool Holds, string Basis)
{
    /// <summary>
    /// The upper end of the function's share of CPU time, for a row of a CPU profile; null for others. How much of the wall time is CPU time is known
    /// again from the timed runs: on a machine that was busy before, the bound is too low.
    /// </summary>
    public double? CpuShare { get; init; }

    /// <summary>
    /// The share of CPU time of the project's own functions that call it, with all that they call; null where it is not known. What a function returns
    /// decides what its callers do next, so that a change of it may save of that too; more than that it cannot.
    /// </summary>
    public double? CallersShare { get; init; }
}

/// <summary>
/// One lever at one row of the matrix, as one patch on one base commit: what was known when it was begun. The data of a ledger entry;
/// patch, runs and verdict are not in it, since they come later and are computed.
/// </summary>
public sealed record Change
{
    /// <summary>The row's id and a number, such as <c>cpu-3fa2c1.2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The row of the matrix.</summary>
    public required string Row { get; init; }

    /// <summary>The workload whose gain is wanted.</summary>
    public required string Workload { get; init; }

    /// <summary>The kind of the profile that shows the row, as records name it.</summary>
    public required string Kind { get; init; }

    /// <summary>The function as the profile names it.</summary>
    public required string Function { get; init; }

    /// <summary>The program or library that it is in.</summary>
    public required string Module { get; init; }

    /// <summary>Its file; null when the profile does not tell.</summary>
    public string? File { get; init; }

    /// <summary>A line in it, counted from 1; null when the profile does not tell.</summary>
    public int? Line { get; init; }

    /// <summary>The lever's name.</summary>
    public required string Lever { get; init; }

    /// <summary>The commit that it is built on, 40 hexadecimal digits.</summary>
    public required string Base { get; init; }

    /// <summary>The metric that is to gain, such as <c>wall</c>.</summary>
    public string Metric { get; init; } = "wall";

    /// <summary>SHA-256 of the profile that the row was found in.</summary>
    public required string Profile { get; init; }

    /// <summary><c>weak</c>, <c>fair</c> or <c>strong</c>: how good the row's evidence was.</summary>
    public required string Evidence { get; init; }

    /// <summary>The function's language, lower-case.</summary>
    public required string Language { get; init; }

    /// <summary>The part of the wall time that was promised, or the bound where nothing was; 0 to 1.</summary>
    public required double Predicted { get; init; }

    /// <summary>The lower end of the promised range; null without one.</summary>
    public double? PredictedLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? PredictedHigh { get; init; }

    /// <summary>What the row could save at most.</summary>
    public required ChangeBound Bound { get; init; }

    /// <summary>The entry of the claim that it rests on; null when nothing was claimed.</summary>
    public long? Claim { get; init; }

    /// <summary>The bead that was claimed for it, as people see it; null when there was none.</summary>
    public string? Bead { get; init; }

    /// <summary>
    /// What attempts are counted by: the function. Another lever, another kind of profile or another workload that runs it is
    /// another try at the same place, and would otherwise be a way to begin counting anew; so would the same patch under another row, which
    /// the record counts too.
    /// </summary>
    public string Opportunity => Function + "\0" + Module;
}
