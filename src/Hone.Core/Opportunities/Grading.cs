using Hone.Opportunities.Calibration;
using Hone.Profiling;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>How measured figures become the grades of the matrix: the thresholds, in one place.</summary>
public static class Grading
{
    /// <summary>The most that a share which is no bound is graded, until a test says what it is worth.</summary>
    public const int UntestedImpact = 3;

    private static readonly (double AtLeast, int Grade)[] _impact = [(0.50, 5), (0.25, 4), (0.10, 3), (0.05, 2)];

    private static readonly (double AtLeast, int Grade)[] _confidence = [(0.75, 5), (0.55, 4), (0.30, 3), (0.15, 2)];

    /// <summary>
    /// Impact from the weighted bound: 5 from 50 % of the wall time, 4 from 25 %, 3 from 10 %, 2 from 5 %, else 1; no more than
    /// <see cref="UntestedImpact"/> where the share is no bound.
    /// </summary>
    public static Judged Impact(Bound bound, string row)
    {
        ArgumentNullException.ThrowIfNull(bound);
        int grade = Grade(_impact, bound.Weighted.Value);
        string part = bound.LeverPart.Value < 1 ? $", {bound.LeverPart} of which the lever is about" : "";
        string most = $"at most {bound} of wall time{part}" + (bound.Weighted == bound.Gain ? "" : $", which makes {bound.Weighted} over all workloads by weight");
        return bound.Validity != BoundValidity.None
            ? new(grade, $"{most}: {bound.Basis}")
            : new(Math.Min(UntestedImpact, grade), $"{bound.Gain} of wall time by share, which is no bound: {bound.Doubt}; {bound.Basis}; graded {UntestedImpact} at most until it is tested: {bound.Test(row)}");
    }

    /// <summary>
    /// Confidence from the chance of success: 5 from 75 %, 4 from 55 %, 3 from 30 % (where it starts, at 33 %), 2 from 15 %, else 1. Weak
    /// evidence carries 2 at most, fair evidence 4.
    /// </summary>
    public static Judged Confidence(SuccessPosterior success, EvidenceGrade evidence, Hotspot hotspot)
    {
        ArgumentNullException.ThrowIfNull(success);
        int grade = Grade(_confidence, success.Mean);
        int most = evidence switch { EvidenceGrade.Weak => 2, EvidenceGrade.Fair => 4, _ => 5 };
        Interval range = success.Distribution.Central(0.8);
        string chance = FormattableString.Invariant($"{success.Mean * 100:0} % of such attempts come true ({range.Low * 100:0}–{range.High * 100:0}): ")
            + (success.All.Attempts == 0
                ? "nothing is on record yet, so the rate of published patches stands in"
                : $"{Count(success.Same)} with this lever, evidence and language, {Count(success.Lever)} with the lever, {Count(success.All)} in all");
        return new(Math.Min(grade, most), $"{chance}; {evidence.Name()} evidence: {Evidence(hotspot)}" + (grade > most ? $", which carries {most} at most" : ""));
    }

    private static string Count(SuccessCount count) => FormattableString.Invariant($"{count.Successes} of {count.Attempts}");

    private static string Evidence(Hotspot hotspot) =>
        (hotspot.Own ? hotspot.Frame.Source is null ? "own code without a place in its source" : "own code with file and line" : "not the project's own code") + ", "
        + (hotspot.Exact ? "counted exactly" : FormattableString.Invariant($"{hotspot.Samples} samples"));

    private static int Grade((double AtLeast, int Grade)[] limits, double value)
    {
        foreach ((double atLeast, int grade) in limits)
        {
            if (value >= atLeast)
            {
                return grade;
            }
        }

        return 1;
    }
}
