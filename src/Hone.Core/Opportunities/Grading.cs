using Hone.Profiling;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>How measured figures become the grades of the matrix: the thresholds, in one place.</summary>
public static class Grading
{
    private static readonly (double AtLeast, int Grade)[] _impact = [(0.50, 5), (0.25, 4), (0.10, 3), (0.05, 2)];

    /// <summary>Impact from the bound: 5 from 50 % of the wall time, 4 from 25 %, 3 from 10 %, 2 from 5 %, else 1.</summary>
    public static Judged Impact(Ratio bound, string basis)
    {
        int grade = 1;
        foreach ((double atLeast, int value) in _impact)
        {
            if (bound.Value >= atLeast)
            {
                grade = value;
                break;
            }
        }

        return new(grade, $"at most {bound} of wall time: {basis}");
    }

    /// <summary>
    /// Confidence from the evidence: 2 for a profile, one more for code of the project with file and line, one more when the share
    /// is counted exactly or carried by at least 200 samples; one less when the time is spent outside the project's own code.
    /// Never 5: that needs a history of predictions that came true.
    /// </summary>
    public static Judged Confidence(Hotspot hotspot)
    {
        int grade = 2;
        List<string> because = ["in a profile"];
        if (hotspot.Own && hotspot.Frame.Source is not null)
        {
            grade++;
            because.Add("own code with file and line");
        }
        else if (!hotspot.Own)
        {
            grade--;
            because.Add("not the project's own code");
        }

        if (hotspot.Exact)
        {
            grade++;
            because.Add("counted exactly");
        }
        else if (hotspot.Samples >= 200)
        {
            grade++;
            because.Add($"{hotspot.Samples} samples");
        }
        else
        {
            because.Add($"only {hotspot.Samples} samples");
        }

        return new(grade, string.Join(", ", because));
    }

    /// <summary>Effort before anyone judged it.</summary>
    public static Judged AssumedEffort(string row) => new(3, $"assumed; judge it with: hone matrix set {row} --effort N --because …");
}
