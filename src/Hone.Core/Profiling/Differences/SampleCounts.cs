using Hone.Units;

namespace Hone.Profiling.Differences;

/// <summary>
/// How many independent observations stand behind each stack's weight, from which the error of sums follows: a sum of n
/// observations of the mean size w varies by n·w² (a compound Poisson sum, each stack's sizes taken as equal).
/// </summary>
/// <param name="Counts">Observations, a stack of the profile each; empty when <paramref name="Exact"/>.</param>
/// <param name="Exact">Everything was counted, so that one run has no error of its own; runs may still differ.</param>
internal sealed record SampleCounts(double[] Counts, bool Exact)
{
    // A file of more samples than this holds counted events, such as instructions.
    private const long MostSamples = 10_000_000;

    /// <summary>
    /// From the metric <c>samples</c>; else, of CPU time, from the largest common divisor of the weights, which is the sampling
    /// period; else, of waiting and I/O, from the first metric that counts. Allocations without samples are exact.
    /// </summary>
    public static SampleCounts Of(Profile profile)
    {
        int samples = profile.MetricIndex("samples");
        if (samples >= 0)
        {
            return new([.. profile.Stacks.Select(stack => (double)stack.Values[samples])], false);
        }

        if (profile.Kind == ProfileKind.Cpu)
        {
            long period = Math.Max(1, Period(profile));
            return profile.Total() / period > MostSamples ? new([], true) : new([.. profile.Stacks.Select(stack => (double)stack.Values[0] / period)], false);
        }

        int counted = profile.Kind == ProfileKind.Allocation ? -1 : CountMetric(profile);
        return counted < 0 ? new([], true) : new([.. profile.Stacks.Select(stack => (double)stack.Values[counted])], false);
    }

    private static int CountMetric(Profile profile)
    {
        for (int i = 0; i < profile.Metrics.Count; i++)
        {
            if (profile.Metrics[i].Unit == Unit.Count)
            {
                return i;
            }
        }

        return -1;
    }

    private static long Period(Profile profile)
    {
        long divisor = 0;
        foreach (StackValues stack in profile.Stacks)
        {
            for (long rest = stack.Values[0]; rest != 0;)
            {
                (divisor, rest) = (rest, divisor % rest);
            }
        }

        return divisor;
    }
}
