using System.Globalization;
using Hone.Guardrails.History;
using Microsoft.Data.Sqlite;

namespace Hone.Linux.History;

/// <summary>
/// The history's index, an SQLite file in git's own folder: made from the store and from nothing else, so that it may be deleted at any
/// time. Only files of the store that changed since are read again.
/// </summary>
public sealed class HistoryIndex : IDisposable
{
    private const int Version = 1;

    private const string Schema = """
        CREATE TABLE file (name TEXT PRIMARY KEY, blob TEXT NOT NULL, unreadable INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE entry (id TEXT PRIMARY KEY, file TEXT NOT NULL, time TEXT NOT NULL, "commit" TEXT NOT NULL, workload TEXT NOT NULL, source TEXT NOT NULL, line TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX entry_by_file ON entry (file);
        CREATE INDEX entry_by_workload ON entry (workload, time);
        """;

    private const string Memory = ":memory:";

    // SQLITE_ERROR (another form of tables), SQLITE_CORRUPT and SQLITE_NOTADB: a new file is better.
    private static readonly int[] _spoilt = [1, 11, 26];

    private readonly SqliteConnection _connection;

    private HistoryIndex(SqliteConnection connection) => _connection = connection;

    /// <summary>
    /// Opens the index, as new as the store; one that is damaged or of another version is made anew. Where no file can be written, or
    /// another Hone holds it for long, it is made in memory.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="store">What it is made from.</param>
    public static HistoryIndex Open(string path, HistoryRef store)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            path = Memory;
        }

        bool isAnew = false;
        while (true)
        {
            HistoryIndex? index = null;
            try
            {
                index = new(Connect(path));
                index.Update(store);
                return index;
            }
            catch (SqliteException error) when (path != Memory)
            {
                index?.Dispose();
                path = !isAnew && _spoilt.Contains(error.SqliteErrorCode) && IsRemoved(path) ? path : Memory;
                isAnew = true;
            }
            catch
            {
                index?.Dispose();
                throw;
            }
        }
    }

    /// <summary>How many lines of the store cannot be read: damaged, or of a later Hone.</summary>
    public int Unreadable => Convert.ToInt32(Scalar("SELECT COALESCE(SUM(unreadable), 0) FROM file"), CultureInfo.InvariantCulture);

    /// <summary>The entries in the order of their time.</summary>
    /// <param name="workloads">Of these workloads; of all when none is named.</param>
    public IReadOnlyList<StoredEntry> Entries(IReadOnlyList<string> workloads)
    {
        using SqliteCommand command = _connection.CreateCommand();
        string[] names = [.. workloads.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"$w{i}"))];
        command.CommandText = "SELECT line FROM entry" + (names.Length == 0 ? "" : $" WHERE workload IN ({string.Join(", ", names)})") + " ORDER BY time, id";
        for (int i = 0; i < names.Length; i++)
        {
            command.Parameters.AddWithValue(names[i], workloads[i]);
        }

        List<StoredEntry> entries = [];
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (HistoryLine.Read(reader.GetString(0)) is StoredEntry entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static SqliteConnection Connect(string path)
    {
        // Not pooled: a pooled connection would keep a deleted file open.
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Update(HistoryRef store)
    {
        // Taken at once, so that two Hones do not both find the same files new.
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        long version = Convert.ToInt64(Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (version == 0)
        {
            Run(Schema + string.Create(CultureInfo.InvariantCulture, $"\nPRAGMA user_version = {Version};"));
        }
        else if (version != Version)
        {
            throw new SqliteException("the index is of another version", 1);
        }

        Dictionary<string, string> known = [];
        using (SqliteCommand command = _connection.CreateCommand())
        {
            command.CommandText = "SELECT name, blob FROM file";
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                known[reader.GetString(0)] = reader.GetString(1);
            }
        }

        IReadOnlyList<HistoryFile> files = store.Files(store.Tip());
        foreach (string gone in known.Keys.Except(files.Select(file => file.Name)))
        {
            Forget(gone);
        }

        foreach (HistoryFile file in files.Where(file => !known.TryGetValue(file.Name, out string? blob) || blob != file.Blob))
        {
            Forget(file.Name);
            Add(file, store.Lines(file));
        }

        transaction.Commit();
    }

    private void Forget(string file)
    {
        Run("DELETE FROM entry WHERE file = $file", ("$file", file));
        Run("DELETE FROM file WHERE name = $file", ("$file", file));
    }

    private void Add(HistoryFile file, IReadOnlyList<string> lines)
    {
        int unreadable = 0;
        foreach (string line in lines)
        {
            if (HistoryLine.Read(line) is not StoredEntry stored)
            {
                unreadable++;
                continue;
            }

            HistoryEntry entry = stored.Entry;
            Run(
                "INSERT OR IGNORE INTO entry VALUES ($id, $file, $time, $commit, $workload, $source, $line)",
                ("$id", stored.Id),
                ("$file", file.Name),
                ("$time", entry.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
                ("$commit", entry.Commit),
                ("$workload", entry.Workload),
                ("$source", entry.Source),
                ("$line", line));
        }

        Run("INSERT INTO file VALUES ($name, $blob, $unreadable)", ("$name", file.Name), ("$blob", file.Blob), ("$unreadable", unreadable));
    }

    private void Run(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this class; what comes from outside is a parameter.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    private object? Scalar(string text)
    {
        using SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private static bool IsRemoved(string path)
    {
        try
        {
            File.Delete(path);
            File.Delete(path + "-journal");
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
