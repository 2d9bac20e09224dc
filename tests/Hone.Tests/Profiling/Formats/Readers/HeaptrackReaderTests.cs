using Hone.Problems;
using Hone.Profiling;

namespace Hone.Tests.Profiling.Formats.Readers;

public sealed class HeaptrackReaderTests
{
    private const string Text = """
        v 10400 3
        X ./a
        I 1000 5e2922
        s 6 /bin/a
        s 4 main
        s 3 a.c
        s 4 make
        s 5 outer
        i 1000 1 2 3 7
        t 1 0
        i 1010 1 4 3 9 5 3 14
        t 2 1
        i 1020 1
        t 3 2
        a 64 2
        a 10 3
        + 0
        - 0
        + 0
        + 1
        + 1
        - 1
        + 0
        c 5
        R 100

        """;

    [Fact]
    public void All_costs_come_out_of_one_pass()
    {
        Profile profile = ProfileBytes.Read(Text);

        // bytes, allocations, temporary, peak, leaked; 0x64 is 100 and 0x10 is 16. Peak: 100, 16 and 100 are alive at the end.
        Assert.Equal(["main;outer;make 300 3 1 200 200", "main;outer;make;[a] 32 2 1 16 16"], ProfileBytes.Stacks(profile));
        Assert.Equal("heaptrack 1.4.0", profile.Collector);
        Assert.Empty(profile.Notes);
    }

    [Fact]
    public void A_recording_that_breaks_off_is_read_so_far()
    {
        Profile profile = ProfileBytes.Read(Text[..(Text.IndexOf("+ 1", StringComparison.Ordinal) + 1)]);
        Assert.Equal(200, profile.Total());
        Assert.StartsWith("the recording breaks off", Assert.Single(profile.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_point_nowhere_are_counted_as_damage()
    {
        Profile profile = ProfileBytes.Read(Text + "+ ff\n- fff\nt 99 0\nt 1 99\na 1 ffff\nq x\n");
        Assert.Equal(332, profile.Total());
        Assert.StartsWith("5 lines", Assert.Single(profile.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_only_begins_like_one_is_a_problem()
    {
        Assert.Equal("heaptrack-malformed", Assert.Throws<ProblemException>(() => ProfileBytes.Read("v 10400 3\ns 1 a\n+ 9\n")).Problem.Rule);
    }
}
