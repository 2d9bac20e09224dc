using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Tests.Profiling;

public sealed class IoProfileTests
{
    [Fact]
    public void Cost_is_shared_out_by_what_was_seen_and_adds_up_exactly()
    {
        IoTable table = new();
        for (int i = 0; i < 100; i++)
        {
            table.Add(Call("read", "/a", 7, 11));
        }

        Profile profile = Build(table, Site("read", "/a", 3, "one", 2), Site("read", "/a", 3, "two", 1));

        Assert.Equal(["one;read;/a 733 66 466", "two;read;/a 367 34 234"], Lines(profile));
        Assert.Equal((1100, 100, 700), (profile.Total(0), profile.Total(1), profile.Total(2)));
    }

    [Fact]
    public void Small_and_large_transfers_to_one_file_go_to_the_places_that_made_each()
    {
        IoTable table = new();
        for (int i = 0; i < 10; i++)
        {
            table.Add(Call("write", "/a", 1, 5));
        }

        table.Add(Call("write", "/a", 65536, 40));

        Profile profile = Build(table, Site("write", "/a", 1, "dribble", 10), Site("write", "/a", 17, "block", 1));

        Assert.Equal(["block;write;/a 40 1 65536", "dribble;write;/a 50 10 10"], Lines(profile));
    }

    [Fact]
    public void A_file_that_was_not_seen_again_falls_back_on_its_kind_and_then_on_the_call()
    {
        IoTable table = new();
        table.Add(Call("read", "/tmp/random1", 7, 10));
        table.Add(Call("read", "pipe", 7, 20));
        table.Add(Call("read", "socket", 7, 30));
        table.Add(Call("fsync", "/tmp/random1", -1, 40));

        Profile profile = Build(table, Site("read", "/tmp/random2", 3, "file reader", 1), Site("read", "pipe", 3, "pipe reader", 1));

        Assert.Equal(
            [
                "file reader;read;/tmp/random1 10 1 7", "file reader;read;socket 15 0 3", "fsync;/tmp/random1 40 1 0",
                "pipe reader;read;pipe 20 1 7", "pipe reader;read;socket 15 1 4",
            ],
            Lines(profile));
    }

    [Fact]
    public void After_a_look_that_ended_early_a_file_that_was_not_seen_has_no_known_callers()
    {
        IoTable table = new();
        table.Add(Call("read", "/late", 7, 10));
        table.Add(Call("read", "/early", 7, 20));

        Profile profile = IoProfile.Build(table, [Site("read", "/early", 3, "loader", 5)], wholeRun: false).Build("strace", "", []);

        Assert.Equal(["loader;read;/early 20 1 7", "read;/late 10 1 7"], Lines(profile));
    }

    [Fact]
    public void Places_whose_file_and_size_are_unknown_serve_every_call_of_their_name()
    {
        IoTable table = new();
        table.Add(Call("read", "/a", 7, 10));
        table.Add(Call("write", "/a", 7, 10));

        Assert.Equal(["f;read;/a 10 1 7", "write;/a 10 1 7"], Lines(IoProfile.Build(table, [Site("read", "", -1, "f", 2)], wholeRun: false).Build("", "", [])));
    }

    [Fact]
    public void The_summary_ranks_by_time_and_knows_median_sizes_and_failures()
    {
        IoTable table = new();
        foreach (long size in (long[])[1, 1, 1, 4096, 8192])
        {
            table.Add(Call("write", "/log", size, 100));
        }

        table.Add(new StraceCall(1, "openat", "/missing", -1, true, 900, []));

        IoSummary summary = table.Summary();

        Assert.Equal(
            [new IoRow("openat", "/missing", 1, 1, new Bytes(0), new Duration(900), null), new IoRow("write", "/log", 5, 0, new Bytes(12291), new Duration(500), new Bytes(1))],
            summary.Rows);
        Assert.Equal((6, new Duration(1400), new Duration(100)), (summary.Calls, summary.Time, summary.ShortestCall));
    }

    [Fact]
    public void A_program_with_countless_files_keeps_its_sums_in_bounded_room()
    {
        IoTable table = new();
        for (int i = 0; i < 30_000; i++)
        {
            table.Add(Call("openat", "/f" + i, -1, 1));
        }

        Profile profile = Build(table);

        Assert.Equal(30_000, profile.Total(1));
        Assert.True(table.Summary().Rows.Count <= 20_001);
        Assert.Equal(10_000, table.Summary().Rows.Single(row => row.File == IoTable.OtherFiles).Calls);
        Assert.True(profile.Stacks.Count <= 501, $"{profile.Stacks.Count} stacks");
    }

    private static StraceCall Call(string syscall, string file, long bytes, long nanoseconds) => new(1, syscall, file, bytes, false, nanoseconds, []);

    private static SyscallSite Site(string syscall, string file, int sizeClass, string function, long count) =>
        new(new IoKey(syscall, file, sizeClass), [new Frame(function, "prog", FrameOrigin.Native)], count);

    private static Profile Build(IoTable table, params SyscallSite[] sites) => IoProfile.Build(table, sites, wholeRun: true).Build("strace", "", []);

    private static List<string> Lines(Profile profile) =>
    [
        .. profile.Stacks
            .Select(stack => string.Join(';', Profilers.ProfilerScratch.Path(profile, stack.Node)) + " " + string.Join(' ', stack.Values))
            .Order(StringComparer.Ordinal),
    ];
}
