namespace Hone.Statistics;

/// <summary>Where a series of run times becomes steady.</summary>
/// <param name="Kind">What it does before.</param>
/// <param name="LeadingRuns">How many runs to leave out at the start; 0 when flat, and when no steady state was reached.</param>
public readonly record struct SteadyState(SteadyStateKind Kind, int LeadingRuns)
{
    // The penalty for each further level, in units of the noise's variance times ln n, as Barrett et al. use it.
    private const double Penalty = 15;

    // Fewer runs than this show no level of their own.
    private const int FewestRuns = 6;
    private const int MostRuns = 4000;

    /// <summary>Whether some part of the series is steady.</summary>
    public bool Reached => Kind != SteadyStateKind.NotReached;

    /// <summary>
    /// Finds the levels of a series of run times and says from which run on the last one holds. After E. Barrett, C. F. Bolz-Tereick,
    /// R. Killick, S. Mount and L. Tratt, "Virtual Machine Warmup Blows Hot and Cold", OOPSLA (2017): levels by penalised least squares
    /// (<see cref="Levels"/>), then those that differ from the last by less than the noise or one per cent count as the last. It was
    /// chosen over MSER-5 (White, 1997), which always finds a shortest prefix to cut, in steady noise too, and cannot say that no
    /// steady state was reached.
    /// </summary>
    /// <param name="times">Run times in the order taken, any unit, above zero. Below 6 runs nothing is judged: flat.</param>
    /// <param name="tolerance">Relative differences up to this are no change of level.</param>
    public static SteadyState Of(ReadOnlySpan<double> times, double tolerance = 0.01)
    {
        int n = times.Length;
        if (n < FewestRuns)
        {
            return new(SteadyStateKind.Flat, 0);
        }

        if (n > MostRuns)
        {
            // The search is quadratic in a flat series: long ones are judged by their batches.
            int batch = (n + MostRuns - 1) / MostRuns;
            double[] middles = new double[n / batch];
            for (int i = 0; i < middles.Length; i++)
            {
                middles[i] = Median.Of(times.Slice(i * batch, batch));
            }

            SteadyState rough = Of(middles, tolerance);
            return rough with { LeadingRuns = rough.LeadingRuns * batch };
        }

        double[] logarithms = new double[n];
        for (int i = 0; i < n; i++)
        {
            logarithms[i] = times[i] > 0 && double.IsFinite(times[i])
                ? Math.Log(times[i])
                : throw new ArgumentException("a run time is above zero", nameof(times));
        }

        double noise = Levels.Noise(logarithms);
        double[] calm = Levels.WithoutSpikes(logarithms, noise);
        int[] starts = Levels.Find(calm, noise, Penalty * Math.Log(n));
        double last = Median.Of(calm.AsSpan(starts[^1]));
        double reach = Math.Max(noise, Math.Log(1 + tolerance));
        int first = n;
        double before = last;
        for (int i = starts.Length - 1; i >= 0; i--)
        {
            double level = Median.Of(calm.AsSpan(starts[i]..(i + 1 < starts.Length ? starts[i + 1] : n)));
            if (Math.Abs(level - last) > reach)
            {
                before = level;
                break;
            }

            first = starts[i];
        }

        if (first == 0)
        {
            return new(SteadyStateKind.Flat, 0);
        }

        // Half of the runs must have been steady: a level that was only just reached may be left again.
        return first > n / 2
            ? new(SteadyStateKind.NotReached, 0)
            : new(before > last ? SteadyStateKind.Warmup : SteadyStateKind.Slowdown, first);
    }
}
