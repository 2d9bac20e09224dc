using Hone.Guardrails.History;
using Hone.Guardrails.History.Importing;
using Hone.Problems;

namespace Hone.Cli.Steps.Histories;

/// <summary>What is to be imported.</summary>
/// <param name="Paths">Files, folders of criterion, or <c>-</c> for standard input.</param>
/// <param name="Format">The format; null to recognise it.</param>
/// <param name="Commit">The commit where a file says none, as a revision; null for the one that is checked out.</param>
/// <param name="Here">Whether the figures were measured on this machine.</param>
internal sealed record ImportRequest(IReadOnlyList<string> Paths, string? Format, string? Commit, bool Here);

/// <summary>What an import brought.</summary>
/// <param name="Files">Each file with its format and how many entries it holds.</param>
/// <param name="Added">How many entries were new.</param>
/// <param name="Note">What a reader must know; null for nothing.</param>
internal sealed record ImportOutcome(IReadOnlyList<(string Path, string Format, int Entries)> Files, int Added, string? Note);

/// <summary>Takes results of other tools into the history.</summary>
internal static class HistoryImportStep
{
    private static readonly EnumerationOptions _folders = new() { RecurseSubdirectories = true, MaxRecursionDepth = 12, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    public static ImportOutcome Run(Session session, ProjectHistory history, ImportRequest request)
    {
        if (request.Format is not null && !ImportFormats.Names.Contains(request.Format))
        {
            throw new ProblemException(new(ExitCode.Usage, "unknown-format", $"there is no format '{request.Format}'", "one of " + string.Join(", ", ImportFormats.Names)));
        }

        string commit = request.Commit is null ? session.Commit
            : request.Commit == HistoryEntry.NoCommit ? HistoryEntry.NoCommit
            : session.Git.Resolve(request.Commit, session.Cancellation)
            ?? throw new ProblemException(new(ExitCode.Usage, "no-such-commit", $"there is no commit '{request.Commit}'", "name a commit, a branch or a tag, or none") { Place = session.Folder });
        IReadOnlyDictionary<string, string> environment = request.Here ? HistoryRecord.Environment(session) : new Dictionary<string, string>();
        List<StoredEntry> entries = [];
        List<(string, string, int)> files = [];
        foreach (string path in request.Paths.SelectMany(Files))
        {
            (byte[] bytes, DateTimeOffset time) = Read(path);
            (string format, IReadOnlyList<StoredEntry> found) = ImportFormats.Read(new(bytes, path), request.Format, new(commit, time, environment));
            files.Add((path, format, found.Count));
            entries.AddRange(found);
        }

        StoredEntry[] each = [.. entries.DistinctBy(entry => entry.Id)];
        int added = history.Store.Append(each);
        return new(files, added, history.Send(each));
    }

    // A folder is criterion's: one file a benchmark, without its name in it.
    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] files = [.. Directory.EnumerateFiles(path, "estimates.json", _folders).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "new").Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new ProblemException(new(ExitCode.Usage, "import-unreadable", "this folder holds no results of criterion (…/new/estimates.json)", "name a file") { Place = path });
    }

    private static (byte[] Bytes, DateTimeOffset Time) Read(string path)
    {
        try
        {
            // The time of the file, and not of the import: importing it again must give the same entries.
            using Stream stream = path == "-" ? Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            DateTimeOffset time = path == "-" ? Session.Now : new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
            using MemoryStream content = new();
            byte[] part = new byte[1 << 16];
            int count;
            while ((count = stream.Read(part)) > 0)
            {
                if (content.Length + count > ImportFile.Largest)
                {
                    throw new ProblemException(new(ExitCode.Usage, "import-too-large", $"it has more than {ImportFile.Largest >> 20} MiB", "import it in parts") { Place = path });
                }

                content.Write(part, 0, count);
            }

            return (content.ToArray(), time);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem(ExitCode.Usage, "import-unreadable", File.Exists(path) ? "the file cannot be read: " + error.Message : "there is no such file", "name a file, or - for standard input") { Place = path }, error);
        }
    }
}
