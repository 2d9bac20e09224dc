using System.Globalization;
using System.Text;
using Hone.Guardrails.History;
using Hone.Linux.History;
using Hone.Linux.Repositories;
using Hone.Problems;
using Hone.Tests.Changes;
using Hone.Tests.Guardrails;
using Microsoft.Data.Sqlite;

namespace Hone.Tests.History;

/// <summary>The store in real repositories, and the index over it.</summary>
public sealed class HistoryRefTests : IDisposable
{
    private readonly GitFolder _one = new();
    private readonly GitFolder _two = new();
    private readonly string _index = Path.Combine(Directory.CreateTempSubdirectory("hone-test-").FullName, "inner", "history.db");

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

    [Fact]
    public void The_index_that_is_deleted_is_made_again_as_it_was()
    {
        HistoryRef store = Store(_one);
        _ = store.Append([.. Enumerable.Range(0, 40).Select(i => Entry(i * 50))]);
        string first = Dump(store);
        _ = store.Append([Entry(7), Entry(8)]);
        string grown = Dump(store);
        Assert.NotEqual(first, grown);
        File.Delete(_index);
        Assert.Equal(grown, Dump(store));

        // One that was damaged is one that was deleted.
        File.WriteAllText(_index, "this is no database, and longer than the head of one would be: 0123456789012345678901234567890123456789012345678901234567890123456789");
        Assert.Equal(grown, Dump(store));
        SetVersion(99);
        Assert.Equal(grown, Dump(store));
    }

    [Fact]
    public void Where_no_index_can_be_written_it_is_made_in_memory()
    {
        HistoryRef store = Store(_one);
        _ = store.Append([Entry(1), Entry(2)]);
        string blocked = Path.Combine(_one.Folder, "a file");
        File.WriteAllText(blocked, "");
        using HistoryIndex index = HistoryIndex.Open(Path.Combine(blocked, "history.db"), store);
        Assert.Equal(2, index.Entries([]).Count);
        Directory.CreateDirectory(_index);
        using HistoryIndex other = HistoryIndex.Open(_index, store);
        Assert.Equal(2, other.Entries([]).Count);
        Directory.Delete(_index);
    }

    [Fact]
    public void The_index_follows_a_store_that_was_set_back()
    {
        HistoryRef store = Store(_one);
        _ = store.Append([Entry(1)]);
        string before = Dump(store);
        string tip = store.Tip()!;
        _ = store.Append([Entry(2), Entry(5000)]);
        _ = Dump(store);
        _ = _one.Run("update-ref", store.Name, tip);
        Assert.Equal(before, Dump(store));
    }

    [Fact]
    public void A_damaged_line_is_counted_and_kept_and_the_others_are_there()
    {
        HistoryRef store = Store(_one);
        _ = store.Append([Entry(1)]);
        StoredEntry damaged = Entry(2) with { Line = "{\"time\":\"2026-11-01" };
        _ = store.Append([damaged]);
        using HistoryIndex index = HistoryIndex.Open(_index, store);
        Assert.Equal(1, index.Unreadable);
        Assert.Equal([Entry(1).Id], index.Entries([]).Select(entry => entry.Id));
        Assert.Contains(damaged.Line, Lines(store));
    }

    [Fact]
    public void The_index_gives_the_entries_of_the_workloads_that_are_asked_for()
    {
        HistoryRef store = Store(_one);
        StoredEntry night = HistoryLine.Store(Entries.Of(3, 10, workload: "ni'ght\" --"));
        _ = store.Append([Entry(1), night]);
        using HistoryIndex index = HistoryIndex.Open(_index, store);
        Assert.Equal(night.Line, Assert.Single(index.Entries([night.Entry.Workload])).Line);
        Assert.Equal(2, index.Entries([]).Count);
        Assert.Empty(index.Entries(["other"]));
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(_index))!, recursive: true);
    }

    private static StoredEntry Entry(int hour) => HistoryLine.Store(Entries.Of(hour, 10 + hour));

    private static HistoryRef Store(GitFolder folder, string prefix = "") => new(new GitRepository(Path.Combine(folder.Folder, prefix)), prefix, TestContext.Current.CancellationToken);

    private static HistoryRemote Remote(GitFolder folder, HistoryRef store) => new(new GitRepository(folder.Folder), store, TestContext.Current.CancellationToken);

    private static string[] Lines(HistoryRef store) => [.. store.Files(store.Tip()).SelectMany(store.Lines)];

    /// <summary>All that the index holds, as text in a fixed order: equal for equal stores.</summary>
    private string Dump(HistoryRef store)
    {
        HistoryIndex.Open(_index, store).Dispose();
        using SqliteConnection connection = new($"Data Source={_index};Pooling=False");
        connection.Open();
        List<string> rows = [];
        foreach (string query in new[] { "SELECT name, blob, unreadable FROM file ORDER BY name", "SELECT id, file, time, \"commit\", workload, source, line FROM entry ORDER BY id" })
        {
            using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100
            command.CommandText = query;
#pragma warning restore CA2100
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(string.Join('\t', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
            }
        }

        return string.Join('\n', rows);
    }

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

    private void SetVersion(int version)
    {
        using SqliteConnection connection = new($"Data Source={_index};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = $"PRAGMA user_version = {version}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
