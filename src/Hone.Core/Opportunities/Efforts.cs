using Hone.Opportunities.Calibration;
using Hone.Statistics;

namespace Hone.Opportunities;

/// <summary>What a row takes: the author's say, else what earlier attempts with the lever took, else where the lever starts.</summary>
public static class Efforts
{
    /// <summary>So many timed attempts of a lever speak for it.</summary>
    public const int FewestAttempts = 3;

    // Up to so many minutes: an hour, half a day, a day, a week.
    private static readonly (double Minutes, int Grade)[] _grades = [(60, 1), (240, 2), (480, 3), (2400, 4)];

    // All others start in the middle, so that what the evidence shows decides between them, and not what their kind may take.
    private static readonly Dictionary<string, int> _start = new()
    {
        ["bounded-queue"] = 4,
        ["dynamic-programming"] = 4,
    };

    /// <summary>The grade of minutes: 1 up to an hour, 2 up to half a day, 3 a day, 4 a week, 5 beyond.</summary>
    public static int Grade(double minutes)
    {
        foreach ((double most, int grade) in _grades)
        {
            if (minutes <= most)
            {
                return grade;
            }
        }

        return 5;
    }

    /// <summary>The effort of a row that its author did not judge.</summary>
    /// <param name="row">The row's id, for the advice.</param>
    /// <param name="lever">The lever's name; null without one.</param>
    /// <param name="outcomes">What came of earlier attempts.</param>
    public static Judged Of(string row, string? lever, IReadOnlyList<Outcome> outcomes)
    {
        double[] minutes = [.. outcomes.Where(outcome => outcome.Lever is not null && outcome.Lever == lever && outcome.Minutes > 0).Select(outcome => outcome.Minutes!.Value)];
        if (minutes.Length >= FewestAttempts)
        {
            double median = Median.Of(minutes);
            return new(Grade(median), FormattableString.Invariant($"{minutes.Length} attempts with {lever} took {median:0} minutes (median)"));
        }

        return lever is null
            ? new(3, $"assumed; judge it with: hone matrix set {row} --effort N --because …")
            : new(_start.GetValueOrDefault(lever, 3), $"where {lever} starts; judge it with: hone matrix set {row} --effort N --because …");
    }
}
