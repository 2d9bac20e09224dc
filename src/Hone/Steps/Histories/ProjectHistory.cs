using Hone.Guardrails.History;
using Hone.Linux.History;
using Hone.Problems;

namespace Hone.Cli.Steps.Histories;

/// <summary>The history of one project: its store in git, the index over it, and the database that machines share, if there is one.</summary>
internal sealed class ProjectHistory : IDisposable
{
    /// <summary>The variable that holds the address of the shared database.</summary>
    public const string Variable = "HONE_HISTORY";

    private readonly Session _session;
    private readonly string _index;
    private readonly Lazy<HistoryDatabase>? _database;

    private ProjectHistory(Session session, string commonFolder, string prefix, string? connection, TimeSpan patience)
    {
        _session = session;
        string folder = Path.Combine(commonFolder, "hone");
        string mark = HistoryRef.Mark(prefix);
        _index = Path.Combine(folder, $"history{mark}.db");
        Store = new(session.Git, prefix, session.Cancellation);
        Queue = new(Path.Combine(folder, "history-queue" + mark));
        _database = string.IsNullOrWhiteSpace(connection) ? null : new(() => new(connection.Trim(), session.Project.Name, patience, session.Cancellation));
    }

    /// <summary>The store.</summary>
    public HistoryRef Store { get; }

    /// <summary>Entries on their way to the database.</summary>
    public HistoryOutbox Queue { get; }

    /// <summary>Whether a shared database is named.</summary>
    public bool HasDatabase => _database is not null;

    /// <summary>The shared database; null when none is named. It is made when it is first asked for: an address that cannot be read is a problem only then.</summary>
    public HistoryDatabase? Database => _database?.Value;

    /// <summary>The history of a session's project; null when it is in no git repository.</summary>
    /// <param name="session">The project.</param>
    /// <param name="connection">The address of the shared database; null for the variable's.</param>
    /// <param name="patience">How long a database that is away is waited for.</param>
    public static ProjectHistory? Find(Session session, string? connection, TimeSpan patience)
    {
        (int exit, string folder) = session.Git.Ask(session.Cancellation, "rev-parse", "--path-format=absolute", "--git-common-dir");
        if (exit != 0 || folder.Trim().Length == 0)
        {
            return null;
        }

        string prefix = session.Git.Ask(session.Cancellation, "rev-parse", "--show-prefix").Output.TrimEnd('\n');
        return new(session, folder.TrimEnd('\n'), prefix, connection ?? Environment.GetEnvironmentVariable(Variable), patience);
    }

    /// <summary>As <see cref="Find"/>; a project without git is a problem.</summary>
    public static ProjectHistory Open(Session session, string? connection, TimeSpan patience) => Find(session, connection, patience)
        ?? throw new ProblemException(new(ExitCode.Usage, "no-git", "the history is kept in git, and this folder is in no git repository", "git init, and commit") { Place = session.Folder });

    /// <summary>The index, as new as the store.</summary>
    public HistoryIndex Index() => HistoryIndex.Open(_index, Store);

    /// <summary>
    /// Sends entries that the store has to the database, with all that waits for it; null when all of it was sent or no database is named, else
    /// why not. An address that cannot be read is a <see cref="ProblemException"/>, as no waiting mends it; the entries wait nevertheless.
    /// </summary>
    public string? Send(IReadOnlyList<StoredEntry> entries)
    {
        if (!HasDatabase)
        {
            return null;
        }

        Queue.Put(entries);
        try
        {
            _ = Queue.Deliver(Database!);
            return null;
        }
        catch (ProblemException error) when (error.Problem.Exit == ExitCode.ToolMissing)
        {
            return error.Problem.What + "; " + Waiting;
        }
    }

    /// <summary>How many deliveries wait, as a sentence's end.</summary>
    public string Waiting => FormattableString.Invariant($"{Queue.Count} {(Queue.Count == 1 ? "delivery waits" : "deliveries wait")} for it");

    /// <summary>The commits of the branch that is checked out, following first parents; null before the first one.</summary>
    public CommitLine? Line()
    {
        (int exit, string list) = _session.Git.Ask(_session.Cancellation, "rev-list", "--first-parent", "--reverse", "HEAD");
        string[] commits = exit == 0 ? list.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        return commits.Length == 0 ? null : new(commits);
    }

    public void Dispose()
    {
        if (_database is { IsValueCreated: true } made)
        {
            made.Value.Dispose();
        }
    }
}
