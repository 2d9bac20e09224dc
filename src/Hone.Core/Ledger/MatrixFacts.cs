using Hone.Opportunities;

namespace Hone.Ledger;

/// <summary>The text of a function as it was when a profile was taken.</summary>
/// <param name="File">The file, relative to the project folder.</param>
/// <param name="Function">The function as the profile names it.</param>
/// <param name="Sha256">SHA-256 over its tokens, comments and blanks apart; where <paramref name="Whole"/>, over the bytes of the file.</param>
/// <param name="Whole">The function was not found in the file, or Hone has no rules for its language.</param>
public sealed record FunctionHash(string File, string Function, string Sha256, bool Whole = false);

/// <summary>The data of a <see cref="EntryKind.Claim"/> entry: what somebody promised of a row, within its bound.</summary>
/// <param name="Row">The row's id.</param>
/// <param name="Workload">The workload.</param>
/// <param name="Lever">The row's lever; null for none.</param>
/// <param name="Gain">The part of the workload's wall time that the change is to save, 0 to 1.</param>
/// <param name="Profile">SHA-256 of the profile that it rests on.</param>
/// <param name="Because">The reason, never empty.</param>
public sealed record ClaimFact(string Row, string Workload, string? Lever, double Gain, string Profile, string Because)
{
    /// <summary>The lower end of the author's range; null without one.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }

    /// <summary>How sure the author is, 0 to 1; nothing is computed from it.</summary>
    public double? Belief { get; init; }

    /// <summary>The bound of the row when it was claimed.</summary>
    public double? Bound { get; init; }
}

/// <summary>The data of a <see cref="EntryKind.Take"/> entry: somebody began to work on a row, or gave it back.</summary>
/// <param name="Row">The row's id.</param>
/// <param name="Released">True when it was given back.</param>
/// <param name="Because">The reason; null when none was given.</param>
public sealed record TakeFact(string Row, bool Released = false, string? Because = null);

/// <summary>The data of an <see cref="EntryKind.Outcome"/> entry: what came of a row that was worked on.</summary>
/// <param name="Row">The row's id.</param>
/// <param name="Workload">The workload.</param>
/// <param name="Lever">The lever; null when none was named.</param>
/// <param name="Evidence"><c>weak</c>, <c>fair</c> or <c>strong</c>, as it was when the row was taken.</param>
/// <param name="Language">The language of the function, lower-case.</param>
/// <param name="Predicted">The part of the wall time that was promised, or the bound where nothing was; 0 to 1.</param>
/// <param name="Verdict"><c>landed</c>, <c>refused</c> or <c>no-win</c>.</param>
public sealed record OutcomeFact(string Row, string Workload, string? Lever, string Evidence, string Language, double Predicted, string Verdict)
{
    /// <summary>The lower end of the promised range; null without one.</summary>
    public double? PredictedLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? PredictedHigh { get; init; }

    /// <summary>The bound of the row when it was promised.</summary>
    public double? Bound { get; init; }

    /// <summary>The part of the wall time that was saved, below 0 for a loss; null when it did not come to a measurement.</summary>
    public double? Realised { get; init; }

    /// <summary>The lower end of its 95 % interval.</summary>
    public double? RealisedLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? RealisedHigh { get; init; }

    /// <summary>How long the work took, in minutes; null when nobody said.</summary>
    public double? Minutes { get; init; }

    /// <summary>The entry of the claim that it settles; null when nothing was claimed.</summary>
    public long? Claim { get; init; }
}
