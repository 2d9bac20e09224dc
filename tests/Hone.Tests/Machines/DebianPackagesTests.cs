using Hone.Linux.Machines;

namespace Hone.Tests.Machines;

public sealed class DebianPackagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_works_at_once_is_one_command_that_was_told()
    {
        List<string> said = [];
        Assert.True(DebianPackages.Install(["strace", "heaptrack"], Root("true"), said.Add, CancellationToken.None));
        Assert.Equal(["apt-get install -y -qq --no-install-recommends strace heaptrack"], Called());
        Assert.Contains("strace heaptrack", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Old_package_lists_are_renewed_and_the_command_tried_again()
    {
        Assert.True(DebianPackages.Install(["strace"], Root("[ \"$(wc -l < calls)\" -gt 1 ]"), _ => { }, CancellationToken.None));
        Assert.Equal(["apt-get install -y -qq --no-install-recommends strace", "apt-get update -qq", "apt-get install -y -qq --no-install-recommends strace"], Called());
    }

    [Theory]
    [InlineData("false")]
    [InlineData("kill -9 $$")]
    public void A_failure_is_no_more_than_a_failure(string line) =>
        Assert.False(DebianPackages.Install(["strace"], Root(line), _ => { }, CancellationToken.None));

    [Fact]
    public void A_missing_command_is_no_more_than_a_failure() =>
        Assert.False(DebianPackages.Install(["strace"], [Path.Combine(_folder, "no-sudo")], _ => { }, CancellationToken.None));

    // Stands for sudo: notes what it is asked to run, and ends as the line says.
    private string[] Root(string line)
    {
        string file = Path.Combine(_folder, "as-root");
        File.WriteAllText(file, $"#!/bin/sh\ncd {_folder}\necho \"$*\" >> calls\n{line}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return [file];
    }

    private string[] Called() => File.ReadAllLines(Path.Combine(_folder, "calls"));
}
