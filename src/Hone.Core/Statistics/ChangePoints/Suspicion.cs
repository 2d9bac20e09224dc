namespace Hone.Statistics.ChangePoints;

/// <summary>
/// Whether one new point of a history is strange enough to measure again at once, before anybody is alarmed. A suspicion is cheap and
/// often wrong; what is told is only what pairs of runs confirm (<see cref="SuspectPairs"/>).
/// </summary>
/// <param name="Deviations">How many standard deviations of the noise the point is from the present level.</param>
/// <param name="IsSuspect">Whether to measure again.</param>
public readonly record struct Suspicion(double Deviations, bool IsSuspect)
{
    private const double Strange = 2.5;

    // Of skewed noise many points are far from the level: only one in fifty may be as far as a suspect.
    private const double AsFar = 0.02;

    /// <summary>Judges the next point of a history; without enough points, or noise, nothing is strange.</summary>
    /// <param name="state">The history without the point.</param>
    /// <param name="value">The point.</param>
    public static Suspicion Of(AppendingState state, double value)
    {
        if (PresentNoise.Of(state, 0, 20, 12) is not { } present || (present.IsRelative && !(value > 0)))
        {
            return new(0, false);
        }

        double apart = (present.IsRelative ? Math.Log(value) : value) - present.Level;
        double deviations = apart / present.Noise.Sd;
        int beyond = present.Series.Count(one => (one - present.Level) * Math.Sign(apart) >= Math.Abs(apart));
        return new(deviations, Math.Abs(deviations) > Strange && beyond <= AsFar * present.Series.Length);
    }
}
