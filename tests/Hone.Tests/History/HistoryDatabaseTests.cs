using System.Globalization;
using Hone.Guardrails.History;
using Hone.Linux.History;
using Hone.Problems;
using Hone.Tests.Guardrails;
using Npgsql;

namespace Hone.Tests.History;

/// <summary>The shared database: a real server, writers at once, and a server that goes away in between.</summary>
public sealed class HistoryDatabaseTests : IDisposable
{
    private const int Writers = 8;

    private readonly PostgresServer _server = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;

    /// <summary>125 runs each, so that the suite stays quick; HONE_HISTORY_RUNS=1000 for the full trial.</summary>
    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("HONE_HISTORY_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int runs) ? runs : 125;

    [Fact]
    public async Task Of_eight_writers_none_is_lost_and_none_is_doubled_although_the_server_is_killed_in_between()
    {
        int written = 0;
        int missed = 0;
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(writer, () => Interlocked.Increment(ref written), () => Interlocked.Increment(ref missed)), TestContext.Current.CancellationToken))];
        foreach (int kill in new[] { 1, 2 })
        {
            while (Volatile.Read(ref written) < Writers * Runs * kill / 3)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            _server.Kill();
            await Task.Delay(400, TestContext.Current.CancellationToken);
            _server.Start();
        }

        await Task.WhenAll(writers);
        foreach (int writer in Enumerable.Range(0, Writers))
        {
            using HistoryDatabase database = Open(60);
            _ = Queue(writer).Deliver(database);
            Assert.Equal(0, Queue(writer).Count);
        }

        Assert.True(missed > 0, "the server was never missed, so that this shows nothing");
        using HistoryDatabase all = Open(10);
        string[] expected = [.. Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, Runs).Select(run => Entry(writer, run).Id)).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, all.Ids().Order(StringComparer.Ordinal));
        Assert.Equal(Writers * Runs, Count("SELECT count(*) FROM hone_history"));
        Assert.Equal(expected, all.Except(new HashSet<string>()).Select(entry => entry.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Projects_do_not_see_each_other_and_what_is_delivered_twice_is_there_once()
    {
        using HistoryDatabase one = Open(10);
        using HistoryDatabase other = new(_server.Connection, "other", TimeSpan.FromSeconds(10), CancellationToken.None);
        StoredEntry[] entries = [Entry(0, 0), Entry(0, 1)];
        Assert.Equal(2, one.Deliver(entries));
        Assert.Equal(0, one.Deliver(entries));
        Assert.Empty(other.Ids());
        Assert.Equal(1, other.Deliver([entries[0]]));
        Assert.Equal(entries[1].Line, Assert.Single(one.Except(new HashSet<string> { entries[0].Id })).Line);
    }

    [Fact]
    public void A_database_of_an_earlier_version_is_brought_up_to_date_with_what_it_holds()
    {
        StoredEntry entry = Entry(3, 4);
        Run(HistoryMigrations.VersionTable);
        Run(HistoryMigrations.Steps[0]);
        Run("INSERT INTO hone_history_version (version) VALUES (1)");
        Run($"INSERT INTO hone_history (project, id, line) VALUES ('project', '{entry.Id}', '{entry.Line}')");
        using HistoryDatabase database = Open(10);
        Assert.Equal([entry.Id], database.Ids());
        Assert.Equal(HistoryMigrations.Steps.Count, Count("SELECT version FROM hone_history_version"));
        Run("UPDATE hone_history_version SET version = 99");
        using HistoryDatabase again = Open(10);
        Assert.Equal("history-database-newer", Assert.Throws<ProblemException>(() => again.Ids()).Problem.Rule);
    }

    [Fact]
    public async Task Two_machines_that_are_the_first_at_once_both_find_a_whole_database()
    {
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            () =>
            {
                using HistoryDatabase database = Open(20);
                _ = database.Deliver([Entry(writer, 0)]);
            },
            TestContext.Current.CancellationToken)));
        Assert.Equal(Writers, Count("SELECT count(*) FROM hone_history"));
    }

    [Fact]
    public void A_server_that_is_away_is_a_problem_and_the_entries_stay_on_the_disk()
    {
        using HistoryDatabase nowhere = new($"Host={_folder};Username=hone", "project", TimeSpan.Zero, CancellationToken.None);
        HistoryOutbox queue = Queue(0);
        queue.Put([Entry(0, 0)]);
        queue.Put([Entry(0, 0)]);
        Assert.Equal(ExitCode.ToolMissing, Assert.Throws<ProblemException>(() => queue.Deliver(nowhere)).Problem.Exit);
        Assert.Equal(1, queue.Count);
        using HistoryDatabase database = Open(10);
        Assert.Equal(1, queue.Deliver(database));
        Assert.Equal(0, queue.Count);
    }

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(int writer, Action written, Action missed)
    {
        // As in a command: little patience, and what cannot be sent now goes with a later one.
        using HistoryDatabase database = Open(0.2);
        HistoryOutbox queue = Queue(writer);
        for (int run = 0; run < Runs; run++)
        {
            queue.Put([Entry(writer, run)]);
            written();
            try
            {
                _ = queue.Deliver(database);
            }
            catch (ProblemException error)
            {
                Assert.Equal("history-database", error.Problem.Rule);
                missed();
            }
        }
    }

    private static StoredEntry Entry(int writer, int run) => HistoryLine.Store(Entries.Of(run, 10, host: "writer" + writer));

    private HistoryOutbox Queue(int writer) => new(Path.Combine(_folder, writer.ToString(CultureInfo.InvariantCulture)));

    private HistoryDatabase Open(double seconds) => new(_server.Connection, "project", TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    private long Count(string query)
    {
        using NpgsqlConnection connection = Connect();
        using NpgsqlCommand command = new(query, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private void Run(string text)
    {
        using NpgsqlConnection connection = Connect();
        using NpgsqlCommand command = new(text, connection);
        _ = command.ExecuteNonQuery();
    }

    private NpgsqlConnection Connect()
    {
        NpgsqlConnection connection = new(_server.Connection + ";Pooling=false;GSS Encryption Mode=Disable");
        connection.Open();
        return connection;
    }
}
