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
    private readonly string _folder;

    private ProjectHistory(Session session, string commonFolder, string? connection, TimeSpan patience)
    {
        _session = session;
        _folder = Path.Combine(commonFolder, "hone");
        Store = new(session.Git, session.Cancellation);
        Queue = new(Path.Combine(_folder, "history-queue"));
        Database = string.IsNullOrWhiteSpace(connection) ? null : new(connection.Trim(), session.Project.Name, patience, session.Cancellation);
    }

    /// <summary>The store.</summary>
    public HistoryRef Store { get; }

    /// <summary>Entries on their way to the database.</summary>
    public HistoryOutbox Queue { get; }

    /// <summary>The shared database; null when none is named.</summary>
    public HistoryDatabase? Database { get; }

    /// <summary>The history of a session's project; null when it is in no git repository.</summary>
    /// <param name="session">The project.</param>
    /// <param name="connection">The address of the shared database; null for the variable's.</param>
    /// <param name="patience">How long a database that is away is waited for.</param>
    public static ProjectHistory? Find(Session session, string? connection, TimeSpan patience)
    {
        (int exit, string folder) = session.Git.Ask(session.Cancellation, "rev-parse", "--path-format=absolute", "--git-common-dir");
        return exit != 0 || folder.Trim().Length == 0 ? null : new(session, folder.TrimEnd('\n'), connection ?? Environment.GetEnvironmentVariable(Variable), patience);
    }

    /// <summary>As <see cref="Find"/>; a project without git is a problem.</summary>
    public static ProjectHistory Open(Session session, string? connection, TimeSpan patience) => Find(session, connection, patience)
        ?? throw new ProblemException(new(ExitCode.Usage, "no-git", "the history is kept in git, and this folder is in no git repository", "git init, and commit") { Place = session.Folder });

    /// <summary>The index, as new as the store.</summary>
    public HistoryIndex Index() => HistoryIndex.Open(Path.Combine(_folder, "history.db"), Store);

    /// <summary>Adds entries to the store, and puts them on their way to the database where there is one.</summary>
    /// <returns>How many were new in the store.</returns>
    public int Append(IReadOnlyList<StoredEntry> entries)
    {
        if (Database is not null)
        {
            Queue.Put(entries);
        }

        return Store.Append(entries);
    }

    /// <summary>Sends what waits for the database; null when all of it was sent or there is none, else why not.</summary>
    public string? Deliver()
    {
        if (Database is null)
        {
            return null;
        }

        try
        {
            _ = Queue.Deliver(Database);
            return null;
        }
        catch (ProblemException error) when (error.Problem.Exit == ExitCode.ToolMissing)
        {
            return $"{error.Problem.What}; {Queue.Count} {(Queue.Count == 1 ? "delivery waits" : "deliveries wait")} for it";
        }
    }

    /// <summary>The commits of the branch that is checked out, following first parents; null before the first one.</summary>
    public CommitLine? Line()
    {
        (int exit, string list) = _session.Git.Ask(_session.Cancellation, "rev-list", "--first-parent", "--reverse", "HEAD");
        string[] commits = exit == 0 ? list.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        return commits.Length == 0 ? null : new(commits);
    }

    public void Dispose() => Database?.Dispose();
}
