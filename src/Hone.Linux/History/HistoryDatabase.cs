using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hone.Guardrails.History;
using Hone.Problems;
using Npgsql;

namespace Hone.Linux.History;

/// <summary>
/// A history that several machines share, in PostgreSQL. An entry's id is its key, so that one which is delivered twice is there once: a
/// delivery whose answer was lost is simply repeated.
/// </summary>
public sealed class HistoryDatabase : IDisposable
{
    private const int Batch = 500;
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 60;

    private readonly NpgsqlDataSource _source;
    private readonly string _project;
    private readonly TimeSpan _patience;
    private readonly CancellationToken _cancellation;
    private readonly string _place;
    private bool _isMigrated;

    /// <summary>Takes the way to a database; nothing is connected yet.</summary>
    /// <param name="connection">Npgsql's connection string, or an address <c>postgresql://user@host/database</c>.</param>
    /// <param name="project">The project whose history is meant.</param>
    /// <param name="patience">How long a server that is away is tried again.</param>
    /// <param name="cancellation">Ends the trying.</param>
    public HistoryDatabase(string connection, string project, TimeSpan patience, CancellationToken cancellation)
    {
        (_project, _patience, _cancellation) = (project, patience, cancellation);
        try
        {
            // What the address says comes later and counts. Without the last one every first connection would look for a library of Kerberos
            // and complain on standard error when there is none.
            NpgsqlConnectionStringBuilder settings = new(string.Create(
                CultureInfo.InvariantCulture, $"Application Name=hone;Timeout={ConnectSeconds};Command Timeout={CommandSeconds};GSS Encryption Mode=Disable;{PostgresAddress.ToSettings(connection)}"));
            Insist(settings);
            _place = string.Create(CultureInfo.InvariantCulture, $"postgresql://{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}");
            _source = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString).EnableTransportSecurity().Build();
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ProblemException(new(ExitCode.Usage, "history-database", "the address of the history's database cannot be read", "write it like postgresql://user@host:5432/database or Host=…;Database=…; the password may stand in PGPASSWORD"), error);
        }
    }

    /// <summary>Delivers entries.</summary>
    /// <returns>How many were new there.</returns>
    public int Deliver(IReadOnlyList<StoredEntry> entries) => entries.Chunk(Batch).Sum(part => Try(connection => Insert(connection, part)));

    /// <summary>The ids of all entries of the project.</summary>
    public IReadOnlySet<string> Ids() => Try(connection =>
    {
        using NpgsqlCommand command = new("SELECT id FROM hone_history WHERE project = $1", connection) { Parameters = { Text(_project) } };
        HashSet<string> ids = [];
        using NpgsqlDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    });

    /// <summary>The entries that are not among those that are known. Lines that cannot be read are left out.</summary>
    public IReadOnlyList<StoredEntry> Except(IReadOnlySet<string> known) => Try(connection =>
    {
        List<StoredEntry> entries = [];
        foreach (string[] wanted in Ids().Where(id => !known.Contains(id)).Chunk(Batch))
        {
            using NpgsqlBatch batch = new(connection);
            foreach (string id in wanted)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT line FROM hone_history WHERE project = $1 AND id = $2") { Parameters = { Text(_project), Text(id) } });
            }

            using NpgsqlDataReader reader = batch.ExecuteReader();
            do
            {
                while (reader.Read())
                {
                    // A line whose id is another one was written by somebody else's program; it must not come in under a false name.
                    if (HistoryLine.Read(reader.GetString(0)) is StoredEntry entry)
                    {
                        entries.Add(entry);
                    }
                }
            }
            while (reader.NextResult());
        }

        return entries;
    });

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    // Npgsql finds out only when it connects, and then it is no error of its own. A host may bear a port, and there may be several.
    private static void Insist(NpgsqlConnectionStringBuilder settings)
    {
        IEnumerable<string> ports = (settings.Host ?? "").Split(',', StringSplitOptions.TrimEntries)
            .Where(host => host is not ['/' or '@', ..] && (host.Count(each => each == ':') == 1 || host.Contains("]:", StringComparison.Ordinal)))
            .Select(host => host[(host.LastIndexOf(':') + 1)..]);
        if (settings.Port > IPEndPoint.MaxPort || ports.Any(port => !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is 0 or > IPEndPoint.MaxPort))
        {
            throw new FormatException("this is no port");
        }
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private int Insert(NpgsqlConnection connection, IReadOnlyList<StoredEntry> entries)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using NpgsqlBatch batch = new(connection, transaction);

        // In one order everywhere, so that two writers of the same entries wait for each other and never both.
        foreach (StoredEntry entry in entries.OrderBy(entry => entry.Id, StringComparer.Ordinal))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO hone_history (project, id, line) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            {
                Parameters = { Text(_project), Text(entry.Id), Text(entry.Line) },
            });
        }

        batch.ExecuteNonQuery();
        int added = batch.BatchCommands.Cast<NpgsqlBatchCommand>().Sum(command => (int)command.Rows);
        transaction.Commit();
        return added;
    }

    /// <summary>Does something with a connection, again while the server is away, for as long as there is patience.</summary>
    private T Try<T>(Func<NpgsqlConnection, T> work)
    {
        DateTime end = DateTime.UtcNow + _patience;
        TimeSpan pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            try
            {
                using NpgsqlConnection connection = _source.OpenConnection();
                Migrate(connection);
                return work(connection);
            }
            catch (Exception error) when (IsPassing(error) && DateTime.UtcNow < end)
            {
                // A little by chance, so that eight machines do not all come back at the same moment.
                _cancellation.WaitHandle.WaitOne(pause * (0.5 + Random.Shared.NextDouble()));
                _cancellation.ThrowIfCancellationRequested();
                pause = pause < TimeSpan.FromSeconds(2) ? pause * 2 : pause;
            }
            catch (Exception error) when (error is NpgsqlException or SocketException or IOException or TimeoutException)
            {
                throw new ProblemException(
                    new Problem(ExitCode.ToolMissing, "history-database", "the history's database cannot be used: " + error.Message, "see that the server runs and takes this user; what was measured meanwhile waits and is delivered later")
                    { Place = _place },
                    error);
            }
        }
    }

    // Away, restarting, too many connections, or a deadlock: the same thing may go well later.
    private static bool IsPassing(Exception error) => error switch
    {
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is SocketException or IOException or TimeoutException,
        _ => error is SocketException or IOException or TimeoutException,
    };

    private void Migrate(NpgsqlConnection connection)
    {
        if (_isMigrated)
        {
            return;
        }

        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Run(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({HistoryMigrations.Lock})"));
        Run(connection, transaction, HistoryMigrations.VersionTable);
        using NpgsqlCommand ask = new("SELECT version FROM hone_history_version", connection, transaction);
        int version = ask.ExecuteScalar() as int? ?? 0;
        if (version > HistoryMigrations.Steps.Count)
        {
            throw new ProblemException(new(ExitCode.Usage, "history-database-newer", $"the history's database has version {version}, and this Hone knows {HistoryMigrations.Steps.Count}", "use the Hone that wrote it, or a later one") { Place = _place });
        }

        foreach (string step in HistoryMigrations.Steps.Skip(version))
        {
            Run(connection, transaction, step);
        }

        if (version < HistoryMigrations.Steps.Count)
        {
            Run(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO hone_history_version (version) VALUES ({HistoryMigrations.Steps.Count}) ON CONFLICT (only_row) DO UPDATE SET version = excluded.version"));
        }

        transaction.Commit();
        _isMigrated = true;
    }

    private static void Run(NpgsqlConnection connection, NpgsqlTransaction transaction, string text)
    {
#pragma warning disable CA2100 // Constants and numbers only.
        using NpgsqlCommand command = new(text, connection, transaction);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
