using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;
using System.Globalization;

namespace Hone.Opportunities.Levers.Reading;

/// <summary>Readings that many rules take.</summary>
internal static class Hot
{
    /// <summary>Enough samples stand behind the function.</summary>
    public static Readings Samples(RuleContext context, StackFigures figures, int frame, Readings readings) => readings.Needs(
        "samples that hold the function", Unit.Count.Format(figures.Samples[frame]), "at least " + context.Limits.Text(RuleThresholds.Samples), figures.Samples[frame] >= context.Limits[RuleThresholds.Samples]);

    /// <summary>The share of CPU time and enough samples.</summary>
    public static Readings Share(RuleContext context, StackFigures figures, int frame, long weight, RuleThreshold least, string what)
    {
        Ratio share = figures.Part(weight);
        return Samples(context, figures, frame, new Readings().Needs(what, share.ToString(), "at least " + context.Limits.Text(least), share.Value >= context.Limits[least]));
    }

    /// <summary>Its cost grows as a quadratic does; a growth that is known to be slower speaks against it, one that is not known lowers.</summary>
    /// <returns>True, false, or null when it is not known.</returns>
    public static bool? Grows(RuleContext context, Frame frame, Readings readings, bool sourceShows)
    {
        double least = context.Limits[RuleThresholds.ScanExponent];
        string limit = "n^" + context.Limits.Text(RuleThresholds.ScanExponent) + " or faster";
        const string what = "how its cost grows with the size";
        if (context.Growth(frame) is not GrowthFit fit)
        {
            if (sourceShows)
            {
                readings.Asks(what, "not measured at several sizes", limit, null);
            }
            else
            {
                readings.Lowers(what, "not measured at several sizes", limit, null, "without sizes nothing says that each item looks at all others");
            }

            return null;
        }

        // The interval decides: only a growth that is surely slower is none.
        bool holds = fit.Exponent >= least || fit.Interval.High >= least;
        string measured = string.Create(CultureInfo.InvariantCulture, $"n^{fit.Exponent:0.00} ({fit.Interval.Low:0.00}–{fit.Interval.High:0.00})");
        if (sourceShows)
        {
            readings.Lowers(what, measured, limit, holds, "its cost grows no faster than the input");
        }
        else
        {
            readings.Needs(what, measured, limit, holds);
        }

        return holds;
    }

    /// <summary>The function is called in a loop of the one that calls it most, as the source shows.</summary>
    public static bool IsCalledInLoop(RuleContext context, StackFigures cpu, int frame) =>
        context.Hints(cpu.Caller[frame])?.CalledInLoops.Contains(Names.Simple(cpu.Frames[frame].Function)) == true;

    /// <summary>The source has any of the features.</summary>
    public static bool Shows(this SourceHints? hints, SourceFeature any) => hints is not null && hints.Has(any);
}
