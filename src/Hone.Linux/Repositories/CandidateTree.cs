using System.Text;
using Hone.Problems;

namespace Hone.Linux.Repositories;

/// <summary>
/// Takes the candidate out of a worktree: a base tree in which some of the worktree's files stand. Nothing of the repository is touched:
/// index and new objects lie in a folder of their own, and differences are made in an empty bare repository, where neither attributes nor
/// settings of the repository or the user apply.
/// </summary>
public sealed class CandidateTree
{
    private readonly GitRepository _worktree;
    private readonly GitRepository _bare;
    private readonly string _folder;
    private readonly string _bareFolder;
    private readonly Dictionary<string, string?> _inWorktree;
    private readonly Dictionary<string, string?> _inBare;

    /// <summary>Prepares it.</summary>
    /// <param name="worktree">A folder in the worktree.</param>
    /// <param name="folder">An empty folder for what it needs.</param>
    /// <param name="keep">True to put the objects into the repository, as a commit needs them.</param>
    /// <param name="cancellation">Stops git.</param>
    public CandidateTree(string worktree, string folder, bool keep, CancellationToken cancellation)
    {
        _folder = folder;
        _worktree = new(worktree);
        string objects = Said(_worktree.Ask(cancellation, "rev-parse", "--path-format=absolute", "--git-path", "objects"), "rev-parse").TrimEnd('\n');
        string form = _worktree.Ask(cancellation, "rev-parse", "--show-object-format").Output.Trim();
        _bareFolder = Path.Combine(folder, "bare");
        _bare = new(folder);
        _ = Said(_bare.Ask(cancellation, "init", "--quiet", "--bare", "--object-format=" + (form.Length > 0 ? form : "sha1"), "--template=", _bareFolder), "init");
        Directory.CreateDirectory(Path.Combine(_bareFolder, "objects", "info"));
        File.WriteAllText(Path.Combine(_bareFolder, "objects", "info", "alternates"), objects + "\n");
        Dictionary<string, string?> own = new() { ["GIT_INDEX_FILE"] = Path.Combine(folder, "index"), ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_NOSYSTEM"] = "1" };
        _inWorktree = keep ? own : new(own) { ["GIT_OBJECT_DIRECTORY"] = Path.Combine(_bareFolder, "objects"), ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = objects };
        _inBare = new(own)
        {
            ["GIT_DIR"] = _bareFolder,
            ["GIT_INDEX_FILE"] = Path.Combine(folder, "candidate-index"),
            ["GIT_OBJECT_DIRECTORY"] = keep ? objects : null,
        };
    }

    /// <summary>The tree of everything in the worktree that git does not ignore, committed or not.</summary>
    /// <param name="commit">The commit that the index begins with.</param>
    /// <param name="cancellation">Stops git.</param>
    public string Whole(string commit, CancellationToken cancellation)
    {
        string top = Said(_worktree.Ask(cancellation, "rev-parse", "--show-toplevel"), "rev-parse").TrimEnd('\n');
        _ = Said(_worktree.AskIn(_inWorktree, cancellation, "-C", top, "read-tree", commit), "read-tree");
        _ = Said(_worktree.AskIn(_inWorktree, cancellation, "-C", top, "add", "--all", "--", "."), "add");
        return Said(_worktree.AskIn(_inWorktree, cancellation, "-C", top, "write-tree"), "write-tree").Trim();
    }

    /// <summary>The files that differ between two trees; renames are recognised.</summary>
    public IReadOnlyList<TreeEntry> Between(string from, string to, CancellationToken cancellation) =>
        TreeEntry.Read(Said(_bare.AskIn(_inBare, cancellation, "diff-tree", "-r", "-z", "-M", "--raw", from + "^{tree}", to + "^{tree}"), "diff-tree"));

    /// <summary>The id and mode of a file in a tree; null when it is not there.</summary>
    public (string Mode, string Blob)? Find(string tree, string path, CancellationToken cancellation)
    {
        string[] parts = _bare.AskIn(_inBare, cancellation, "--literal-pathspecs", "ls-tree", "-z", tree, "--", path).Output.Split('\t')[0].Split(' ');
        return parts.Length == 3 ? (parts[0], parts[2]) : null;
    }

    /// <summary>A tree with some files as they are in another one.</summary>
    /// <param name="tree">The tree, or a commit.</param>
    /// <param name="entries">The files, as <see cref="Between"/> told them.</param>
    /// <param name="cancellation">Stops git.</param>
    public string With(string tree, IEnumerable<TreeEntry> entries, CancellationToken cancellation)
    {
        StringBuilder lines = new();
        foreach (TreeEntry entry in entries)
        {
            string nothing = new('0', entry.NewBlob.Length);
            if (entry.Old is string old)
            {
                lines.Append("0 ").Append(nothing).Append('\t').Append(old).Append('\0');
            }

            lines.Append(entry.IsDeleted ? "0" : entry.NewMode).Append(' ').Append(entry.IsDeleted ? nothing : entry.NewBlob).Append('\t').Append(entry.Path).Append('\0');
        }

        string input = Path.Combine(_folder, "entries");
        File.WriteAllText(input, lines.ToString());
        _ = Said(_bare.AskIn(_inBare, cancellation, "read-tree", tree), "read-tree");
        (int exit, byte[] output) = _bare.AskForBytesIn(_inBare, input, cancellation, "update-index", "-z", "--index-info");
        _ = Said((exit, Encoding.UTF8.GetString(output)), "update-index");
        return Said(_bare.AskIn(_inBare, cancellation, "write-tree"), "write-tree").Trim();
    }

    /// <summary>The difference as git's extended unified diff: three lines around, whole ids, renames recognised. A letter for each byte.</summary>
    public string Patch(string from, string to, CancellationToken cancellation)
    {
        (int exit, byte[] output) = _bare.AskForBytesIn(
            _inBare, null, cancellation,
            "diff-tree", "-p", "-r", "-M", "--full-index", "-U3", "--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", from + "^{tree}", to + "^{tree}");
        return Said((exit, Encoding.Latin1.GetString(output)), "diff-tree");
    }

    /// <summary>A tree with a patch in it; null when the patch does not fit.</summary>
    public string? Applied(string tree, byte[] patch, CancellationToken cancellation)
    {
        string input = Path.Combine(_folder, "part.diff");
        File.WriteAllBytes(input, patch);
        _ = Said(_bare.AskIn(_inBare, cancellation, "read-tree", tree), "read-tree");
        return patch.Length == 0 || _bare.AskForBytesIn(_inBare, input, cancellation, "apply", "--cached", "--whitespace=nowarn", "-p1", "-").Exit == 0
            ? Said(_bare.AskIn(_inBare, cancellation, "write-tree"), "write-tree").Trim()
            : null;
    }

    /// <summary>The bytes of a file of a tree.</summary>
    public byte[] Content(string blob, CancellationToken cancellation)
    {
        (int exit, byte[] output) = _bare.AskForBytesIn(_inBare, null, cancellation, "cat-file", "blob", blob);
        return exit == 0 ? output : throw Failed("cat-file");
    }

    private string Said((int Exit, string Output) answer, string command) => answer.Exit == 0 ? answer.Output : throw Failed(command);

    private ProblemException Failed(string command) => new(new(ExitCode.ToolMissing, "git-refused", $"git {command} did not work in the worktree of the change", "see what git status says there") { Place = _folder });
}
