using System.Text;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Tests.Profiling.Formats;

public sealed class HeaptrackProfileTests
{
    private static readonly Dictionary<ulong, string[]> _code = new()
    {
        [0x10] = ["main"],
        [0x20] = ["parse", "std::vector<int>::reserve", "std::__new_allocator<int>::allocate"],
        [0x30] = ["operator new(unsigned long)"],
        [0x40] = ["strdup"],
        [0x50] = ["malloc"],
    };

    [Fact]
    public void The_leaf_is_the_function_that_asked_for_memory()
    {
        Profile profile = Profile("t 10 0\nt 20 1\nt 30 2\n+ 8 3 100\nR 1\n");

        StackValues stack = Assert.Single(profile.Stacks);
        Assert.Equal("main;parse;std::vector<int>::reserve", Path(profile, stack));
        Assert.Equal([8, 1, 0, 8, 8], stack.Values);
    }

    [Fact]
    public void Allocators_stay_where_nothing_else_is_known()
    {
        Profile profile = Profile("t 50 0\n+ 8 1 100\n+ 10 0 200\nR 1\n");

        Assert.Equal(["[no stack]", "malloc"], profile.Stacks.Select(stack => Path(profile, stack)).Order(StringComparer.Ordinal));
        Assert.Equal(0x18, profile.Total());
    }

    [Fact]
    public void Stacks_that_differ_in_allocator_frames_only_are_one_stack()
    {
        Profile profile = Profile("t 10 0\nt 20 1\nt 30 2\nt 50 2\n+ 8 3 100\n+ 8 4 200\nR 1\n");

        Assert.Equal([16, 2, 0, 16, 16], Assert.Single(profile.Stacks).Values);
    }

    [Fact]
    public void A_caller_that_allocates_itself_too_has_its_own_stack()
    {
        Profile profile = Profile("t 10 0\nt 40 1\n+ 8 2 100\n+ 1 1 200\nR 1\n");

        Assert.Equal(["main:1", "main;strdup:8"], profile.Stacks.Select(stack => $"{Path(profile, stack)}:{stack.Values[0]}").Order(StringComparer.Ordinal));
    }

    private static Profile Profile(string events)
    {
        HeaptrackRecording recording = HeaptrackRaw.Read(new MemoryStream(Encoding.UTF8.GetBytes("v 10400 3\n" + events)));
        ProfileBuilder profile = new(ProfileKind.Allocation, HeaptrackProfile.Metrics);
        HeaptrackProfile.Add(profile, recording, (_, address) => [.. _code[address].Select(name => new Frame(name, "prog", FrameOrigin.Native))]);
        return profile.Build("heaptrack", "", recording.Notes);
    }

    private static string Path(Profile profile, StackValues stack) => string.Join(';', Profilers.ProfilerScratch.Path(profile, stack.Node));
}
