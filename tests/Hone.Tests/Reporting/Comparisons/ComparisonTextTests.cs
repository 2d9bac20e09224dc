using System.Runtime.CompilerServices;
using CsCheck;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Reporting.Comparisons;

namespace Hone.Tests.Reporting.Comparisons;

public sealed class ComparisonTextTests
{
    private const string Long = "grep --recursive --line-number --include=*.cs 'public sealed record' /usr/local/share/projects";

    [Fact]
    public void Two_commands_of_which_one_is_slower() =>
        Check(Reports.Samples(40, (null, "sort -n numbers.txt", 1), (null, "sort -g numbers.txt", 1.041)));

    [Fact]
    public void Two_commands_of_which_one_is_twice_as_fast_and_both_are_long() =>
        Check(Reports.Samples(80, ("old", Long + "/old", 1), ("new", Long + "/new", 0.5)));

    [Fact]
    public void Two_commands_that_are_the_same() =>
        Check(Reports.Samples(200, (null, "true", 1), (null, "true", 1)));

    [Fact]
    public void Two_commands_that_a_few_pairs_cannot_tell_apart() =>
        Check(Reports.Samples(9, (null, "true", 1), (null, "true", 1.004)));

    [Fact]
    public void A_busy_machine_on_which_wall_time_decides_nothing() =>
        Check(Busy(Hopeless(20)));

    [Fact]
    public void A_busy_machine_that_was_made_to_wait() =>
        Check(Busy(Reports.Samples(40, (null, "a", 1), (null, "b", 1.041))) with { RealTime = true });

    private static PairedSamples Busy(PairedSamples samples) => samples with
    {
        Rounds = [.. samples.Rounds.Select((round, i) => round with { Runs = [.. round.Runs.Select(run => run! with { Busy = i % 5 == 0 ? null : "others" })] })],
    };

    [Fact]
    public void Wall_is_hopeless_and_the_processor_time_decides() => Check(Hopeless(60));

    private static PairedSamples Hopeless(int rounds)
    {
        Random random = new(1);
        PairedSamples samples = Reports.Samples(rounds, (null, "a", 1), (null, "b", 1.03));
        return samples with
        {
            Rounds = [.. samples.Rounds.Select(round => round with { Runs = [.. round.Runs.Select(run => run! with { WallNanoseconds = (long)(run.WallNanoseconds * (1 + (2 * random.NextDouble()))) })] })],
        };
    }

    [Fact]
    public void Outputs_that_differ_are_told_before_and_there_is_no_ratio() => Check(Reports.Samples(20, (null, "a", 1), (null, "b", 0.5)) with
    {
        Outputs = [new(OutputAgreementKind.Same), new(OutputAgreementKind.Different, "standard output from line 3, byte 7 on: 'x: \\x1b1' beside 'x: 2'; exit code 1 beside 0")],
    });

    [Fact]
    public void Outputs_that_differ_and_may() => Check(Reports.Samples(20, (null, "hexdump file", 1), (null, "xxd file", 0.5)) with
    {
        Shell = true,
        Outputs = [new(OutputAgreementKind.Same), new(OutputAgreementKind.Different, "standard output from line 1, byte 1 on") { Allowed = true }],
        Rounds = [.. Reports.Samples(20, (null, "hexdump file", 1), (null, "xxd file", 0.5)).Rounds.Select((round, i) => round with { Runs = [round.Runs[0]! with { Busy = i < 3 ? "stolen" : null }, round.Runs[1]] })],
    });

    [Fact]
    public void Nothing_was_timed_because_the_outputs_differ() => Check(Reports.Samples(0, (null, "a", 1), (null, "b", 1)) with
    {
        Stop = StopReason.Decided,
        Outputs = [new(OutputAgreementKind.Same), new(OutputAgreementKind.Different, "standard output of 3 bytes beside 2")],
    });

    [Fact]
    public void One_command_alone() => Check(Reports.Samples(80, (null, "sleep 0.01", 1)));

