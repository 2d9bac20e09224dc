using Hone.Cli.Steps;
using Hone.Ledger;
using Hone.Opportunities;
using Hone.Opportunities.Calibration;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Handicaps;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary>A grade with its reason.</summary>
internal sealed record GradeDocument(int Value, string Because);

/// <summary>One thing that a lever's rule looked at; <c>holds</c> is left out where the evidence cannot tell.</summary>
internal sealed record RowReadingDocument(string What, string Measured, string Limit, bool? Holds);

/// <summary>The lever of a row: <c>reliability</c> is <c>raises</c>, <c>needs-lines</c> or <c>hint</c>.</summary>
internal sealed record RowLeverDocument(string Name, string Title, string Reliability, string? LoweredBecause, IReadOnlyList<RowReadingDocument> Readings, IReadOnlyList<string> Lines, IReadOnlyList<string> MayBreak)
{
    public static RowLeverDocument? From(Opportunity row) => row.Lever is not Lever lever ? null : new(
        lever.Name,
        lever.Title,
        row.Reliability!.Value.Name(),
        row.Finding?.LoweredBecause,
        [.. (row.Finding?.Readings ?? []).Select(reading => new RowReadingDocument(reading.What, reading.Measured, reading.Limit, reading.Holds))],
        [.. row.Lines.Select(lines => lines.ToString())],
        lever.MayBreak);
}

/// <summary>How a function's cost grows: cost ≈ c·n^exponent.</summary>
internal sealed record RowGrowthDocument(double Exponent, double Low, double High, string Shape, double ShareNow, double? ShareAt10, double? ShareAt100)
{
    public static RowGrowthDocument? From(FunctionGrowth? growth) => growth is null ? null : new(
        growth.Fit.Exponent, growth.Fit.Interval.Low, growth.Fit.Interval.High, growth.Fit.Shape.ToString().ToLowerInvariant(), growth.ShareNow.Value, growth.ShareAt10?.Value, growth.ShareAt100?.Value);
}

/// <summary>What a handicap test says.</summary>
internal sealed record RowHandicapDocument(double Beta, double Low, double High, int Rounds, bool SeesFivePercent, string Verdict)
{
    public static RowHandicapDocument? From(HandicapFigures? handicap) => handicap is null ? null : new(
        handicap.Beta, handicap.Interval.Low, handicap.Interval.High, handicap.Rounds, handicap.SeesFivePercent, handicap.Verdict.ToString());
}

/// <summary>The evidence of a row.</summary>
internal sealed record EvidenceDocument(
    string Workload, string Profile, string Commit, string Host, string Kind, string Function, double Share, double? ShareLow, double? ShareHigh, long Samples, RowGrowthDocument? Growth, double? Beta)
{
    public static EvidenceDocument From(EvidenceTuple tuple) => new(
        tuple.Workload, tuple.Profile, tuple.Commit, tuple.Host, tuple.Kind.Name(), tuple.Frame.Function, tuple.Share.Value, tuple.ShareInterval?.Low, tuple.ShareInterval?.High, tuple.Samples,
        RowGrowthDocument.From(tuple.Growth), tuple.Beta);
}

/// <summary>The bound of a row: <c>validity</c> is <c>share</c>, <c>tested</c> or <c>none</c>.</summary>
internal sealed record BoundDocument(double Gain, double Low, double High, string Validity, string? Doubt, double Weighted, string Basis)
{
    public static BoundDocument From(Bound bound) =>
        new(bound.Gain.Value, bound.Interval.Low, bound.Interval.High, bound.Validity.ToString().ToLowerInvariant(), bound.Doubt, bound.Weighted.Value, bound.Basis);
}

/// <summary>The chance that an attempt comes true, with the counts behind it.</summary>
internal sealed record ChanceDocument(double Mean, int Same, int SameTrue, int Lever, int LeverTrue, int All, int AllTrue, string Evidence, string Language)
{
    public static ChanceDocument From(Opportunity row) => new(
        row.Success.Mean, row.Success.Same.Attempts, row.Success.Same.Successes, row.Success.Lever.Attempts, row.Success.Lever.Successes, row.Success.All.Attempts, row.Success.All.Successes,
        row.Grade.Name(), row.Language);
}

/// <summary>A forecast of the gain; four in five lie between <c>low</c> and <c>high</c>.</summary>
internal sealed record ForecastDocument(double Expected, double Low, double High, int Outcomes);

