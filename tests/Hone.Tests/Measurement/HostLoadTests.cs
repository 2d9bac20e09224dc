using System.Globalization;
using System.Text;
using CsCheck;
using Hone.Measurement;

namespace Hone.Tests.Measurement;

public sealed class HostLoadTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void The_counters_are_taken_from_the_first_line()
    {
        HostReading reading = Reading(0, "cpu  100 20 30 4000 50 6 7 80 9 10\ncpu0 1 2 3 4", "3.39 1.81 0.83 8/180 13373", "some avg10=47.61 avg60=26.40 avg300=15.13 total=82106591\nfull avg10=0.00 total=3", "2499998\n");
        Assert.Equal((1_200_000_000, 300_000_000, 40 * Second), (reading.User, reading.Kernel, reading.Idle));
        Assert.Equal((500_000_000, 130_000_000, 800_000_000, 190_000_000), (reading.DiskWait, reading.Interrupts, reading.Stolen, reading.Guests));
        Assert.Equal((7, 82_106_591_000, 2_499_998), (reading.Runnable, reading.Pressure, reading.Frequency));
    }

    [Fact]
    public void What_is_not_there_is_said_to_be_unknown()
    {
        HostReading reading = Reading(0, "", "", "", "");
        Assert.Equal((-1, -1, -1), (reading.Runnable, reading.Pressure, reading.Frequency));
        HostLoad load = HostLoad.Between(reading, reading with { Time = Second }, 0);
        Assert.Null(load.Others);
        Assert.Null(load.Runnable);
        Assert.Null(load.FrequencyChange);
        Assert.False(BusyRule.Judge(load, 0, new(Second)).IsBusy);
    }

    [Fact]
    public void A_kernel_with_fewer_columns_has_nothing_stolen()
    {
        Assert.Equal((40 * Second, 0), (Reading(0, "cpu  100 20 30 4000\n", "", "", "").Idle, Reading(0, "cpu  100 20 30 4000\n", "", "", "").Stolen));
    }

    [Fact]
    public void Any_bytes_are_read_without_a_failure() =>
        Gen.Select(Gen.Byte.Array[0, 80], Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 60]).Sample((a, b, c) =>
        {
            HostReading reading = HostReading.Parse(0, 2, 0, [.. "cpu "u8, .. a], [.. "1 2 "u8, .. b], [.. "some total="u8, .. c], a);
            HostLoad load = HostLoad.Between(reading, reading with { Time = Second }, 0);
            Assert.InRange(load.Stolen.Value, 0, 1);
        });

    [Fact]
    public void What_our_own_tree_used_is_not_others_work()
    {
        // One second on two cores: 0.9 s without work, 1.1 s with; 1.0 s of it ours.
        HostReading before = At(0, idle: 0, user: 0);
        HostReading after = At(Second, idle: 90, user: 110) with { Own = Second / 10 };
        HostLoad load = HostLoad.Between(before, after, 9 * Second / 10);
        Assert.Equal(0.1, load.Others!.Value, 6);
        Assert.Equal(0.08, load.OthersAtLeast!.Value, 6);
        Assert.Equal(0.45, load.Idle.Value, 6);
    }

    [Fact]
    public void More_of_our_own_than_there_was_is_no_negative_load()
    {
        HostLoad load = HostLoad.Between(At(0, 0, 0), At(Second, 90, 110), 5 * Second);
        Assert.Equal((0, 0), (load.Others, load.OthersAtLeast));
    }

    [Fact]
    public void A_picture_of_proc_that_stands_still_says_nothing()
    {
        HostReading before = At(0, 500, 500);
        Assert.Null(HostLoad.Between(before, before with { Time = Second }, 0).Others);
    }

    [Fact]
    public void Counters_that_run_backwards_are_no_load() =>
        Assert.Equal(0, HostLoad.Between(At(0, 10, 0), At(Second, 210, 0) with { DiskWait = -5 }, 0).Others!.Value, 6);

    [Fact]
    public void The_kernels_rounding_never_makes_a_quiet_machine_busy() =>
        Gen.Select(Gen.Long[20_000_000, Second], Gen.Long[0, 1_000_000_000_000], Gen.Double[0, 1]).Sample((span, idleBefore, ours) =>
        {
            // Two cores, ours on one of them for a part of the time; idle as the kernel shows it, rounded down at both ends.
            long own = (long)(span * ours);
            HostReading before = At(0, idleBefore / 10_000_000, 0);
            HostReading after = At(span, (idleBefore + (2 * span) - own) / 10_000_000, own / 10_000_000);
            Assert.False(BusyRule.Judge(HostLoad.Between(before, after, own), 0, new(own)).IsBusy);
        });

    [Fact]
    public void Pressure_speaks_only_of_spans_that_the_kernel_has_a_figure_for()
    {
        HostReading before = At(0, 0, 0) with { Pressure = 0 };
        Assert.Null(HostLoad.Between(before, At(Second, 90, 110) with { Pressure = Second }, 0).Waiting);
        Assert.Equal(0.25, HostLoad.Between(before, At(8 * Second, 900, 700) with { Pressure = 2 * Second }, 0).Waiting!.Value.Value, 6);
    }

    internal static HostReading At(long time, long idle, long user) => Reading(time, string.Create(CultureInfo.InvariantCulture, $"cpu  {user} 0 0 {idle} 0 0 0 0 0 0\n"), "0 0 0 1/80 9", "", "");

    private static HostReading Reading(long time, string stat, string loadavg, string pressure, string frequency) =>
        HostReading.Parse(time, 2, 0, Encoding.ASCII.GetBytes(stat), Encoding.ASCII.GetBytes(loadavg), Encoding.ASCII.GetBytes(pressure), Encoding.ASCII.GetBytes(frequency));
}
