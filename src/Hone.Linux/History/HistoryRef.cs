using System.Globalization;
using System.Text;
using Hone.Guardrails.History;
using Hone.Linux.Repositories;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Linux.History;

/// <summary>A file in the store.</summary>
/// <param name="Name">Its name, such as <c>2026-11.jsonl</c>.</param>
/// <param name="Blob">The hash of its content.</param>
/// <param name="Bytes">Its size.</param>
public sealed record HistoryFile(string Name, string Blob, long Bytes);

/// <summary>
/// The history in git, outside every branch and every working tree: <c>refs/hone/history</c> names a commit whose tree holds a file of
/// lines a month. Several Hones may append at once: the ref only moves from the commit that was read (git-update-ref(1)), and whoever
/// comes too late reads again. Two histories are merged by the union of their lines.
/// </summary>
public sealed class HistoryRef(GitRepository git, CancellationToken cancellation)
{
    /// <summary>The ref.</summary>
    public const string Name = "refs/hone/history";

    // Git's answers are read whole, and no more than this of them.
    private const long LargestFile = 60 << 20;
    private const int Attempts = 60;

    /// <summary>The commit that the ref names; null when there is no history yet.</summary>
    public string? Tip() => Resolve(Name);

    /// <summary>The commit that any ref names; null when there is none.</summary>
    public string? Resolve(string name)
    {
        (int exit, string hash) = git.Ask(cancellation, "rev-parse", "--verify", "-q", name + "^{commit}");
        return exit == 0 && hash.Trim() is { Length: > 0 } commit ? commit : null;
    }

