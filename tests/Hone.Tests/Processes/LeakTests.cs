using Hone.Linux.Processes;

namespace Hone.Tests.Processes;

/// <summary>Counts the descriptors and children of this very process, so nothing else may run at the time.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests
{
    [Fact]
    public void Five_hundred_runs_leave_no_descriptor_and_no_zombie()
    {
        _ = ProcessRunner.Run(new() { Argv = ["true"], WorkingDirectory = "/" }, CancellationToken.None);
        // What earlier tests of this process left is not counted here.
        HashSet<string> zombiesBefore = [.. Zombies()];
        int before = Directory.GetFiles("/proc/self/fd").Length;
        for (int i = 0; i < 500; i++)
        {
            _ = ProcessRunner.Run(new() { Argv = ["true"], WorkingDirectory = "/" }, CancellationToken.None);
        }

        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 8);
        Assert.Empty(Zombies().Except(zombiesBefore));
    }

    private static IEnumerable<string> Zombies() => Directory.GetDirectories("/proc/self/task")
        .SelectMany(task => File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(pid => File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal));
}
