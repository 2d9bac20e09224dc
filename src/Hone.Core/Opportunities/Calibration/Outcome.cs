using Hone.Statistics;

namespace Hone.Opportunities.Calibration;

/// <summary>How an attempt at a row ended.</summary>
public enum OutcomeVerdict
{
    /// <summary>The change was taken over, with a measured gain.</summary>
    Landed,

    /// <summary>A gate refused the change: it did not behave the same, or was not one lever.</summary>
    Refused,

    /// <summary>It was measured, and gained nothing worth having.</summary>
    NoWin,
}

/// <summary>What came of one row: the material of calibration, in the order of the record.</summary>
public sealed record Outcome
{
    /// <summary>The row.</summary>
    public required string Row { get; init; }

    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>The lever; null when none was named.</summary>
    public string? Lever { get; init; }

    /// <summary>How good the row's evidence was.</summary>
    public required EvidenceGrade Evidence { get; init; }

    /// <summary>The language of the function, lower-case.</summary>
    public required string Language { get; init; }

    /// <summary>The part of the workload's wall time that was promised.</summary>
    public required double Predicted { get; init; }

    /// <summary>The range that was promised, of those who gave one.</summary>
    public Interval? PredictedInterval { get; init; }

    /// <summary>The most that the row could save when it was promised; null when not known.</summary>
    public double? Bound { get; init; }

    /// <summary>The part of the wall time that was saved; null when it did not come to a measurement.</summary>
    public double? Realised { get; init; }

    /// <summary>How it ended.</summary>
    public required OutcomeVerdict Verdict { get; init; }

    /// <summary>How long the work took, in minutes; null when nobody said.</summary>
    public double? Minutes { get; init; }

    /// <summary>How many outcomes were on record when this one was predicted: only those may be used to judge the prediction.</summary>
    public required int KnownBefore { get; init; }

    /// <summary>Landed, and at least half of what was promised came true.</summary>
    public bool IsSuccess => Verdict == OutcomeVerdict.Landed && Realised is double realised && realised > 0 && realised >= 0.5 * Predicted;
}

/// <summary>The words of <see cref="OutcomeVerdict"/> in the record.</summary>
public static class OutcomeVerdictText
{
    /// <summary><c>landed</c>, <c>refused</c> or <c>no-win</c>.</summary>
    public static string Name(this OutcomeVerdict verdict) => verdict switch
    {
        OutcomeVerdict.Landed => "landed",
        OutcomeVerdict.Refused => "refused",
        _ => "no-win",
    };

    /// <summary>The verdict of a word; null when it is none.</summary>
    public static OutcomeVerdict? Read(string word) => word switch
    {
        "landed" => OutcomeVerdict.Landed,
        "refused" => OutcomeVerdict.Refused,
        "no-win" => OutcomeVerdict.NoWin,
        _ => null,
    };
}
