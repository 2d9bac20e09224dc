using System.Globalization;
using System.Security.Cryptography;
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
/// lines a month; a project in a folder of the repository has a ref of its own beside it. Several Hones may append at once: the ref only
/// moves from the commit that was read (git-update-ref(1)), and whoever comes too late reads again. Two histories are merged by the union
/// of their lines; what a later Hone put beside the files of lines is carried along.
/// </summary>
/// <param name="git">The repository.</param>
/// <param name="prefix">The project's folder inside the repository, as <c>git rev-parse --show-prefix</c> has it; empty for the repository itself.</param>
/// <param name="cancellation">Stops git.</param>
public sealed class HistoryRef(GitRepository git, string prefix, CancellationToken cancellation)
{
    private const string Root = "refs/hone/history";
    private const int LongestSlug = 40;
    private const int HashDigits = 8;

    // Git's answers are read whole, and no more than this of them.
    private const long LargestFile = 60 << 20;
    private const int Attempts = 60;

    /// <summary>The ref.</summary>
    public string Name { get; } = Root + Mark(prefix);

    /// <summary>
    /// What the names of a project's ref, index and queue end with: nothing for a project at the top of its repository, else
    /// <c>-FOLDER-HASH</c>, the folder in letters that a ref may have and a hash of the whole path, since two folders may look alike in them.
    /// </summary>
    /// <param name="prefix">The project's folder inside the repository, with or without a slash at its end.</param>
    public static string Mark(string prefix)
    {
        string folder = prefix.Trim('/');
        if (folder.Length == 0)
        {
            return "";
        }

        string slug = string.Concat(folder.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '-')).Trim('-');
        slug = slug.Length > LongestSlug ? slug[^LongestSlug..].Trim('-') : slug;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..HashDigits];
        return slug.Length == 0 ? "-" + hash : $"-{slug}-{hash}";
    }

    /// <summary>The commit that the ref names; null when there is no history yet.</summary>
    public string? Tip() => Resolve(Name);

    /// <summary>The commit that any ref names; null when there is none.</summary>
    public string? Resolve(string name)
    {
        (int exit, string hash) = git.Ask(cancellation, "rev-parse", "--verify", "-q", name + "^{commit}");
        return exit == 0 && hash.Trim() is { Length: > 0 } commit ? commit : null;
    }

    /// <summary>The files of lines of a commit of the store.</summary>
    public IReadOnlyList<HistoryFile> Files(string? tip) => [.. Tree(tip).Values.Where(entry => entry.IsLines).OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => entry.File)];

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
        if (tip is null || tip == other)
        {
            return (other, tip is null ? Count(other) : 0);
        }

        // To come after a commit is not to have what it has: lines may have been lost on the way, and they must not be lost here as well.
        if (IsAncestor(tip, other) && !Lacks(other, tip))
        {
            return (other, Count(other) - Count(tip));
        }

        if (IsAncestor(other, tip) && !Lacks(tip, other))
        {
            return (tip, 0);
        }

        ILookup<string, string> lines = Files(other).SelectMany(file => Lines(file).Select(line => (file.Name, Line: line))).ToLookup(each => each.Name, each => each.Line);
        return With(tip, lines, "hone history: union", other);
    });

    /// <summary>Whether a commit is without a line, or an entry of another kind, that another one has.</summary>
    private bool Lacks(string commit, string other)
    {
        Dictionary<string, HistoryTreeEntry> mine = Tree(commit);
        return Tree(other).Values.Any(entry =>
        {
            HistoryTreeEntry? own = mine.GetValueOrDefault(entry.Name);
            return !entry.IsLines ? own is null : own?.Hash != entry.Hash && Lines(entry.File).Except(own is { IsLines: true } ? Lines(own.File) : []).Any();
        });
    }

    // Of the whole tree: without that git lists what lies below the folder that it runs in, which is nothing.
    private Dictionary<string, HistoryTreeEntry> Tree(string? commit) =>
        commit is null ? [] : HistoryTree.Read(RequireBytes(null, "ls-tree", "--full-tree", "-l", "-z", commit)).ToDictionary(entry => entry.Name, StringComparer.Ordinal);

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
            Dictionary<string, HistoryTreeEntry> tree = Tree(tip);
            foreach (HistoryTreeEntry entry in Tree(second).Values.Where(entry => !entry.IsLines))
            {
                _ = tree.TryAdd(entry.Name, entry);
            }

            int added = 0;
            foreach (IGrouping<string, string> file in lines)
            {
                bool isThere = tree.TryGetValue(file.Key, out HistoryTreeEntry? entry) && entry.IsLines;
                IReadOnlyList<string> before = isThere ? Lines(entry!.File) : [];
                IReadOnlyList<string> after = HistoryChunk.Union(before, file);
                if (after.Count == before.Count && isThere)
                {
                    continue;
                }

                added += after.Count - before.Count;
                byte[] bytes = HistoryChunk.Write(after);
                if (bytes.LongLength > LargestFile)
                {
                    throw new ProblemException(new(ExitCode.Usage, "history-too-large", $"the history's file {file.Key} would have more than {LargestFile >> 20} MiB", "import less into one month, or into a history of its own") { Place = Name });
                }

                tree[file.Key] = new("100644", "blob", Put(scratch, bytes), bytes.LongLength, file.Key);
            }

            if (added == 0 && tip is not null && second is null)
            {
                return (tip, 0);
            }

            string list = Path.Combine(scratch.FullName, "tree");
            File.WriteAllBytes(list, HistoryTree.Write(tree.Values));
            string root = Require(list, "mktree", "-z").Trim();
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

    private string Require(string? input, params string[] arguments) => Encoding.UTF8.GetString(RequireBytes(input, arguments));

    private byte[] RequireBytes(string? input, params string[] arguments)
    {
        (int exit, byte[] output) = git.AskForBytes(arguments, input, cancellation);
        return exit == 0 ? output : throw Refused(arguments.First(word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal)), exit);
    }

    private ProblemException Refused(string what, int exit) =>
        new(new(ExitCode.ToolMissing, "git-refused", $"git does not take or give the history: git {what} ended with exit code {exit}", "see that this repository may be written to: git fsck") { Place = Name });
}