/// <summary>What was promised.</summary>
internal sealed record ClaimDocument(double Gain, double? Low, double? High, double? Belief, string Actor, string Because, long Entry)
{
    public static ClaimDocument? From(Claim? claim) => claim is null ? null : new(claim.Gain.Value, claim.Interval?.Low, claim.Interval?.High, claim.Belief, claim.Actor, claim.Because, claim.Entry);
}

/// <summary>Why a row cannot be built on.</summary>
internal sealed record StaleDocument(string Rule, string Because, string Next);

/// <summary>A row of the matrix.</summary>
internal sealed record RowDocument(
    string Id, string Workload, string Kind, HotspotDocument Hotspot, double Bound, GradeDocument Impact, GradeDocument Confidence, GradeDocument Effort, double Score, string? Rejected, string? Bead, bool Unresolved, string Evidence,
    RowLeverDocument? Lever, bool Raises, EvidenceDocument Tuple, BoundDocument Bounded, ChanceDocument Chance, ForecastDocument Forecast, RowHandicapDocument? Handicap, ClaimDocument? Claim, StaleDocument? Stale, string? OffPath,
    string? TakenBy, IReadOnlyList<string> Notes, string Numbers)
{
    public static RowDocument From(PhaseView view, Opportunity row) => new(
        row.Id,
        row.Workload,
        row.Kind.Name(),
        HotspotDocument.From(row.Hotspot),
        row.Bound.Gain.Value,
        new(row.Impact.Value, row.Impact.Because),
        new(row.Confidence.Value, row.Confidence.Because),
        new(row.Effort.Value, row.Effort.Because),
        row.Score,
        row.Rejected,
        view.BeadOf(row)?.Name,
        view.IsUnresolved(row),
        row.Evidence,
        RowLeverDocument.From(row),
        row.Raises,
        EvidenceDocument.From(row.Tuple),
        BoundDocument.From(row.Bound),
        ChanceDocument.From(row),
        new(row.Forecast.Expected, row.Forecast.Interval.Low, row.Forecast.Interval.High, row.Forecast.Attempts),
        RowHandicapDocument.From(row.Handicap),
        ClaimDocument.From(row.Claim),
        row.Stale is Staleness stale ? new(stale.Rule, stale.Because, stale.Next) : null,
        row.OffPath,
        row.TakenBy,
        row.Notes,
        RowNumbers.Line(row));
}

/// <summary>What the last round brought; <c>number</c> is 0 when none is complete.</summary>
internal sealed record MatrixRoundDocument(int Number, double? Gain, double? Low, double? High, bool? Little, IReadOnlyList<string> Tried, string? Next, string? NextRow, string Sentence)
{
    public static MatrixRoundDocument From(MatrixRound round) => new(
        round.Number, round.Gain?.Gain.Value, round.Gain?.Interval?.Low, round.Gain?.Interval?.High, round.Gain?.IsLittle, [.. round.Tried.Select(each => each.Name())], round.Next?.Name(), round.NextRow?.Id, round.Sentence);
}

/// <summary>The matrix.</summary>
internal sealed record MatrixDocument(string Schema, double ScoreThreshold, IReadOnlyList<RowDocument> Rows, MatrixRoundDocument Round)
{
    public static MatrixDocument From(PhaseView view) => new(
        "hone.matrix/1",
        view.Report.Project.Thresholds.Score,
        [.. view.Report.Matrix.Select(row => RowDocument.From(view, row))],
        MatrixRoundDocument.From(view.Report.Round));
}

/// <summary>A line of the reliability table.</summary>
internal sealed record ReliabilityDocument(double From, double To, int Forecasts, double Mean, double CameTrue, double Low, double High);

/// <summary>How far the matrix's forecasts came true.</summary>
internal sealed record CalibrationDocument(
    string Schema, int Outcomes, int Successes, double? Brier, double? BrierOfPrior, double? BrierOfRate, int Measured, int Covered, double? Coverage, int AuthorIntervals, int AuthorCovered, IReadOnlyList<ReliabilityDocument> Reliability)
{
    public static CalibrationDocument From(CalibrationFigures figures) => new(
        "hone.calibration/1",
        figures.Outcomes,
        figures.Successes,
        figures.Brier,
        figures.BrierOfPrior,
        figures.BrierOfRate,
        figures.Measured,
        figures.Covered,
        figures.Coverage,
        figures.AuthorIntervals,
        figures.AuthorCovered,
        [.. figures.Reliability.Select(bin => new ReliabilityDocument(bin.From, bin.To, bin.Forecasts, bin.Mean, bin.CameTrue, bin.Interval.Low, bin.Interval.High))]);
}
