using System.Text;
using Hone.Ledger;

namespace Hone.Linux.Storage;

/// <summary>The files that Hone keeps in a project's <c>.hone</c> folder.</summary>
public sealed class StateFolder(string project)
{
    private const string Comment = "# Large artifacts stay on the machine that made them; the ledger says which are missing.";

    private static readonly string[] _ignored = ["/large/", "/lock", "/lock.holder", "/progress.json", "/progress.json.new", "/ledger.pending", "/ledger.pending.new", "/view/report.html"];

    /// <summary>The project folder, absolute.</summary>
    public string Project { get; } = project;

    /// <summary><c>.hone</c>.</summary>
    public string Root { get; } = Path.Combine(project, ".hone");

    /// <summary>The record, append-only, committed.</summary>
    public string Ledger => Path.Combine(Root, "ledger.jsonl");

    /// <summary>Number and hash of the record's last entry, committed.</summary>
    public string Head => Path.Combine(Root, "ledger.head");

    /// <summary>An entry on its way into the record; there only while it is written, or after a kill.</summary>
    public string Pending => Path.Combine(Root, "ledger.pending");

    /// <summary>Held while one Hone works on the project.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>Who holds the lock, for people; a file of its own, since .NET locks whatever it reads.</summary>
    public string LockHolder => Path.Combine(Root, "lock.holder");

    /// <summary>What the Hone at work is at, for those who look on; removed when it ends.</summary>
    public string Progress => Path.Combine(Root, "progress.json");

    /// <summary>Small artifacts, committed.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>Large artifacts, git-ignored.</summary>
    public string Large => Path.Combine(Root, "large");

    /// <summary>Goldens in the form that <c>sha256sum -c</c> reads, run from the project folder.</summary>
    public string Checksums => Path.Combine(Root, "golden_checksums.txt");

    /// <summary>Flame graphs and goldens under names that people can open; every file is a copy of an artifact.</summary>
    public string View => Path.Combine(Root, "view");

    /// <summary>Makes the folder with its <c>.gitignore</c>; a folder that cannot be written is a problem.</summary>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Artifacts);
            if (!File.Exists(Head) && !File.Exists(Ledger) && !Directory.EnumerateFileSystemEntries(Artifacts).Any())
            {
                // From here on artifacts without a head mean that the record was taken away.
                DurableFile.Replace(Head, LedgerHead.Empty.Write());
            }

            Ignore(Path.Combine(Root, ".gitignore"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, Root);
        }
    }

    // A file of an earlier version lacks what is kept since. One that somebody wrote anew is theirs, and so is a line that they took back with "!".
    private static void Ignore(string path)
    {
        string text = File.Exists(path) ? File.ReadAllText(path) : Comment + "\n";
        HashSet<string> lines = [.. text.Split('\n').Select(line => line.Trim().TrimStart('!'))];
        string[] missing = [.. _ignored.Where(line => !lines.Contains(line))];
        if (missing.Length > 0 && text.StartsWith(Comment, StringComparison.Ordinal))
        {
            DurableFile.Replace(path, Encoding.UTF8.GetBytes(text + (text.EndsWith('\n') ? "" : "\n") + string.Join('\n', missing) + "\n"));
        }
    }
}
