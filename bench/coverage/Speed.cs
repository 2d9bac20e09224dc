using System.Globalization;
using Hone.Statistics;

namespace Hone.Bench.Coverage;

/// <summary>What one call of each costs with 5,000 samples: the median of some calls after a warm-up, in milliseconds of CPU time.</summary>
internal static class Speed
{
    private const int N = 5000;
    private const int Calls = 5;

    public static void Print()
    {
        SeededRandom random = new(1);
        double[] x = [.. Enumerable.Range(0, N).Select(_ => Math.Exp(0.1 * random.NextNormal()))];
        double[] y = [.. Enumerable.Range(0, N).Select(_ => 1.01 * Math.Exp(0.1 * random.NextNormal()))];
        double[] d = [.. x.Zip(y, (a, b) => Math.Log(b / a))];
        Console.WriteLine($"one call with {N} samples, median of {Calls}, ms of CPU time");
        Time("Quantile.Estimate p95", () => Quantile.Estimate(x, 0.95).Value);
        Time("QuantileOfCorrelated.Estimate p95", () => QuantileOfCorrelated.Estimate(x, 0.95).Value);
        Time("SignedRank.PValue", () => SignedRank.PValue(d));
        Time("SignedRank.ShiftInterval", () => SignedRank.ShiftInterval(d)!.Value.Low);
        Time("HodgesLehmann.PseudoMedian", () => HodgesLehmann.PseudoMedian(d));
        Time("HodgesLehmann.Shift 5000 x 5000", () => HodgesLehmann.Shift(x, y));
        Time("MannWhitney.PValue", () => MannWhitney.PValue(x, y));
        Time("SameWithin.PValue", () => SameWithin.PValue(d, 0.02));
        Time("SignFlip.PValue mean, 9999 flips", () => SignFlip.PValue(d, SignFlipStatistic.Mean));
        Time("SignFlip.PValue median, 9999 flips", () => SignFlip.PValue(d, SignFlipStatistic.Median));
        Time("Bootstrap.QuantileLogRatio p99, 2000", () => Bootstrap.QuantileLogRatio(x, y, 0.99)!.Value.Low);
        Time("Bootstrap.Bca mean, 2000", () => Bootstrap.Bca(x, v => Mean.Of(v)).Low);
        Time("Autocorrelation.EffectiveSampleSize", () => Autocorrelation.EffectiveSampleSize(x));
        Time("SteadyState.Of", () => SteadyState.Of(x).LeadingRuns);
        Time("Modality.Of", () => Modality.Of(x).Dip);
    }

    private static void Time(string name, Func<double> call)
    {
        double sink = call();
        double[] milliseconds = new double[Calls];
        for (int i = 0; i < Calls; i++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            sink += call();
            milliseconds[i] = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        }

        Console.WriteLine($"{name,-40}{Median.Of(milliseconds).ToString("0.000", CultureInfo.InvariantCulture),10}{(double.IsNaN(sink) ? " ?" : "")}");
    }
}
