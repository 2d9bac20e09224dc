using Hone.Equivalence;

namespace Hone.Tests.Equivalence;

public sealed class WriteRulesTests
{
    private static readonly WriteRules _rules = new("/tmp/project", ["out", "result.csv"], ["/home/ada"], ["/tmp", "/var/tmp"]);

    private static string[] Lines(params string[] written) => [.. _rules.Lines(written.Select(path => (false, path)))];

    [Fact]
    public void Declared_outputs_and_the_kernels_files_are_none() =>
        Assert.Empty(Lines("/tmp/project/out/a", "/tmp/project/result.csv", "/dev/null", "/proc/self/oom_score_adj", "/dev/pts/0"));

    [Fact]
    public void Caches_of_runtimes_are_none() =>
        Assert.Empty(Lines("/tmp/project/__pycache__/a.cpython-313.pyc", "/home/ada/.cache/x", "/tmp/hsperfdata_ada/17", "/tmp/clr-debug-pipe-1-2-in", "/tmp/.dotnet/shm/x"));

    [Fact]
    public void Others_are_named_from_the_project_or_the_home_folder() =>
        Assert.Equal(["wrote /etc/x", "wrote notes.txt", "wrote ~/.config/x"], Lines("/tmp/project/notes.txt", "/home/ada/.config/x", "/etc/x"));

    [Fact]
    public void Of_temporary_files_that_are_left_only_the_number_counts() =>
        Assert.Equal(["left 2 in /tmp", "left 1 in /var/tmp"], Lines("/tmp/ab12", "/tmp/cd34/x", "/var/tmp/q"));

    [Fact]
    public void A_removed_file_is_told() => Assert.Equal(["removed input.txt"], _rules.Lines([(true, "/tmp/project/input.txt"), (true, "/tmp/old")]));
}
