using Hone.Units;

namespace Hone.Profiling.Differences;

/// <summary>Whether costs per run can be compared, or only shares.</summary>
internal static class MeasureChoice
{
    // Two sides whose files do not say how many runs they hold, and that differ by more, hardly hold the same work.
    private const double Alike = 2;

    /// <summary>The measure, and in <paramref name="notes"/> what it takes for granted.</summary>
    public static DifferenceMeasure Of(IReadOnlyList<Profile> before, IReadOnlyList<Profile> after, DifferenceMeasure? wanted, List<string> notes)
    {
        bool counted = before.Concat(after).All(profile => profile.Runs is not null);
        if (wanted is DifferenceMeasure measure)
        {
            if (measure == DifferenceMeasure.Cost && !counted)
            {
                notes.Add("the files do not say how many runs they hold, and each is taken for one run of the same work");
            }

            return measure;
        }

        if (counted)
        {
            return DifferenceMeasure.Cost;
        }

        if (before.Concat(after).Any(profile => profile.Metrics[0].Name != before[0].Metrics[0].Name))
        {
            notes.Add("the two sides count different things, so shares are compared");
            return DifferenceMeasure.Share;
        }

        if (before[0].Kind == ProfileKind.Cpu && before[0].Metrics[0].Unit == Unit.Count && !SampleCounts.CountsInstructions(before[0]))
        {
            notes.Add("the files hold counts of samples and not how much time each stands for, so shares are compared; --measure cost takes each file for one run, sampled at one rate");
            return DifferenceMeasure.Share;
        }

        double earlier = before.Average(profile => (double)profile.Total());
        double later = after.Average(profile => (double)profile.Total());
        if (Math.Max(earlier, later) > Alike * Math.Min(earlier, later))
        {
            notes.Add("the files do not say how many runs they hold, and their totals differ more than twofold, so shares are compared; --measure cost takes each file for one run of the same work");
            return DifferenceMeasure.Share;
        }

        notes.Add("the files do not say how many runs they hold, and each is taken for one run of the same work; --measure share compares shares");
        return DifferenceMeasure.Cost;
    }
}