    /// <summary>The files of a commit of the store, by name.</summary>
    public IReadOnlyList<HistoryFile> Files(string? tip)
    {
        if (tip is null)
        {
            return [];
        }

        List<HistoryFile> files = [];
        foreach (string line in Require(null, "ls-tree", "-l", "-z", tip).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // "100644 blob HASH    SIZE\tNAME"
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            string[] words = tab < 0 ? [] : line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [_, "blob", string blob, string size] && HistoryChunk.IsName(line[(tab + 1)..]) && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes))
            {
                files.Add(new(line[(tab + 1)..], blob, bytes));
            }
        }

        return files;
    }

    /// <summary>The lines of a file.</summary>
    public IReadOnlyList<string> Lines(HistoryFile file)
    {
        if (file.Bytes > LargestFile)
        {
            throw new ProblemException(new(ExitCode.Usage, "history-too-large", $"the history's file {file.Name} has {file.Bytes >> 20} MiB, and {LargestFile >> 20} are read", "keep imports of other projects in a history of their own") { Place = Name });
        }

        (int exit, byte[] bytes) = git.AskForBytes(["cat-file", "blob", file.Blob], null, cancellation);
        return exit == 0 && bytes.LongLength == file.Bytes ? [.. HistoryChunk.Lines(bytes)] : throw Refused("cat-file", exit);
    }

    /// <summary>Adds entries; those that are there already change nothing.</summary>
    /// <returns>How many were new.</returns>
    public int Append(IReadOnlyList<StoredEntry> entries)
    {
        ILookup<string, string> byFile = entries.ToLookup(entry => HistoryChunk.NameOf(entry.Entry), entry => entry.Line);
        return byFile.Count == 0 ? 0 : Move(tip => With(tip, byFile, "hone history: " + entries[0].Entry.Source));
    }

    /// <summary>Adds all lines of another history, such as one that was fetched.</summary>
    /// <param name="other">Its commit.</param>
    /// <returns>How many lines were new.</returns>
    public int Merge(string other) => Move(tip =>
    {
        if (tip is null || IsAncestor(tip, other))
        {
            return (other, tip == other ? 0 : Count(other) - Count(tip));
        }

        if (IsAncestor(other, tip))
        {
            return (tip, 0);
        }

        ILookup<string, string> lines = Files(other).SelectMany(file => Lines(file).Select(line => (file.Name, Line: line))).ToLookup(each => each.Name, each => each.Line);
        return With(tip, lines, "hone history: union", other);
    });

    private int Count(string? tip) => Files(tip).Sum(file => Lines(file).Count);

    private bool IsAncestor(string older, string newer) => git.Ask(cancellation, "merge-base", "--is-ancestor", older, newer).Exit == 0;

    /// <summary>Moves the ref to what is made of the commit it names, again and again until nobody else moved it meanwhile.</summary>
    private int Move(Func<string?, (string Commit, int Added)> make)
    {
        for (int attempt = 0; ; attempt++)
        {
            string? tip = Tip();
            (string commit, int added) = make(tip);
            if (commit == tip)
            {
                return added;
            }

            (int exit, string _) = git.Ask(cancellation, "update-ref", "-m", "hone history", Name, commit, tip ?? new string('0', commit.Length));
            if (exit == 0)
            {
                return added;
            }

            if (attempt == Attempts)
            {
                throw Refused("update-ref", exit);
            }

            cancellation.WaitHandle.WaitOne(Random.Shared.Next(5, 50 + (10 * attempt)));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private (string Commit, int Added) With(string? tip, ILookup<string, string> lines, string message, string? second = null)
    {
        DirectoryInfo? scratch = null;
        try
        {
            scratch = Directory.CreateTempSubdirectory("hone-history-");
            Dictionary<string, string> tree = Files(tip).ToDictionary(file => file.Name, file => file.Blob);
            int added = 0;
            foreach (IGrouping<string, string> file in lines)
            {
                IReadOnlyList<string> before = tree.TryGetValue(file.Key, out string? blob) ? Lines(Files(tip).First(each => each.Name == file.Key)) : [];
                IReadOnlyList<string> after = HistoryChunk.Union(before, file);
                if (after.Count == before.Count && blob is not null)
                {
                    continue;
                }

                added += after.Count - before.Count;
                byte[] bytes = HistoryChunk.Write(after);
                if (bytes.LongLength > LargestFile)
                {
                    throw new ProblemException(new(ExitCode.Usage, "history-too-large", $"the history's file {file.Key} would have more than {LargestFile >> 20} MiB", "import less into one month, or into a history of its own") { Place = Name });
                }

                tree[file.Key] = Put(scratch, bytes);
            }

            if (added == 0 && tip is not null && second is null)
            {
                return (tip, 0);
            }

            string list = Path.Combine(scratch.FullName, "tree");
            File.WriteAllText(list, string.Concat(tree.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"100644 blob {file.Value}\t{file.Key}\n")));
            string root = Require(list, "mktree").Trim();
            string text = Path.Combine(scratch.FullName, "message");
            File.WriteAllText(text, string.Create(CultureInfo.InvariantCulture, $"{message}, {added} added\n"));
            string[] parents = [.. new[] { tip, second }.OfType<string>().SelectMany(parent => new[] { "-p", parent })];
            return (Require(null, ["-c", "user.name=hone", "-c", "user.email=hone@localhost", "-c", "commit.gpgSign=false", "commit-tree", root, .. parents, "-F", text]).Trim(), added);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, Path.GetTempPath());
        }
        finally
        {
            scratch?.Delete(recursive: true);
        }
    }

    private string Put(DirectoryInfo scratch, byte[] bytes)
    {
        string file = Path.Combine(scratch.FullName, "lines");
        File.WriteAllBytes(file, bytes);
        return Require(null, "hash-object", "-w", "-t", "blob", "--no-filters", file).Trim();
    }

    private string Require(string? input, params string[] arguments)
    {
        (int exit, byte[] output) = git.AskForBytes(arguments, input, cancellation);
        return exit == 0 ? Encoding.UTF8.GetString(output) : throw Refused(arguments.First(word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal)), exit);
    }

    private static ProblemException Refused(string what, int exit) =>
        new(new(ExitCode.ToolMissing, "git-refused", $"git does not take or give the history: git {what} ended with exit code {exit}", "see that this repository may be written to: git fsck") { Place = Name });
}
