using System.Globalization;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement;

/// <summary>What a reader must know of the course and shape of a series of run times before using its figures, each as one sentence.</summary>
public static class SeriesWarnings
{
    /// <summary>The warnings of run times in nanoseconds, in the order in which they were taken.</summary>
    /// <param name="wall">The times.</param>
    /// <param name="isAdjusted">Whether the intervals of the series allow for runs that resemble their neighbours.</param>
    public static IEnumerable<string> Of(double[] wall, bool isAdjusted)
    {
        SteadyState state = SteadyState.Of(wall);
        if (state is { Reached: true, LeadingRuns: > 0 })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the first {state.LeadingRuns} counted runs were {(state.Kind == SteadyStateKind.Warmup ? "slower: more warm-ups are needed" : "faster: it slows down as it goes on")}");
        }
        else if (!state.Reached)
        {
            yield return "the runs reached no steady state: their level changes to the end";
        }

        IReadOnlyList<Mode> modes = Modality.Of(wall).Modes;
        if (modes.Count > 1)
        {
            yield return $"the times fall into {modes.Count} groups ({string.Join(", ", modes.Select(mode => $"{new Ratio(mode.Share)} near {new Duration((long)mode.Centre)}"))}); one median does not describe them";
        }

        if (!isAdjusted && Autocorrelation.IsFound(wall))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"neighbouring runs resemble each other (autocorrelation {Autocorrelation.Function(wall, 1)[1]:0.0}): so few of them carry no interval");
        }
    }
}
