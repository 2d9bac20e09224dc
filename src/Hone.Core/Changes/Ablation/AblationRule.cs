using Hone.Changes.Lint;
using Hone.Changes.Verdicts;
using Hone.Statistics;

namespace Hone.Changes.Ablation;

/// <summary>
/// A group that can be left out while the rest builds, behaves the same, keeps nine tenths of the gain and is as fast as the whole change is no
/// part of the lever. Static rules cannot tell that (untangling by their means is right in four of five cases: P.-P. Partachi et al., "Flexeme",
/// ESEC/FSE 2020); a build can.
/// </summary>
public static class AblationRule
{
    /// <summary>The rule's name.</summary>
    public const string Name = "unneeded-hunks";

    /// <summary>The part of the gain that must be lost for a group to count.</summary>
    public const double Kept = 0.90;

    /// <summary>A group counts as well that makes the rest faster by this part of its time: of a gain of 95 % a tenth would be a factor of three.</summary>
    public const double Own = VerdictLimits.LeastGain;

    /// <summary>When it may make it faster by so much, by both intervals, more runs are needed to tell.</summary>
    private const double Unsure = 0.10;

    /// <summary>The groups that are no part of the lever; a group without which the rest does not build or behaves differently belongs to it.</summary>
    /// <param name="gain">The gain of the whole change, a part of the baseline's time (0.2: a fifth is saved).</param>
    /// <param name="interval">Its 95 % interval; null when there is none.</param>
    /// <param name="groups">The gain without each group.</param>
    public static IReadOnlyList<LintFinding> Judge(double gain, Interval? interval, IReadOnlyList<GroupGain> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        List<LintFinding> found = [];
        foreach (GroupGain without in groups)
        {
            if (gain is > 0 and < 1 && without is { Builds: true, Equivalent: true, Gain: double rest } && rest >= Kept * gain && Brings(gain, rest) < Own)
            {
                bool isUnsure = MayBring(gain, interval, rest, without.Interval) >= Unsure;
                found.Add(new(
                    Name, without.Group.Functions.Count > 0 ? without.Group.Functions[0].File : "", Line(without.Group),
                    $"without {without.Group.Name} the change gains {Percent(rest)} instead of {Percent(gain)}", $"each group carries more than {Percent(1 - Kept)} of the gain, or makes the rest {Percent(Own)} faster",
                    isUnsure ? "measure it with more runs: the intervals do not tell" : "take it out of the change", isUnsure ? LintWeight.Warn : LintWeight.Block));
            }
        }

        return found;
    }

    // The part of the rest's time that the group saves.
    private static double Brings(double gain, double rest) => rest >= 1 ? 0 : 1 - ((1 - gain) / (1 - rest));

    // The same at the end of its interval: the logarithms of both times err by themselves.
    private static double MayBring(double gain, Interval? whole, double rest, Interval? without)
    {
        double error = Math.Sqrt(Squared(Width(whole)) + Squared(Width(without))) / 2;
        return rest >= 1 ? 0 : 1 - ((1 - gain) / (1 - rest) * Math.Exp(-error));
    }

    private static double Width(Interval? gains) => gains is { High: < 1 } interval ? Math.Log((1 - interval.Low) / (1 - interval.High)) : 0;

    private static double Squared(double value) => value * value;

    private static int Line(HunkGroup group) => group.Functions.Count > 0 ? (group.Functions[0].New ?? group.Functions[0].Old)?.FirstLine ?? 0 : 0;

    private static string Percent(double share) => FormattableString.Invariant($"{share * 100:0.0} %");
}
