using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Tests.Storage;

/// <summary>One measures at a time, and who waits is told for whom.</summary>
public sealed class HostLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_second_one_waits_is_told_for_whom_and_comes_next()
    {
        List<string> told = [];
        HostLock first = HostLock.Take(_folder, "hone change verify cpu-000001.1 in /p", TimeSpan.Zero, told.Add, CancellationToken.None);
        ProblemException refused = Assert.Throws<ProblemException>(() => HostLock.Take(_folder, "another", TimeSpan.Zero, told.Add, CancellationToken.None));
        Assert.Equal("host-measuring", refused.Problem.Rule);
        Assert.Contains($"pid {Environment.ProcessId}, hone change verify cpu-000001.1 in /p", refused.Problem.What, StringComparison.Ordinal);
        Task<HostLock> second = Task.Run(() => HostLock.Take(_folder, "another", TimeSpan.FromMinutes(1), told.Add, CancellationToken.None));
        Assert.True(SpinWait.SpinUntil(() => told.Count == 1, TimeSpan.FromSeconds(20)));
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
        Assert.Contains("cpu-000001.1", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_ends_with_the_command()
    {
        using HostLock first = HostLock.Take(_folder, "first", TimeSpan.Zero, _ => { }, CancellationToken.None);
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(50));
        Assert.Throws<OperationCanceledException>(() => HostLock.Take(_folder, "second", TimeSpan.FromMinutes(1), _ => { }, source.Token));
    }
}