    [Fact]
    public void One_command_alone_with_few_runs() => Check(Reports.Samples(4, (null, "sleep 0.01", 1)));

    [Fact]
    public void Values_of_a_parameter()
    {
        PairedSamples samples = Reports.Samples(60, ("n=1", "work 1", 1), ("n=10", "work 10", 1.02), ("n=100", "work 100", 3.7), ("n=2", "work 2", 0.994), ("n=5", "work 5", 1.001));
        Check(samples with { Outputs = [.. samples.Commands.Select(_ => new OutputAgreement(OutputAgreementKind.NotCompared, "values of a parameter give different outputs by nature"))] });
    }

    [Fact]
    public void Two_commands_within_each_value_of_a_parameter() => Check(
        [
            Reports.Samples(60, ("A n=1", "a 1", 1), ("B n=1", "b 1", 1.1)) with { Design = new() { Comparisons = 2 } },
            Reports.Samples(60, ("A n=2", "a 2", 2), ("B n=2", "b 2", 1.5)) with { Design = new() { Comparisons = 2 }, Stop = StopReason.Interrupted },
        ],
        Metric.Wall);

    [Fact]
    public void Memory_decides() => Check([Memory()], Metric.PeakRss);

    [Fact]
    public void What_hyperfine_took_is_described_and_not_judged() =>
        Golden.Check(ComparisonText.Of(ComparisonReport.Described([.. Commands("sleep 0.1", "sleep 0.2")]), unicode: true));

    [Fact]
    public void A_terminal_without_unicode()
    {
        string text = ComparisonText.Of(ComparisonReport.From([Reports.Samples(40, (null, "sort -n numbers.txt", 1), (null, "sort -g numbers.txt", 1.041))], Metric.Wall), unicode: false);
        Assert.True(text.All(char.IsAscii), text);
        Golden.Check(text);
    }

    [Fact]
    public void Whatever_is_compared_it_fits_eighty_columns() =>
        Gen.Select(Gen.Int[0, 12], Gen.String[0, 200].Array[1, 7], Gen.Double[0.001, 1e6].Array[7], Gen.Bool, Gen.OneOf(Metric.Standard.ToArray())).Sample((rounds, words, factors, unicode, metric) =>
        {
            PairedSamples samples = Reports.Samples(rounds, [.. words.Select((word, i) => (word + i, word, factors[i]))]);
            OutputAgreement found = new(OutputAgreementKind.Different, words[0]) { Allowed = rounds % 2 == 0 };
            string text = ComparisonText.Of(ComparisonReport.From([samples with { Outputs = [.. words.Select(_ => found)] }], metric), unicode);
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, $"{line.Length}: {line}"));
        }, iter: 200);

    private static PairedSamples Memory()
    {
        PairedSamples samples = Reports.Samples(30, (null, "a", 1), (null, "b", 1));
        return samples with
        {
            Rounds = [.. samples.Rounds.Select((round, i) => round with { Runs = [round.Runs[0]! with { PeakRssBytes = (10 << 20) + i }, round.Runs[1]! with { PeakRssBytes = (11 << 20) + i }] })],
        };
    }

    private static IEnumerable<MeasuredCommand> Commands(params string[] lines) => lines.Select((line, i) => new MeasuredCommand
    {
        Name = PairedSamples.Letter(i),
        Command = line,
        OnlyWall = true,
        Exits = [0, 0, 0, 0, 0, 0],
        Runs = [.. Enumerable.Range(0, 6).Select(run => new RunSample { WallNanoseconds = ((i + 1) * 100_000_000) + (run * 500_000), UserNanoseconds = 900_000, SystemNanoseconds = 0, PeakRssBytes = 0 })],
    });

    private static void Check(PairedSamples group, [CallerMemberName] string test = "") => Check([group], Metric.Wall, test);

    private static void Check(PairedSamples[] groups, Metric metric, [CallerMemberName] string test = "")
    {
        string text = ComparisonText.Of(ComparisonReport.From(groups, metric), unicode: true);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, $"{line.Length}: {line}"));
        Golden.Check(text, test: test);
    }
}
