using Hone.Changes;
using Hone.Changes.Verdicts;
using Hone.Ledger;

namespace Hone.Cli.Steps.Changes;

/// <summary>What came of a change, for calibration: what was promised beside what was measured.</summary>
internal static class ChangeOutcome
{
    /// <summary>The fact; the gain of the last verification that was timed goes along.</summary>
    /// <param name="view">The change.</param>
    /// <param name="verdict"><c>landed</c>, <c>refused</c> or <c>no-win</c>.</param>
    /// <param name="closed">When it was closed.</param>
    public static OutcomeFact Of(ChangeView view, string verdict, DateTimeOffset closed)
    {
        Change change = view.Change;
        GainFigures? gain = view.Runs.Select(run => run.Gain(change)).LastOrDefault(figures => figures is { Metric.Name: "wall" } && double.IsFinite(figures.Gain));
        return new(change.Row, change.Workload, change.Lever, change.Evidence, change.Language, change.Predicted, verdict)
        {
            PredictedLow = change.PredictedLow,
            PredictedHigh = change.PredictedHigh,
            Bound = change.Bound.Gain,
            Realised = gain?.Gain,
            RealisedLow = gain?.Range?.Low,
            RealisedHigh = gain?.Range?.High,
            Minutes = Math.Round((closed - view.Recorded.Start.Entry.Time).TotalMinutes, 1),
            Claim = change.Claim,
        };
    }
}
