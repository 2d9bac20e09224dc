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
    // No profile of more samples than this is written as stacks: its weights are times of one nanosecond or the like.
    private const long MostSamples = 10_000_000;

    /// <summary>
    /// From the metric <c>samples</c>; else, of CPU time, from the largest common divisor of the weights, which is the sampling
    /// period, or, where they have none, from the lower quartile of the stacks' weights, for many a stack is seen once; else, of
    /// waiting and I/O, from the first metric that counts. Allocations without samples, and instructions, are exact.
    /// </summary>
    public static SampleCounts Of(Profile profile)
    {
        int samples = profile.MetricIndex("samples");
        if (samples >= 0)
        {
            return new([.. profile.Stacks.Select(stack => (double)stack.Values[samples])], false);
        }

        if (CountsInstructions(profile))
        {
            return new([], true);
        }

        if (profile.Kind == ProfileKind.Cpu)
        {
            long period = Math.Max(1, Period(profile));
            period = profile.Total() / period > MostSamples ? Quartile(profile) : period;
            return new([.. profile.Stacks.Select(stack => (double)stack.Values[0] / period)], false);
        }

        int counted = profile.Kind == ProfileKind.Allocation ? -1 : CountMetric(profile);
        return counted < 0 ? new([], true) : new([.. profile.Stacks.Select(stack => (double)stack.Values[counted])], false);
    }

    /// <summary>The weights are instructions, each of which was counted.</summary>
    public static bool CountsInstructions(Profile profile) =>
        profile.Metrics[0].Unit == Unit.Count && profile.Metrics[0].Name.StartsWith("instructions", StringComparison.OrdinalIgnoreCase);

    private static long Quartile(Profile profile)
    {
        long[] weights = [.. profile.Stacks.Select(stack => stack.Values[0]).Where(weight => weight > 0).Order()];
        return weights.Length == 0 ? 1 : weights[weights.Length / 4];
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
