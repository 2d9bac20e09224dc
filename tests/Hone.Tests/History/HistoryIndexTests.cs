using System.Globalization;
using Hone.Guardrails.History;
using Hone.Linux.History;
using Hone.Linux.Repositories;
using Hone.Tests.Changes;
using Hone.Tests.Guardrails;
using Microsoft.Data.Sqlite;

namespace Hone.Tests.History;

/// <summary>The index over a store in a real repository.</summary>
public sealed class HistoryIndexTests : IDisposable
{
    private readonly GitFolder _one = new();
    private readonly string _index = Path.Combine(Directory.CreateTempSubdirectory("hone-test-").FullName, "inner", "history.db");

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
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(_index))!, recursive: true);
    }

    private static StoredEntry Entry(int hour) => HistoryLine.Store(Entries.Of(hour, 10 + hour));

    private static HistoryRef Store(GitFolder folder) => new(new GitRepository(folder.Folder), "", TestContext.Current.CancellationToken);

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
