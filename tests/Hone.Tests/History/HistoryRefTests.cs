using System.Text;
using Hone.Guardrails.History;
using Hone.Linux.History;
using Hone.Linux.Repositories;
using Hone.Problems;
using Hone.Tests.Changes;
using Hone.Tests.Guardrails;

namespace Hone.Tests.History;

/// <summary>The store in real repositories.</summary>
public sealed class HistoryRefTests : IDisposable
{
    private readonly GitFolder _one = new();
    private readonly GitFolder _two = new();

    [Fact]
    public void Entries_are_added_once_and_the_working_tree_stays_as_it_is()
    {
        HistoryRef store = Store(_one);
        Assert.Null(store.Tip());
        Assert.Equal(2, store.Append([Entry(1), Entry(2)]));
        string? tip = store.Tip();
        Assert.Equal(0, store.Append([Entry(2), Entry(1)]));
        Assert.Equal(tip, store.Tip());
        Assert.Equal(2, store.Append([Entry(3), Entry(1000)]));
        Assert.Equal(["2026-11.jsonl", "2026-12.jsonl"], store.Files(store.Tip()).Select(file => file.Name));
        Assert.Equal([Entry(1).Line, Entry(2).Line, Entry(3).Line, Entry(1000).Line], Lines(store));
        Assert.Empty(_one.Run("status", "--porcelain"));
        Assert.Empty(_one.Run("branch", "--list"));
        _ = _one.Run("fsck", "--strict");
    }

