using Hone.Changes.Lint;

namespace Hone.Changes.Ablation;

/// <summary>
/// A group that can be left out while the rest builds, behaves the same and keeps nine tenths of the gain is no part of the lever. Static
/// rules cannot tell that (untangling by their means is right in four of five cases: P.-P. Partachi et al., "Flexeme", ESEC/FSE 2020); a build can.
/// </summary>
public static class AblationRule
{
    /// <summary>The rule's name.</summary>
    public const string Name = "unneeded-hunks";

    /// <summary>The part of the gain that must be lost for a group to count.</summary>
    public const double Kept = 0.90;

    /// <summary>When the interval reaches below this part of the gain, more runs are needed to tell.</summary>
    private const double Unsure = 0.80;

    /// <summary>The groups that are no part of the lever; a group without which the rest does not build or behaves differently belongs to it.</summary>
    /// <param name="gain">The gain of the whole change, a part of the baseline's time (0.2: a fifth is saved).</param>
    /// <param name="groups">The gain without each group.</param>
    public static IReadOnlyList<LintFinding> Judge(double gain, IReadOnlyList<GroupGain> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        List<LintFinding> found = [];
        foreach (GroupGain without in groups)
        {
            if (gain > 0 && without is { Builds: true, Equivalent: true, Gain: double rest } && rest >= Kept * gain)
            {
                bool isUnsure = without.Interval is { } interval && interval.Low < Unsure * gain;
                found.Add(new(
                    Name, without.Group.Functions.Count > 0 ? without.Group.Functions[0].File : "", Line(without.Group),
                    $"without {without.Group.Name} the change gains {Percent(rest)} instead of {Percent(gain)}", $"each group carries more than {Percent(1 - Kept)} of the gain",
                    isUnsure ? "measure it with more runs: the interval does not tell" : "take it out of the change", isUnsure ? LintWeight.Warn : LintWeight.Block));
            }
        }

        return found;
    }

    private static int Line(HunkGroup group) => group.Functions.Count > 0 ? (group.Functions[0].New ?? group.Functions[0].Old)?.FirstLine ?? 0 : 0;

    private static string Percent(double share) => FormattableString.Invariant($"{share * 100:0.0} %");
}
