using Hone.Beads;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Linux.Trackers;

/// <summary>
/// Beads in a JSONL file. Every change is one read, one edit of Hone's own lines and one atomic replacement, under a lock;
/// lines that others wrote are carried over as the bytes they are.
/// </summary>
public sealed class JsonlTracker(BeadsWorkspace workspace, TimeSpan patience)
{
    /// <summary>A bead with whether everything that it waits for is done.</summary>
    public sealed record Standing(BeadLine Bead, bool IsReady);

    /// <summary>Where the beads are.</summary>
    public BeadsWorkspace Workspace { get; } = workspace;

    /// <summary>Adds the beads that are not there yet; those that are stay as they are. Returns the keys of the new ones.</summary>
    public IReadOnlyList<string> Seed(IReadOnlyList<Bead> plan, DateTimeOffset now, string actor) => Change(lines =>
    {
        HashSet<string> known = [.. lines.Own.Select(line => line.Key)];
        List<string> added = [];
        foreach (Bead bead in plan.Where(bead => !known.Contains(bead.Key.Key)))
        {
            lines.Append(BeadLine.Create(bead, now, actor));
            added.Add(bead.Key.Key);
        }

        return added;
    });

    /// <summary>All beads of Hone's, in file order.</summary>
    public IReadOnlyList<Standing> List(DateTimeOffset now)
    {
        IssueLines lines = IssueLines.Parse(ReadFile());
        HashSet<string> closed = [.. lines.ClosedIds()];
        return
        [
            .. lines.Own.Select(line => new Standing(
                line,
                line.Status == "open" && line.BlockedBy.All(closed.Contains) && (line.DeferUntil is not DateTimeOffset until || until <= now))),
        ];
    }

    /// <summary>
    /// Gives a bead to <paramref name="actor"/>; again to the same one changes nothing. When somebody else has it, or it is
    /// closed or still waits for another, that is a problem of exit code 1.
    /// </summary>
    public void Claim(string key, string actor, DateTimeOffset now) => Change(lines =>
    {
        BeadLine bead = Find(lines, key);
        if (bead.Status == "in_progress" && bead.Assignee == actor)
        {
            return false;
        }

        if (bead.Status != "open" || (bead.Assignee is string other && other != actor))
        {
            throw Refuse(
                bead.Status == "closed" ? "bead-closed" : "bead-claimed",
                bead.Status == "closed" ? $"{bead.Id} is closed: {bead.CloseReason}" : $"{bead.Id} is with {bead.Assignee ?? "somebody"} since {bead.Updated}",
                "take another: hone beads ready");
        }

        HashSet<string> closed = [.. lines.ClosedIds()];
        if (bead.BlockedBy.FirstOrDefault(id => !closed.Contains(id)) is string waitsFor)
        {
            throw Refuse("bead-not-ready", $"{bead.Id} waits for {waitsFor}", "take that one first, or another: hone beads ready");
        }

        bead.Claim(actor, now);
        return true;
    });

    /// <summary>Takes a claimed bead back.</summary>
    public void Release(string key, DateTimeOffset now) => Change(lines =>
    {
        BeadLine bead = Find(lines, key);
        if (bead.Status == "in_progress")
        {
            bead.Release(now);
        }

        return true;
    });

    /// <summary>Closes a bead; one that is closed already stays as it is. False when nothing changed.</summary>
    public bool Close(string key, string reason, DateTimeOffset now, bool force) => Change(lines =>
    {
        BeadLine bead = Find(lines, key);
        if (bead.Status == "closed")
        {
            return false;
        }

        HashSet<string> closed = [.. lines.ClosedIds()];
        if (!force && bead.BlockedBy.FirstOrDefault(id => !closed.Contains(id)) is string waitsFor)
        {
            throw Refuse("bead-not-ready", $"{bead.Id} waits for {waitsFor}", "close that one first, or use --force");
        }

        bead.Close(reason, now);
        return true;
    });

    /// <summary>Closes a bead that is there, not closed yet, and waits for nothing; else changes nothing. True when it closed it.</summary>
    public bool CloseWhenReady(string key, string reason, DateTimeOffset now) => Change(lines =>
    {
        HashSet<string> closed = [.. lines.ClosedIds()];
        if (lines.Own.FirstOrDefault(line => line.Key == key) is not BeadLine bead || bead.Status == "closed" || !bead.BlockedBy.All(closed.Contains))
        {
            return false;
        }

        bead.Close(reason, now);
        return true;
    });

    private static BeadLine Find(IssueLines lines, string key) =>
        lines.Own.FirstOrDefault(line => line.Key == key)
        ?? throw Refuse("no-such-bead", $"there is no bead {key}", "see what there is: hone beads list");

    private static ProblemException Refuse(string rule, string what, string next) => new(new(ExitCode.GateSaidNo, rule, what, next));

    private T Change<T>(Func<IssueLines, T> edit)
    {
        string target = Target();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, target);
        }

        using FileLock _ = FileLock.Take(Path.Combine(Path.GetDirectoryName(target)!, ".hone.lock"), patience);
        byte[] before = ReadFile();
        IssueLines lines = IssueLines.Parse(before);
        T result = edit(lines);
        byte[] after = lines.Write();
        if (!after.AsSpan().SequenceEqual(before))
        {
            UnixFileMode? mode = File.Exists(target) ? File.GetUnixFileMode(target) : null;
            DurableFile.Replace(target, after);
            if (mode is UnixFileMode kept)
            {
                File.SetUnixFileMode(target, kept);
            }
        }

        return result;
    }

    private byte[] ReadFile()
    {
        string target = Target();
        try
        {
            return File.Exists(target) ? File.ReadAllBytes(target) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, target);
        }
    }

    // A link is followed, so that replacing the file does not replace the link; one that leads out of the folder is not.
    private string Target()
    {
        if (!File.Exists(Workspace.File) || File.ResolveLinkTarget(Workspace.File, returnFinalTarget: true) is not FileSystemInfo target)
        {
            return Workspace.File;
        }

        string folder = Path.GetDirectoryName(Path.GetDirectoryName(Workspace.File))!;
        return target.FullName.StartsWith(folder + "/", StringComparison.Ordinal)
            ? target.FullName
            : throw Refuse("beads-link", $"the file is a link that leads out of the repository, to {target.FullName}", "replace it by a file");
    }
}
