using Hone.Beads.Driving;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Linux.Trackers;

/// <summary>Which tracker a project's beads are kept in: the repository's own, through its program where it needs one, else Hone's list.</summary>
public static class TrackerChoice
{
    /// <summary>The variable that keeps Hone in its own list whatever tracker there is: <c>HONE_TRACKER=own</c>.</summary>
    public const string Variable = "HONE_TRACKER";

    /// <summary>Opens the tracker; runs nothing yet.</summary>
    /// <param name="folder">The project folder.</param>
    /// <param name="project">The project.</param>
    /// <param name="beadsFolder">The folder that the user named (<c>BEADS_DIR</c>); null to look in the repository.</param>
    /// <param name="choice">The value of <see cref="Variable"/>; null for the repository's own tracker.</param>
    /// <param name="cancellation">Ends a command of the tracker that is running.</param>
    public static ITracker Open(string folder, Project project, string? beadsFolder, string? choice, CancellationToken cancellation)
    {
        if (choice is not (null or "" or "auto" or "own"))
        {
            throw new ProblemException(new(ExitCode.Usage, "tracker-choice", $"{Variable} is '{choice}'; it takes auto or own", $"unset {Variable}, or set it to own"));
        }

        if (choice == "own")
        {
            return new JsonlTracker(TrackerWorkspace.Own(folder), project);
        }

        TrackerWorkspace workspace = TrackerWorkspace.Detect(folder, beadsFolder);
        ITrackerDialect? dialect = workspace.Kind switch
        {
            TrackerKind.Bd => new BdDialect(),
            TrackerKind.Br => new BrDialect(),
            _ => null,
        };
        if (dialect is null)
        {
            return new JsonlTracker(workspace, project);
        }

        string path = Environment.GetEnvironmentVariable("PATH") ?? ProgramLookup.DefaultPath;
        if (ProgramLookup.Find(dialect.Program, folder, path) is null)
        {
            // Beads in two places are worked twice: a list of Hone's own is somebody's choice, and not what is left when a PATH lacks a folder.
            throw new ProblemException(new(
                ExitCode.ToolMissing,
                "tracker-program-missing",
                $"this repository tracks its work with {dialect.Program}, whose database is there, and there is no {dialect.Program} on PATH",
                $"put {dialect.Program} on PATH; or set {Variable}=own to keep Hone's beads in {TrackerWorkspace.OwnList}")
            { Place = workspace.Folder });
        }

        string[] notes = File.Exists(workspace.File)
            ? [$"{TrackerWorkspace.OwnList} is from when Hone kept a list of its own; it is not read any more"]
            : [];
        return new CommandTracker(workspace with { IsDriven = true, Display = dialect.Program, Notes = notes }, project, dialect, folder, cancellation);
    }
}
