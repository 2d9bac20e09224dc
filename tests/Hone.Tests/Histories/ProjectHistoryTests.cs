using Hone.Cli.Steps.Histories;
using Hone.Guardrails.History;
using Hone.Linux.History;
using Hone.Problems;
using Hone.Tests.Changes;
using Hone.Tests.Guarding;
using Hone.Tests.Guardrails;

namespace Hone.Tests.Histories;

/// <summary>A project's history: what it has of its own, and that a database costs nothing of it.</summary>
public sealed class ProjectHistoryTests : IDisposable
{
    private readonly GitFolder _repository = new();

    [Fact]
    public void Two_projects_of_one_repository_have_each_a_store_an_index_and_a_queue_of_their_own()
    {
        using GitProject root = new(_repository);
        using GitProject inside = new(_repository, "apps/day");
        using ProjectHistory rootHistory = Open(root);
        using ProjectHistory insideHistory = Open(inside);
        foreach (int i in new[] { 1, 2, 3 })
        {
            _ = insideHistory.Store.Append([Entry(i)]);
            Assert.Equal(i, Lines(insideHistory).Count);
        }

        _ = rootHistory.Store.Append([Entry(9)]);
        Assert.Equal([Entry(9).Line], Lines(rootHistory));
        Assert.Equal([Entry(1).Line, Entry(2).Line, Entry(3).Line], Lines(insideHistory));
        rootHistory.Queue.Put([Entry(9)]);
        Assert.Equal((1, 0), (rootHistory.Queue.Count, insideHistory.Queue.Count));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("postgresql://a:b:c@/x?port=many")]
    [InlineData("postgresql:///x?no_such_word=1")]
    public void An_address_that_cannot_be_read_costs_no_entry_and_is_told_when_the_database_is_wanted(string address)
    {
        using GitProject project = new(_repository);
        using ProjectHistory history = Open(project, address);
        Assert.True(history.HasDatabase);
        Assert.Equal(1, history.Store.Append([Entry(1)]));
        Problem problem = Assert.Throws<ProblemException>(() => history.Send([Entry(1)])).Problem;
        Assert.Equal((ExitCode.Usage, "history-database"), (problem.Exit, problem.Rule));
        Assert.Equal([Entry(1).Line], Lines(history));

        // It waits for an address that can be read.
        Assert.Equal(1, history.Queue.Count);
    }

    [Fact]
    public void A_database_that_is_away_is_told_with_what_waits_for_it()
    {
        using GitProject project = new(_repository);
        using ProjectHistory history = Open(project, "Host=" + _repository.Folder + ";Username=hone");
        Assert.EndsWith("; 1 delivery waits for it", history.Send([Entry(1)]), StringComparison.Ordinal);
        using ProjectHistory without = Open(project);
        Assert.Null(without.Send([Entry(2)]));
        Assert.Equal(1, without.Queue.Count);
    }

    public void Dispose() => _repository.Dispose();

    private static ProjectHistory Open(GitProject project, string address = "") => ProjectHistory.Open(project.Session, address, TimeSpan.Zero);

    private static StoredEntry Entry(int hour) => HistoryLine.Store(Entries.Of(hour, 10 + hour));

    private static IReadOnlyList<string> Lines(ProjectHistory history)
    {
        using HistoryIndex index = history.Index();
        return [.. index.Entries([]).Select(entry => entry.Line)];
    }
}
