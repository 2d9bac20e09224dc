using Hone.Problems;

namespace Hone.Linux.Storage;

/// <summary>Turns what a disk refused into a problem that says what to do.</summary>
public static class DiskProblem
{
    // errno(3) values as .NET puts them into IOException.HResult on Linux.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int ReadOnly = 30;

    /// <summary>A problem of exit code 3: full disk, read-only file system, missing permission, or the system's own words.</summary>
    public static ProblemException From(Exception error, string place) => new(
        error switch
        {
            IOException { HResult: NoSpace or QuotaExceeded } => new(
                ExitCode.ToolMissing,
                "disk-full",
                "the disk is full; nothing that was recorded before is lost",
                "free some space (df -h shows where) and run the same command again")
            { Place = place },
            IOException { HResult: ReadOnly } => new(
                ExitCode.ToolMissing,
                "read-only",
                "the file system is read-only, and Hone must write there",
                "work on a writable copy of the repository")
            { Place = place },
            UnauthorizedAccessException => new(
                ExitCode.ToolMissing,
                "no-permission",
                "permission denied, and Hone must write there",
                "give your user write permission, or run as the owner of the repository")
            { Place = place },
            _ => new(ExitCode.ToolMissing, "disk", error.Message, "see that the path exists and is writable, then run the same command again") { Place = place },
        },
        error);
}
