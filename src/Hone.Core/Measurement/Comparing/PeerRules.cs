using Hone.Statistics;

namespace Hone.Measurement.Comparing;

/// <summary>What another tool would say of the second of two series of runs.</summary>
public enum PeerCall
{
    /// <summary>It reports no difference.</summary>
    None,

    /// <summary>It reports that the second is faster.</summary>
    Faster,

    /// <summary>It reports that the second is slower.</summary>
    Slower,
}

/// <summary>The decision rule of another tool.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Rule">The rule in a few words.</param>
/// <param name="Source">The file of that tool which has it.</param>
/// <param name="Judge">Applies it to the runs of a first and a second command, at least two each.</param>
public sealed record PeerRule(string Name, string Rule, string Source, Func<double[], double[], PeerCall> Judge);

/// <summary>
/// How other tools decide between two series of runs, written from their sources, so that they can be judged on the same runs as
/// Hone. All of them treat the runs as independent draws from one distribution, which runs on a shared machine are not.
/// </summary>
public static class PeerRules
{
    /// <summary>Resamples for the rule of criterion.rs, whose own default is 100,000; its p-value then has a standard error of 0.7 % at 5 %.</summary>
    public const int Resamples = 1000;

    private const double Alpha = 0.05;
    private const double NoiseThreshold = 0.01;

    /// <summary>Every rule, in the order of the tables.</summary>
    public static IReadOnlyList<PeerRule> All { get; } =
    [
        new("hyperfine", "mean ratio ± σ excludes 1", "hyperfine src/benchmark/relative_speed.rs", HyperfinePrinted),
        new("hyperfine, Welch", "Welch's t, p < .05", "hyperfine scripts/welch_ttest.py", HyperfineWelch),
        new("benchstat", "Mann-Whitney, p < .05", "golang.org/x/perf benchmath/anone.go, thresholds in benchmath/sample.go", Benchstat),
        new("criterion.rs", "bootstrap t < .05, 95 % interval beyond ±1 %", "criterion.rs src/analysis/compare.rs, src/report.rs", Criterion),
        new("poop", "pooled t, 95 % interval beyond ±1 %", "poop src/main.zig (printMeasurement)", Poop),
    ];

    /// <summary>The printed "1.05 ± 0.03 times faster", read as people read it: different when the range excludes 1.</summary>
    public static PeerCall HyperfinePrinted(double[] first, double[] second)
    {
        (double mean, double variance) a = Moments(first);
        (double mean, double variance) b = Moments(second);
        double ratio = Math.Max(a.mean, b.mean) / Math.Min(a.mean, b.mean);
        double deviation = ratio * Math.Sqrt((a.variance / a.mean / a.mean) + (b.variance / b.mean / b.mean));
        return Call(ratio - deviation > 1, b.mean - a.mean);
    }

    /// <summary>The t-test that comes with hyperfine as a script.</summary>
    public static PeerCall HyperfineWelch(double[] first, double[] second) =>
        Call(Welch.Test(first, second).PValue < Alpha, Moments(second).Mean - Moments(first).Mean);

    /// <summary>benchstat's default, which assumes nothing of the distribution but that the runs are independent.</summary>
    public static PeerCall Benchstat(double[] first, double[] second) =>
        Call(MannWhitney.PValue(first, second) < Alpha, Median.Of(second) - Median.Of(first));

    /// <summary>
    /// criterion.rs reports a change when its bootstrapped t-test rejects and the bootstrap interval of the relative mean lies wholly
    /// beyond its noise threshold.
    /// </summary>
    public static PeerCall Criterion(double[] first, double[] second)
    {
        // Seeded: the same runs must give the same answer each time they are read.
        SeededRandom random = new(1);
        double[] pool = [.. second, .. first];
        double[] drawn = new double[pool.Length];
        double observed = TwoSampleT(second, first);
        double[] relative = new double[Resamples];
        int below = 0;
        for (int i = 0; i < Resamples; i++)
        {
            Draw(pool, drawn, random);
            below += TwoSampleT(drawn.AsSpan(0, second.Length), drawn.AsSpan(second.Length)) < observed ? 1 : 0;
            relative[i] = (DrawnMean(second, random) / DrawnMean(first, random)) - 1;
        }

        double p = 2.0 * Math.Min(below, Resamples - below) / Resamples;
        Array.Sort(relative);
        double low = Quantile.OfSorted(relative, 0.025);
        double high = Quantile.OfSorted(relative, 0.975);
        return Call(p < Alpha && (low > NoiseThreshold || high < -NoiseThreshold), low);
    }

    /// <summary>poop marks a difference when the 95 % interval of the means' difference lies beyond 1 % of the first mean.</summary>
    public static PeerCall Poop(double[] first, double[] second)
    {
        (double mean, double variance) a = Moments(first);
        (double mean, double variance) b = Moments(second);
        int freedom = first.Length + second.Length - 2;
        double pooled = Math.Sqrt((((first.Length - 1) * a.variance) + ((second.Length - 1) * b.variance)) / freedom);
        double half = PoopScore(freedom) * pooled * Math.Sqrt((1.0 / first.Length) + (1.0 / second.Length)) / a.mean;
        double difference = (b.mean / a.mean) - 1;
        return Call(Math.Abs(difference) - half >= NoiseThreshold, difference);
    }

    // Its table has each degree of freedom to 30, then tens to 120, then the normal distribution.
    private static double PoopScore(int freedom) => freedom switch
    {
        <= 30 => StudentT.Quantile(0.975, freedom),
        <= 120 => StudentT.Quantile(0.975, freedom / 10 * 10),
        _ => 1.96,
    };

    private static PeerCall Call(bool differs, double difference) =>
        !differs ? PeerCall.None : difference < 0 ? PeerCall.Faster : PeerCall.Slower;

    private static (double Mean, double Variance) Moments(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length;
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, squares / (values.Length - 1));
    }

    // A resample may hold one value only; 0 / 0 then counts as no difference, as criterion drops what is not finite.
    private static double TwoSampleT(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        (double mean, double variance) a = Moments(x);
        (double mean, double variance) b = Moments(y);
        double error = Math.Sqrt((a.variance / x.Length) + (b.variance / y.Length));
        return error == 0 ? 0 : (a.mean - b.mean) / error;
    }

    private static void Draw(ReadOnlySpan<double> from, Span<double> to, SeededRandom random)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[random.NextIndex(from.Length)];
        }
    }

    private static double DrawnMean(ReadOnlySpan<double> from, SeededRandom random)
    {
        double sum = 0;
        for (int i = 0; i < from.Length; i++)
        {
            sum += from[random.NextIndex(from.Length)];
        }

        return sum / from.Length;
    }
}
