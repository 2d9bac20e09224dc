using Hone.Units;

namespace Hone.Linux.Profilers;

/// <summary>How often perf samples, and how many runs go into one profile.</summary>
/// <param name="Rate">Samples a second and thread.</param>
/// <param name="Runs">Runs of the workload.</param>
internal sealed record PerfPlan(int Rate, int Runs)
{
    /// <summary>Enough for a share of 5 % to be known to within one percentage point (Wilson, 95 %).</summary>
    private const double WantedSamples = 3000;

    /// <summary>Below, a program that changes its work once a second is seen in too few of its states.</summary>
    private const int MinRate = 199;

    /// <summary>Above, copying stacks (8 KiB a sample) starts to change what is measured.</summary>
    private const int MaxRate = 4999;

    private const int MaxRuns = 10;

    private static readonly Duration _short = Duration.FromSeconds(0.5);

    /// <summary>The plan for a workload.</summary>
    /// <param name="expected">How long one run takes; null when nobody knows, which is answered with a middling rate and one run.</param>
    /// <param name="ceiling">The highest rate the kernel allows (<c>kernel.perf_event_max_sample_rate</c>).</param>
    public static PerfPlan For(Duration? expected, int ceiling)
    {
        double highest = Math.Clamp(ceiling, 1, MaxRate);
        if (expected is not Duration length || length <= Duration.Zero)
        {
            return new PerfPlan((int)Math.Min(1999, highest), 1);
        }

        if (length >= _short)
        {
            return new PerfPlan((int)Math.Clamp(WantedSamples / length.Seconds, Math.Min(MinRate, highest), highest), 1);
        }

        return new PerfPlan((int)highest, (int)Math.Clamp(Math.Ceiling(WantedSamples / (highest * length.Seconds)), 1, MaxRuns));
    }
}
