using Hone.Measurement.Series;
using Hone.Reporting;
using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Tests.Reporting;

public sealed class ChangePointTextTests
{
    [Fact]
    public void Steps_with_the_points_names()
    {
        double[] values = Values(300, i => i is >= 100 and < 140 ? 440 : i < 200 ? 400 : 380, _ => 0.01);
        Check(values, [.. values.Select((_, i) => $"commit{i:000}")], 0);
    }

    [Fact]
    public void A_ramp_then_noise() =>
        Check(Values(500, i => 100 + (20 * Math.Clamp((i - 100) / 80.0, 0, 1)), i => i < 300 ? 0.01 : 0.03), null, 2);

    [Fact]
    public void Nothing_happened() => Check(Values(60, _ => 100, _ => 0.02), null, 0);

    [Fact]
    public void Too_few_points() => Check([1, 2, 3], null, 0);

    [Fact]
    public void Without_Unicode_the_drawing_is_plain()
    {
        string text = ChangePointText.Of(Series([.. Enumerable.Range(0, 20).Select(i => i < 10 ? 1.0 : 8)], null, 0), ChangePointDetector.Find([1, 2]), unicode: false);
        Assert.DoesNotContain('▁', text);
        Assert.Equal("__________##########", Sparkline.Of([.. Enumerable.Range(0, 20).Select(i => i < 10 ? 1.0 : 8)], 72).Draw(unicode: false));
    }

    [Fact]
    public void A_mark_stands_below_its_point()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        Sparkline line = Sparkline.Of(values, 72);
        Assert.Equal(72, line.Columns);
        Assert.Equal(0, line.Column(0));
        Assert.Equal(71, line.Column(999));
        Assert.Equal(36, line.Column(500));
    }

    private static void Check(double[] values, string[]? labels, int missing, [System.Runtime.CompilerServices.CallerFilePath] string file = "", [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Golden.Check(ChangePointText.Of(Series(values, labels, missing), ChangePointDetector.Find(values), unicode: true), file, test);

    private static ReadSeries Series(double[] values, string[]? labels, int missing) => new("p50", values, [.. Enumerable.Range(0, values.Length)], labels, missing);

    private static double[] Values(int n, Func<int, double> level, Func<int, double> sd)
    {
        SeededRandom random = new(1);
        return [.. Enumerable.Range(0, n).Select(i => level(i) * (1 + (sd(i) * random.NextNormal())))];
    }
}
