using Hone.Linux.Storage;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>The files whose change says that the record, the manifest or the beads are not what they were.</summary>
internal static class RecordMarks
{
    /// <summary>
    /// As they are now. What is read beside them (artifacts, what is sealed, the history, a tracker's own database) is not among them:
    /// equal marks are no proof that nothing changed.
    /// </summary>
    public static FileMark?[] Of(Session session) =>
    [
        OutputWatch.MarkOf(Path.Combine(session.Folder, Manifest.FileName)),
        OutputWatch.MarkOf(session.State.Ledger),
        OutputWatch.MarkOf(session.State.Head),
        OutputWatch.MarkOf(session.State.Pending),
        OutputWatch.MarkOf(BeadsStep.Tracker(session).Workspace.File),
    ];
}
