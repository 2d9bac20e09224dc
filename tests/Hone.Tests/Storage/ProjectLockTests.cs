using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Tests.Storage;

/// <summary>Who is at work in a project, and that asking for it is in nobody's way.</summary>
public sealed class ProjectLockTests : IDisposable
{
    private readonly string _project = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly StateFolder _folder;

    public ProjectLockTests()
    {
        _folder = new(_project);
        _folder.Create();
    }

    public void Dispose() => Directory.Delete(_project, recursive: true);

    [Fact]
    public void Who_holds_it_is_told_and_nobody_afterwards()
    {
        Assert.Null(ProjectLock.HeldBy(_folder));
        using (Take())
        {
            Assert.Contains("hone test", ProjectLock.HeldBy(_folder), StringComparison.Ordinal);
            Assert.Equal("project-locked", Assert.Throws<ProblemException>(Take).Problem.Rule);
        }

        Assert.Null(ProjectLock.HeldBy(_folder));
    }

    [Fact]
    public async Task A_question_who_holds_it_is_no_holder()
    {
        Take().Dispose();

        // A question takes less than a millisecond; on a busy machine this one may take longer than the other tries again.
        bool isTaken = false;
        for (int attempt = 0; attempt < 20 && !isTaken; attempt++)
        {
            isTaken = await IsTakenOverAQuestion();
        }

        Assert.True(isTaken);
    }

    // Two who ask at once do not take each other for a hone at work; one who wants it with no patience gets it when the question is over.
    private async Task<bool> IsTakenOverAQuestion()
    {
        using FileStream asks = new(_folder.Lock, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Assert.Null(ProjectLock.HeldBy(_folder));
        Task<ProjectLock> takes = Task.Run(Take, TestContext.Current.CancellationToken);
        await Task.Delay(3, TestContext.Current.CancellationToken);
        await asks.DisposeAsync();
        try
        {
            (await takes).Dispose();
            return true;
        }
        catch (ProblemException problem) when (problem.Problem.Rule == "project-locked")
        {
            return false;
        }
    }

    private ProjectLock Take() => ProjectLock.Take(_folder, "test", TimeSpan.Zero, _ => { }, CancellationToken.None);
}
