using Hone.Measurement;
using Hone.Units;

namespace Hone.Tests.Measurement;

public sealed class BusyRuleTests
{
    private static readonly HostLoad _quiet = new()
    {
        Span = Duration.FromMilliseconds(50),
        Cores = 2,
        Others = 0.02,
        OthersAtLeast = 0,
        Stolen = new(0),
        StolenAtLeast = new(0),
        Interrupts = new(0.01),
        Idle = new(0.5),
        Guests = new(0),
        Runnable = 1,
        Waiting = null,
        FrequencyChange = 0.02,
    };

    [Fact]
    public void A_quiet_machine_is_quiet() => Assert.Equal((BusyReason.Quiet, ""), Of(_quiet));

    [Fact]
    public void Others_are_named_with_what_they_used() =>
        Assert.Equal((BusyReason.Others, "others used 74 % of one core"), Of(_quiet with { Others = 0.74, OthersAtLeast = 0.4 }));

    [Fact]
    public void More_than_one_core_is_said_in_cores() =>
        Assert.Equal((BusyReason.Others, "others used 1.6 cores"), Of(_quiet with { Others = 1.6, OthersAtLeast = 1.2 }));

    [Fact]
    public void Stolen_time_is_a_reason() =>
        Assert.Equal((BusyReason.Stolen, "the hypervisor took 6 % of the time"), Of(_quiet with { Stolen = new(0.06), StolenAtLeast = new(0.05) }));

    [Fact]
    public void A_queue_at_both_ends_is_a_reason() =>
        Assert.Equal((BusyReason.Queue, "3 other threads wanted the 2 cores before and after"), Of(_quiet with { Runnable = 3 }));

    [Fact]
    public void Interruptions_count_only_beside_others()
    {
        Assert.Equal(BusyReason.Quiet, Of(_quiet, switches: 12).Reason);
        Assert.Equal((BusyReason.Preempted, "the runs were interrupted 300 times a second"), Of(_quiet with { Others = 0.2 }, switches: 12));
        Assert.Equal(BusyReason.Quiet, Of(_quiet with { Others = 0.2 }, switches: 4).Reason);
    }

    [Fact]
    public void A_frequency_that_moved_is_a_reason() =>
        Assert.Equal((BusyReason.Frequency, "the frequency fell by 30 %"), Of(_quiet with { FrequencyChange = -0.3 }));

    [Fact]
    public void A_machine_of_unknown_load_is_not_called_busy() =>
        Assert.Equal(BusyReason.Quiet, Of(_quiet with { Others = null, OthersAtLeast = null, Runnable = null, FrequencyChange = null }, switches: 100).Reason);

    [Fact]
    public void Every_reason_has_its_word_in_records()
    {
        foreach (BusyReason reason in Enum.GetValues<BusyReason>())
        {
            Assert.Equal(reason == BusyReason.Quiet, BusyWord.Of(new(reason, "")) is null);
        }
    }

    [Fact]
    public void A_baseline_warns_of_its_busy_runs()
    {
        string?[] marks = [.. Enumerable.Repeat("others", 12), "stolen", "of a later Hone", .. Enumerable.Repeat<string?>(null, 16)];
        Samples samples = new() { Workload = "w", Command = "c", Warmups = 0, Runs = [.. marks.Select(mark => Run(mark))] };
        string[] expected = ["12 of 30 runs were taken while other programs used a core", "1 of 30 runs were taken while the hypervisor took time"];
        Assert.Equal(expected, BaselineSummary.Of(samples).Warnings);
        Assert.Equal(marks, Samples.Read(samples.Write())!.Runs.Select(run => run.Busy));
    }

    [Fact]
    public void Samples_of_before_the_mark_read_and_write_as_they_were()
    {
        Samples samples = new() { Workload = "w", Command = "c", Warmups = 0, Runs = [Run(null)] };
        Assert.DoesNotContain("busy", System.Text.Encoding.UTF8.GetString(samples.Write()), StringComparison.Ordinal);
    }

    private static RunSample Run(string? busy) => new() { WallNanoseconds = 20_000_000, UserNanoseconds = 15_000_000, SystemNanoseconds = 1_000_000, PeakRssBytes = 1 << 20, Busy = busy };

    private static (BusyReason Reason, string Text) Of(HostLoad load, long switches = 0)
    {
        BusyVerdict verdict = BusyRule.Judge(load, switches, Duration.FromMilliseconds(40));
        return (verdict.Reason, verdict.Text);
    }
}
