using Hone.Statistics;

namespace Hone.Opportunities.Calibration;

/// <summary>One line of the reliability table.</summary>
/// <param name="From">Forecasts from this chance on.</param>
/// <param name="To">To below this one.</param>
/// <param name="Forecasts">How many.</param>
/// <param name="Mean">The mean forecast.</param>
/// <param name="CameTrue">The part of them that came true.</param>
/// <param name="Interval">95 % interval of that part (Wilson).</param>
public sealed record ReliabilityBin(double From, double To, int Forecasts, double Mean, double CameTrue, Interval Interval);

/// <summary>
/// How far the matrix's forecasts came true. Every outcome is held against the forecast that could be made when it was promised, from
/// the outcomes known by then; nothing is stored, so nothing can be bent.
/// </summary>
/// <param name="Outcomes">How many outcomes are on record.</param>
/// <param name="Successes">That landed with at least half of what was promised.</param>
/// <param name="Brier">Mean squared error of the chances (G. W. Brier, Monthly Weather Review 78 (1950)): 0 is perfect, 0.25 is a coin; null without outcomes.</param>
/// <param name="BrierOfPrior">The same for one who always says 33 %.</param>
/// <param name="BrierOfRate">The same for one who knew the rate of all from the start, and nothing else.</param>
/// <param name="Measured">Outcomes whose gain was measured.</param>
/// <param name="Covered">Of these, inside the forecast's 80 % interval.</param>
/// <param name="AuthorIntervals">Outcomes whose author gave a range, and the gain was measured.</param>
/// <param name="AuthorCovered">Of these, inside the author's range.</param>
/// <param name="Reliability">Forecasts by fifths; those without a forecast are left out.</param>
public sealed record CalibrationFigures(
    int Outcomes, int Successes, double? Brier, double? BrierOfPrior, double? BrierOfRate, int Measured, int Covered, int AuthorIntervals, int AuthorCovered, IReadOnlyList<ReliabilityBin> Reliability)
{
    private const int Bins = 5;

    /// <summary>The part of the measured gains inside the 80 % interval; null without any.</summary>
    public double? Coverage => Measured > 0 ? (double)Covered / Measured : null;

    /// <summary>The 95 % interval of <see cref="Coverage"/> (Wilson).</summary>
    public Interval CoverageInterval => Proportion.Wilson(Covered, Measured);

    /// <summary>Computes the figures of outcomes in the order of the record.</summary>
    public static CalibrationFigures Of(IReadOnlyList<Outcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        List<(double Chance, bool True)> forecasts = [];
        int measured = 0, covered = 0, ranges = 0, inRange = 0;
        foreach ((Outcome outcome, SuccessHistory chances, GainHistory gains) in AtPrediction(outcomes))
        {
            forecasts.Add((chances.Of(outcome.Lever, outcome.Evidence, outcome.Language).Mean, outcome.IsSuccess));
            if (outcome.Realised is not double realised)
            {
                continue;
            }

            measured++;
            covered += gains.Of(outcome.Predicted, outcome.Lever, outcome.Bound ?? 1).Interval.Contains(realised) ? 1 : 0;
            ranges += outcome.PredictedInterval is null ? 0 : 1;
            inRange += outcome.PredictedInterval?.Contains(realised) == true ? 1 : 0;
        }

        double rate = forecasts.Count == 0 ? 0 : forecasts.Average(each => each.True ? 1.0 : 0);
        return new(
            outcomes.Count,
            forecasts.Count(each => each.True),
            forecasts.Count == 0 ? null : Score(forecasts, each => each.Chance),
            forecasts.Count == 0 ? null : Score(forecasts, _ => SuccessHistory.Prior.Mean),
            forecasts.Count == 0 ? null : Score(forecasts, _ => rate),
            measured,
            covered,
            ranges,
            inRange,
            Reliabilities(forecasts));
    }

    /// <summary>Each outcome with the histories that were known when it was promised. The histories grow from one to the next: use them at once.</summary>
    private static IEnumerable<(Outcome Outcome, SuccessHistory Chances, GainHistory Gains)> AtPrediction(IReadOnlyList<Outcome> outcomes)
    {
        // Promises may have been made in another order than they came to an end.
        SuccessHistory chances = SuccessHistory.Of([]);
        GainHistory gains = GainHistory.Of([]);
        int added = 0;
        foreach ((Outcome outcome, int known) in outcomes.Select((outcome, index) => (outcome, Known: Math.Clamp(outcome.KnownBefore, 0, index))).OrderBy(each => each.Known))
        {
            for (; added < known; added++)
            {
                chances.Add(outcomes[added]);
                gains.Add(outcomes[added]);
            }

            yield return (outcome, chances, gains);
        }
    }

    private static double Score(List<(double Chance, bool True)> forecasts, Func<(double Chance, bool True), double> chance) =>
        forecasts.Average(each => Math.Pow(chance(each) - (each.True ? 1 : 0), 2));

    private static List<ReliabilityBin> Reliabilities(List<(double Chance, bool True)> forecasts) =>
    [
        .. forecasts.GroupBy(each => Math.Min(Bins - 1, (int)(each.Chance * Bins))).OrderBy(bin => bin.Key).Select(bin => new ReliabilityBin(
            (double)bin.Key / Bins,
            (double)(bin.Key + 1) / Bins,
            bin.Count(),
            bin.Average(each => each.Chance),
            bin.Average(each => each.True ? 1.0 : 0),
            Proportion.Wilson(bin.Count(each => each.True), bin.Count()))),
    ];
}
