using Hone.Opportunities.Growth;
using Hone.Profiling;

namespace Hone.Tests.Opportunities.Growth;

public sealed class SyscallTemplatesTests
{
    [Fact]
    public void Digits_of_a_path_are_the_same_at_every_size()
    {
        IReadOnlyList<IReadOnlyDictionary<string, double>> counts = SyscallTemplates.Of(
            [Io(("read", "input-1000.txt", 10), ("brk", "", 3)), Io(("read", "input-2000.txt", 20), ("brk", "", 3))]);

        Assert.Equal([10.0, 20], counts.Select(each => each["read input-#.txt"]));
        Assert.Equal([3.0, 3], counts.Select(each => each["brk"]));
    }

    [Fact]
    public void Many_files_of_one_folder_are_one_template()
    {
        (string, string, long)[] files = [.. "abcdefghijkl".Select(letter => ("openat", $"data/{letter}.json", 1L)), ("openat", "data/index.idx", 1L)];
        IReadOnlyList<IReadOnlyDictionary<string, double>> counts = SyscallTemplates.Of([Io(files[..2]), Io(files)]);

        Assert.Equal([2.0, 12], counts.Select(each => each["openat data/*.json"]));
        Assert.Equal([0.0, 1], counts.Select(each => each["openat data/index.idx"]));
    }

    [Fact]
    public void Several_runs_in_one_profile_are_divided()
    {
        Profile twice = Io(("read", "a", 10)) with { Runs = 2 };

        Assert.Equal(5, SyscallTemplates.Of([twice])[0]["read a"]);
    }

    [Fact]
    public void Nothing_in_nothing_out()
    {
        Assert.Empty(SyscallTemplates.Of([]));
        Assert.Empty(SyscallTemplates.Of([Io()])[0]);
    }

    internal static Profile Io(params (string Call, string File, long Count)[] calls)
    {
        ProfileBuilder builder = new(ProfileKind.Io, IoProfile.Metrics);
        foreach ((string call, string file, long count) in calls)
        {
            Frame main = new("main", "app", FrameOrigin.Native);
            Frame[] stack = file.Length == 0 ? [main, new(call, "", FrameOrigin.Syscall)] : [main, new(call, "", FrameOrigin.Syscall), new(file, "", FrameOrigin.File)];
            builder.AddStack(stack, count * 1000, count, count * 10);
        }

        return builder.Build("test 1", "test", []);
    }
}
