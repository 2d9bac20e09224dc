using Hone.Cli.Steps.Bisecting;
using Hone.Guardrails.Bisecting;
using Hone.Linux.Repositories;
using Hone.Problems;
using Hone.Tests.Guarding;

namespace Hone.Tests.Bisecting;

public sealed class BisectLineTests : IDisposable
{
    private readonly GitProject _project = new();

    [Fact]
    public void A_commit_between_the_ends_is_skipped_and_any_other_one_is_a_mistake()
    {
        string before = _project.Commit("before");
        string good = _project.Commit("good");
        string between = _project.Commit("between");
        string bad = _project.Commit("bad");
        _ = _project.Repository.Run("checkout", "-q", "--detach", good);
        string aside = _project.Commit("aside");
        IReadOnlyList<BisectCommit> line = BisectLine.Read(Git, good, bad, TestContext.Current.CancellationToken);
        Assert.Equal([good, between, bad], line.Select(commit => commit.Hash));
        Assert.Equal([KeyValuePair.Create(1, "by --skip")], Skipped(line, between));
        Assert.Empty(Skipped(line));
        foreach (string stray in new[] { before, aside, good, bad })
        {
            Problem problem = Assert.Throws<ProblemException>(() => Skipped(line, between, stray)).Problem;
            Assert.Equal((ExitCode.Usage, "bisect-commits"), (problem.Exit, problem.Rule));
            Assert.Contains("--skip " + stray, problem.What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_git_bisect_skipped_elsewhere_is_no_mistake()
    {
        string good = _project.Commit("good");
        _ = _project.Commit("between");
        string bad = _project.Commit("bad");
        string after = _project.Commit("after");
        _ = _project.Repository.Run("update-ref", "refs/bisect/skip-" + after, after);
        Assert.Empty(Skipped(BisectLine.Read(Git, good, bad, TestContext.Current.CancellationToken)));
    }

    public void Dispose() => _project.Dispose();

    private GitRepository Git => _project.Session.Git;

    private Dictionary<int, string> Skipped(IReadOnlyList<BisectCommit> line, params string[] named) => BisectLine.Skipped(Git, line, named, TestContext.Current.CancellationToken);
}
