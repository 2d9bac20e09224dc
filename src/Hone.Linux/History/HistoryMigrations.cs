namespace Hone.Linux.History;

/// <summary>How the shared database came to its present form, one step after the other. A step that was released is never changed.</summary>
public static class HistoryMigrations
{
    /// <summary>The steps; the version of a database is how many of them it has seen.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE hone_history (
            project text NOT NULL,
            id text NOT NULL,
            line text NOT NULL,
            PRIMARY KEY (project, id)
        )
        """,
        """
        ALTER TABLE hone_history ADD COLUMN arrived timestamptz NOT NULL DEFAULT now();
        CREATE INDEX hone_history_by_arrival ON hone_history (project, arrived)
        """,
    ];

    /// <summary>Where a database keeps its version.</summary>
    public const string VersionTable = "CREATE TABLE IF NOT EXISTS hone_history_version (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), version integer NOT NULL)";

    /// <summary>The key of the advisory lock under which steps are taken: two new machines must not both take one.</summary>
    public const long Lock = 0x686f6e6568697374;
}
