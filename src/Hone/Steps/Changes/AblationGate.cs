using Hone.Changes.Ablation;
using Hone.Changes.Patches;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Linux.Repositories;
using Hone.Linux.Sandboxes;
using Hone.Measurement.Comparing;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes;

/// <summary>Leaves out one group of hunks after the other and sees whether the rest builds, behaves the same and is as fast.</summary>
internal static class AblationGate
{
    private const double MostSeconds = 40;
    private const int FewestPairs = 24;
    private const int MostPairs = 200;
    private const double HalfWidth = 0.1;

    /// <summary>The groups that are no part of the lever. The candidate arm is another one afterwards.</summary>
    public static IReadOnlyList<GateFinding> Run(Session session, Candidate candidate, ChangeArms arms, IReadOnlyList<CaseJudge> judges, BuildTreePlan plan, GainFigures gain)
    {
        Patch patch = Patch.Parse(candidate.Patch);
        IReadOnlyList<HunkGroup> groups = HunkGroups.Of(patch, OtherGates.Functions(candidate, patch));
        if (groups.Count < 2)
        {
            return [];
        }

        List<GroupGain> without = [];
        foreach (HunkGroup group in groups)
        {
            session.Progress.At("without " + group.Name, without.Count, groups.Count);
            without.Add(One(session, candidate, arms, judges, plan, gain, patch, group));
        }

        return [.. AblationRule.Judge(gain.Gain, gain.Range, without).Select(finding => OtherGates.Of("ablation", finding))];
    }

    private static GroupGain One(Session session, Candidate candidate, ChangeArms arms, IReadOnlyList<CaseJudge> judges, BuildTreePlan plan, GainFigures gain, Patch patch, HunkGroup group)
    {
        Patch rest = patch.Only(patch.Ids.Where(id => !group.Hunks.Contains(id)).ToHashSet());
        if (candidate.Applied(rest.ToBytes()) is not IReadOnlyList<TreeEntry> entries || arms.Rebuild(plan, candidate with { Source = entries }) is not null)
        {
            return new(group, false, false, null, null);
        }

        foreach (CaseJudge judge in judges)
        {
            Seen seen = judge.Run(arms.Place(ChangeArms.Candidate, judge.Case, null));
            if (judge.Forgiving(judge.Judge(seen), seen).Noticed)
            {
                return new(group, true, false, null, null);
            }
        }

        Workload workload = session.Select([gain.Workload])[0];
        TimedPlan timing = new(gain.Metric, new ComparisonDesign(), Duration.FromSeconds(MostSeconds), PairsFor(gain));
        TimedWorkload timed = TimedGate.Run(session, arms, new(workload, judges.First(judge => judge.Case.Name == workload.Name)), timing);
        GainFigures figures = GainFigures.Of(timed, 1);
        return new(group, true, timed.Outputs.Candidate == 0, figures.Gain, figures.Range);
    }

    // As many as make the interval a tenth of the gain to each side, or what a group has to bring beside it, by how wide it was for the whole
    // change (it shrinks with the root of their number).
    private static int PairsFor(GainFigures gain) => gain.Range is not { } range || gain.Gain is <= 0 or >= 1 ? FewestPairs
        : (int)Math.Clamp(gain.Comparison.Pairs * Math.Pow((range.High - range.Low) / 2 / Math.Min(HalfWidth * gain.Gain, AblationRule.Own * (1 - gain.Gain)), 2), FewestPairs, MostPairs);
}
