using System.Text;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Reporting;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Tests.Measurement.Comparing;

public sealed class SelfTestTests
{
    private static readonly Metric[] _metrics = [Metric.Wall, Metric.Cpu];

    [Fact]
    public void Directions_and_sameness_are_counted_as_they_were_planted()
    {
        SelfTestTrial[] trials =
        [
            Trial(0, 0, "wall"), Trial(0, 0, "cpu"), Trial(0, 0.1, "wall"),
            Trial(0.1, 0.1, "wall"), Trial(0.1, -0.1, "wall"), Trial(0.1, 0, "wall"), Trial(0.1, 0.1, "cpu"),
        ];
        IReadOnlyList<SelfTestRow> rows = SelfTestTally.Rows(trials, _metrics);
        Assert.Equal(
            ["0 wall 3: 1 0 2", "0 cpu 3: 1 0 2", "0.1 wall 3: 1 1 1", "0.1 cpu 1: 1 0 0"],
            rows.Select(row => FormattableString.Invariant($"{row.Effect} {row.Metric} {row.Comparisons}: {row.Found} {row.Wrong} {row.Same}")));
    }

    [Fact]
    public void False_alarms_fail_the_test_only_when_luck_does_not_explain_them()
    {
        ComparisonDesign design = new();
        Assert.True(SelfTestTally.Holds([Row(0, "wall", 500, 4)], design));
        Assert.True(SelfTestTally.Holds([Row(0, "wall", 500, 9)], design));
        Assert.False(SelfTestTally.Holds([Row(0, "wall", 500, 14)], design));
        Assert.True(SelfTestTally.Holds([Row(0.01, "wall", 500, 480)], design));
        Assert.True(SelfTestTally.Holds([], design));
    }

    [Fact]
    public void Resampled_pairs_keep_the_false_alarm_rate_and_find_a_large_effect()
    {
        SeededRandom random = new(1);
        CommandPairs stream = new([.. Enumerable.Repeat(1.0, 600)], [.. NastyNoise.Pairs("bursts", 600, random).Select(Math.Exp)], StopReason.Budget);
        IReadOnlyList<SelfTestRow> rows = SelfTestResample.Rows([stream], [Metric.Wall], [0, 0.3], 1000, 200, Duration.FromMilliseconds(50), new(), 1);
        Assert.True(Binomial.UpperTail(rows[0].Found, 1000, 0.008) > 1e-4, rows[0].ToString());
        Assert.InRange(rows[0].Found + rows[0].Wrong + rows[0].Same + rows[0].Undecided, 1000, 1000);
        Assert.Equal(1000, rows[1].Found);
        Assert.InRange(rows[1].MedianPairs, 14, 40);
        Assert.Equal(rows, SelfTestResample.Rows([stream], [Metric.Wall], [0, 0.3], 1000, 200, Duration.FromMilliseconds(50), new(), 1));
    }

    [Fact]
    public void A_stream_that_is_too_short_gives_no_rows() =>
        Assert.Empty(SelfTestResample.Rows([new([1, 1], [1, 1], StopReason.Budget)], [Metric.Wall], [0], 10, 20, Duration.FromSeconds(1), new(), 1));

    [Fact]
    public void A_trial_is_read_as_it_was_written_and_damage_is_refused()
    {
        SelfTestTrial trial = Trial(0.1, 0.1, "wall");
        Assert.Equal(trial.Write(), SelfTestTrial.Read(trial.Write())!.Write());
        string text = Encoding.UTF8.GetString(trial.Write());
        Assert.Null(SelfTestTrial.Read("{}"u8));
        Assert.Null(SelfTestTrial.Read("nonsense"u8));
        Assert.Null(SelfTestTrial.Read(Encoding.UTF8.GetBytes(text.Replace("\"commands\":[", "\"commands\":null,\"x\":[", StringComparison.Ordinal))));
        Assert.Null(SelfTestTrial.Read(Encoding.UTF8.GetBytes(text.Replace("\"rounds\":[", "\"rounds\":[null,", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_text_fits_eighty_columns()
    {
        string text = SelfTestText.Of(Report(4, 3));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Golden.Check(text);
    }

    [Fact]
    public void Too_many_false_alarms_are_said_with_what_to_do()
    {
        string text = SelfTestText.Of(Report(40, 3) with { Peers = [], SequentialRuns = 0, Resampled = [] });
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Golden.Check(text);
    }

    private static SelfTestReport Report(int wall, int cpu) => new()
    {
        Setting =
        [
            "hone selftest on AMD EPYC, 2 cores, virtual machine, Linux 6.18; load 1.9 (0.4–9.6).",
            "A/A, a command beside itself: loop 20.1 ms, sort 14.2 ms, gzip 18.8 ms, grep 9.31 ms.",
        ],
        Design = new(),
        Metrics = _metrics,
        Real = [Row(0, "wall", 520, wall), Row(0, "cpu", 520, cpu), Row(0.005, "wall", 40, 11), Row(0.005, "cpu", 40, 33), Row(0.05, "wall", 40, 40), Row(0.05, "cpu", 40, 39) with { Wrong = 1 }],
        Resampled = [Row(0, "wall", 500, 2), Row(0.01, "cpu", 500, 497)],
        ResampledFrom = "1200 pairs of the loop beside itself (robust spread of a pair: wall 2.31 %, cpu 1.04 %), in blocks of 20, labels drawn again, effect added; 30.0 s allow 640 pairs.",
        Peers =
        [
            [new(0, "benchstat", "Mann-Whitney, p < .05", [new(520, 226, 0), new(520, 190, 0)], [new(520, 10, 0), new(520, 12, 0)]), new(0, "hone", "", null, [new(520, wall, 0), new(520, cpu, 0)])],
            [new(0.05, "benchstat", "Mann-Whitney, p < .05", [new(40, 23, 4), new(40, 30, 2)], [new(40, 11, 0), new(40, 20, 0)]), new(0.05, "hone", "", null, [new(40, 40, 0), new(40, 39, 1)])],
        ],
        SequentialErrors = [0.0606, 0.0135],
        SequentialRuns = 20,
    };

    private static SelfTestRow Row(double effect, string metric, int comparisons, int found) => new()
    {
        Effect = effect,
        Metric = metric,
        Comparisons = comparisons,
        Found = found,
        Wrong = 0,
        Same = (comparisons - found) / 2,
        MedianPairs = 98,
        MedianTime = Duration.FromSeconds(2.01),
        MedianError = 0.0031,
        Held = comparisons - (comparisons / 20),
        Intervals = comparisons,
    };

    private static SelfTestTrial Trial(double planted, double step, string metric) => new()
    {
        Kind = "loop",
        Effect = planted,
        TrueWall = 1 + planted,
        TrueCpu = 1 + planted,
        SpentNanoseconds = 2_000_000_000,
        Pairs = PairedSamplesTests.Sample(2, 40, step: step) with { Metric = metric },
    };
}