    [Fact]
    public async Task Several_that_append_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(
            () =>
            {
                for (int run = 0; run < 6; run++)
                {
                    Assert.Equal(1, Store(_one).Append([Entry((writer * 100) + run)]));
                }
            },
            TestContext.Current.CancellationToken)));
        Assert.Equal(24, Lines(Store(_one)).Length);
    }

    [Fact]
    public void Two_clones_histories_become_one_without_conflict()
    {
        _ = _one.Commit();
        string remote = Directory.CreateTempSubdirectory("hone-test-").FullName;
        try
        {
            _ = _one.Run("init", "-q", "--bare", remote);
            HistoryRef one = Store(_one);
            HistoryRef two = Store(_two);
            _ = one.Append([Entry(1), Entry(2), Entry(5)]);
            _ = two.Append([Entry(2), Entry(3), Entry(4)]);
            Assert.Equal((0, true), Remote(_one, one).Sync(remote));
            Assert.Equal((2, true), Remote(_two, two).Sync(remote));
            Assert.Equal((2, false), Remote(_one, one).Sync(remote));
            Assert.Equal([.. new[] { 1, 2, 3, 4, 5 }.Select(i => Entry(i).Line)], Lines(one));
            Assert.Equal(one.Tip(), two.Tip());

            // Both went on: each has a line that the other has not, in one file.
            _ = one.Append([Entry(6)]);
            _ = two.Append([Entry(7)]);
            _ = Remote(_two, two).Sync(remote);
            Assert.Equal((1, true), Remote(_one, one).Sync(remote));
            Assert.Equal((1, false), Remote(_two, two).Sync(remote));
            Assert.Equal(Lines(one), Lines(two));
            Assert.Equal(7, Lines(two).Length);
        }
        finally
        {
            Directory.Delete(remote, recursive: true);
        }
    }

    [Fact]
    public void A_project_in_a_folder_keeps_its_earlier_lines_and_does_not_mix_with_its_neighbours()
    {
        _ = Directory.CreateDirectory(Path.Combine(_one.Folder, "apps", "day"));
        _ = Directory.CreateDirectory(Path.Combine(_one.Folder, "apps-day"));
        HistoryRef root = Store(_one);
        HistoryRef inside = Store(_one, "apps/day/");
        HistoryRef alike = Store(_one, "apps-day/");
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal(1, inside.Append([Entry(i)]));
        }

        Assert.Equal(1, root.Append([Entry(7)]));
        Assert.Equal(1, alike.Append([Entry(8)]));
        Assert.Equal([Entry(1).Line, Entry(2).Line, Entry(3).Line], Lines(inside));
        Assert.Equal([Entry(7).Line], Lines(root));
        Assert.Equal([Entry(8).Line], Lines(alike));
        Assert.Equal("refs/hone/history", root.Name);
        Assert.Matches("^refs/hone/history-apps-day-[0-9a-f]{8}$", inside.Name);
        Assert.NotEqual(inside.Name, alike.Name);
        Assert.Equal(inside.Name, Store(_one, "apps/day").Name);
    }

    [Theory]
    [InlineData("größe/ä..b.lock/@{x}")]
    [InlineData("日本")]
    [InlineData("a/very/long/path/that/goes/on/and/on/and/would/make/a/name/longer/than/a/file/may/have")]
    public void Every_folder_makes_a_name_that_git_takes(string folder)
    {
        string name = new HistoryRef(new GitRepository(_one.Folder), folder, TestContext.Current.CancellationToken).Name;
        _ = _one.Run("check-ref-format", name);
        Assert.True(name.Length < 80 && name.All(char.IsAscii), name);
    }

    [Fact]
    public void A_later_commit_that_lost_lines_takes_none_from_here()
    {
        HistoryRef store = Store(_one);
        _ = store.Append([Entry(1), Entry(2)]);
        string whole = store.Tip()!;
        string lost = Written(whole, ("2026-11.jsonl", Entry(3).Line + "\n"));
        Assert.Equal(1, store.Merge(lost));
        Assert.Equal([Entry(1).Line, Entry(2).Line, Entry(3).Line], Lines(store));

        // The other way round: what was lost here is still there.
        _ = _one.Run("update-ref", store.Name, lost);
        Assert.Equal(2, store.Merge(whole));
        Assert.Equal([Entry(1).Line, Entry(2).Line, Entry(3).Line], Lines(store));

        // Once united, both are behind it and nothing moves any more.
        string tip = store.Tip()!;
        Assert.Equal(0, store.Merge(whole));
        Assert.Equal(0, store.Merge(lost));
        Assert.Equal(tip, store.Tip());
    }

    [Fact]
    public void A_later_commit_that_has_every_line_is_taken_as_it_is()
    {
        HistoryRef store = Store(_one);
        _ = store.Append([Entry(1)]);
        string before = store.Tip()!;
        _ = store.Append([Entry(2)]);
        string after = store.Tip()!;
        _ = _one.Run("update-ref", store.Name, before);
        Assert.Equal(1, store.Merge(after));
        Assert.Equal(after, store.Tip());
    }

    [Fact]
    public void What_a_later_Hone_put_beside_the_lines_stays_there()
    {
        HistoryRef store = Store(_one);
        _ = store.Append([Entry(1)]);
        string mine = Written(store.Tip(), ("2026-11.jsonl", Entry(1).Line + "\n"), ("notes\n\"é", "of a later Hone"));
        string theirs = Written(null, ("2026-11.jsonl", Entry(3).Line + "\n"), ("pins", "theirs"));
        _ = _one.Run("update-ref", store.Name, mine);
        Assert.Equal(1, store.Append([Entry(2)]));
        Assert.Equal(1, store.Merge(theirs));
        Assert.Equal(1, store.Append([Entry(1000)]));
        Assert.Equal("of a later Hone", Encoding.UTF8.GetString(_one.Run("cat-file", "blob", store.Name + ":notes\n\"é")));
        Assert.Equal("theirs", Encoding.UTF8.GetString(_one.Run("cat-file", "blob", store.Name + ":pins")));
        Assert.Equal(["2026-11.jsonl", "2026-12.jsonl"], store.Files(store.Tip()).Select(file => file.Name));
        Assert.Equal(4, Lines(store).Length);
    }

    [Fact]
    public void A_remote_that_is_not_there_is_a_problem() =>
        Assert.Equal("history-remote", Assert.Throws<ProblemException>(() => Remote(_one, Store(_one)).Sync("/nowhere/at/all")).Problem.Rule);

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
    }

    private static StoredEntry Entry(int hour) => HistoryLine.Store(Entries.Of(hour, 10 + hour));

    private static HistoryRef Store(GitFolder folder, string prefix = "") => new(new GitRepository(Path.Combine(folder.Folder, prefix)), prefix, TestContext.Current.CancellationToken);

    private static HistoryRemote Remote(GitFolder folder, HistoryRef store) => new(new GitRepository(folder.Folder), store, TestContext.Current.CancellationToken);

    private static string[] Lines(HistoryRef store) => [.. store.Files(store.Tip()).SelectMany(store.Lines)];

    /// <summary>A commit with these files, by git alone.</summary>
    private string Written(string? parent, params (string Name, string Text)[] files)
    {
        string content = Path.Combine(_one.Folder, "content");
        List<string> index = ["-c", "core.quotePath=false", "update-index", "--add"];
        _ = _one.Run("read-tree", "--empty");
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(content, text);
            string blob = Encoding.ASCII.GetString(_one.Run("hash-object", "-w", content)).Trim();
            index.AddRange(["--cacheinfo", $"100644,{blob},{name}"]);
        }

        _ = _one.Run([.. index]);
        string tree = Encoding.ASCII.GetString(_one.Run("write-tree")).Trim();
        string[] after = parent is null ? [] : ["-p", parent];
        return Encoding.ASCII.GetString(_one.Run(["-c", "user.name=t", "-c", "user.email=t@t", "commit-tree", tree, .. after, "-m", "by hand"])).Trim();
    }
}
