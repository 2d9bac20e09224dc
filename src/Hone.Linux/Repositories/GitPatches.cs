using Hone.Changes.Lint;
using Hone.Changes.Patches;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Linux.Repositories;

/// <summary>
/// Patches of a work tree: taken from it, and put into it. Neither the repository's configuration nor the user's has a say in how they look,
/// and nothing in a patch can reach out of the tree.
/// </summary>
/// <param name="folder">A folder in the work tree, absolute.</param>
public sealed class GitPatches(string folder)
{
    private const int LargestSource = 4 << 20;

    // What a configuration could change of a patch's text; attributes can only hide lines, and such files are refused as binary.
    private static readonly string[] _plain =
    [
        "-c", "core.quotePath=true", "-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "-c", "diff.relative=false", "-c", "diff.interHunkContext=0", "-c", "diff.suppressBlankEmpty=false",
        "-c", "diff.ignoreSubmodules=none", "-c", "diff.submodule=short", "-c", "core.attributesFile=/dev/null", "-c", "core.autocrlf=false", "-c", "core.safecrlf=false", "-c", "color.ui=false",
    ];

    private readonly GitRepository _asked = new(folder);
    private string? _top;

    /// <summary>The work tree's outermost folder.</summary>
    /// <exception cref="ProblemException"><c>no-repository</c>: the folder is in none.</exception>
    public string TopLevel(CancellationToken cancellation) => _top ??= _asked.Ask(cancellation, "rev-parse", "--show-toplevel") is (0, { Length: > 0 } top)
        ? top.TrimEnd('\n')
        : throw new ProblemException(new(ExitCode.Usage, "no-repository", "this folder is in no git repository, and a change is a patch on a commit", "git init, and commit what is there") { Place = folder });

    /// <summary>The folder inside its repository, with <c>/</c> between and none at the end; empty for the outermost.</summary>
    public string Prefix(CancellationToken cancellation) => _asked.Ask(cancellation, "rev-parse", "--show-prefix").Output.TrimEnd('\n').TrimEnd('/');

    /// <summary>How the work tree differs from a commit: files that are new and not ignored count, what is staged does not matter.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="index">A file that may be written to, in a folder of its own.</param>
    /// <param name="leftOut">Paths that do not count, relative to the outermost folder, such as what the program writes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ProblemException"><c>no-such-commit</c>, <c>patch-unreadable</c>, or what <see cref="Patch.Parse(string)"/> says.</exception>
    public Patch Diff(string commit, string index, IReadOnlyList<string> leftOut, CancellationToken cancellation)
    {
        string top = TopLevel(cancellation);
        GitRepository git = new(top);
        string hash = git.Resolve(commit, cancellation)
            ?? throw new ProblemException(new(ExitCode.Usage, "no-such-commit", $"there is no commit '{commit}' to be had here", "name a commit of this repository") { Place = top });
        string[] excluded = [.. leftOut.Select(path => ":(exclude,literal)" + path)];
        byte[] text = [];
        bool isDone = git.AskWithIndex(index, ["read-tree", hash], cancellation).Exit == 0
            && git.AskWithIndex(index, [.. _plain, "add", "-A", "--", ".", .. excluded], cancellation).Exit == 0
            && git.AskWithIndex(
                index,
                [.. _plain, "diff", "--cached", "--no-ext-diff", "--no-textconv", "--no-color", "--full-index", "-M", "-U3", "--inter-hunk-context=0", "--diff-algorithm=histogram", "--indent-heuristic", "-O/dev/null", "--src-prefix=a/", "--dst-prefix=b/", hash, "--"],
                cancellation) is (0, var output) && (text = output) is not null;
        File.Delete(index);
        return isDone ? Patch.Parse(text) : throw new ProblemException(new(ExitCode.Usage, "patch-unreadable", "git cannot tell how the tree differs from its base", "see git status there") { Place = top });
    }

    /// <summary>A file of a commit, a letter for each byte; null when it has none, or one larger than source is.</summary>
    /// <param name="commit">The commit's full hash.</param>
    /// <param name="path">Relative to the outermost folder.</param>
    /// <param name="cancellation">Stops it.</param>
    public string? Text(string commit, string path, CancellationToken cancellation) =>
        path.Contains('\0', StringComparison.Ordinal) || path.Contains('\n', StringComparison.Ordinal) ? null
        : _asked.AskForBytes(["cat-file", "blob", commit + ":" + path], null, cancellation) is (0, { Length: <= LargestSource } bytes) ? System.Text.Encoding.Latin1.GetString(bytes)
        : null;

    /// <summary>The names of the files in a folder of a commit, without those in folders below it.</summary>
    /// <param name="commit">The commit's full hash.</param>
    /// <param name="inside">The folder, relative to the outermost one; empty for that.</param>
    /// <param name="cancellation">Stops it.</param>
    public IReadOnlyList<string> Files(string commit, string inside, CancellationToken cancellation) =>
        [.. new GitRepository(TopLevel(cancellation)).Ask(cancellation, "ls-tree", "-z", "--name-only", commit, inside.Length == 0 ? "./" : inside + "/").Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Puts a patch into the work tree and its index, as <c>git apply --index</c> does: all of it, or nothing.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="scratch">A folder for the patch's file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ProblemException">The first finding of <see cref="PatchSafety"/>, or <c>patch-does-not-apply</c>.</exception>
    public void Apply(Patch patch, string scratch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(patch);
        if (PatchSafety.Check(patch) is [LintFinding unsafeFinding, ..])
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, unsafeFinding.Rule, $"the patch holds {unsafeFinding.Measured}", unsafeFinding.Next) { Place = unsafeFinding.Place, Measured = unsafeFinding.Measured, Limit = unsafeFinding.Limit });
        }

        if (patch.Files.Count == 0)
        {
            return;
        }

        GitRepository git = new(TopLevel(cancellation));
        string file = Path.Combine(scratch, "patch-" + patch.Digest);
        try
        {
            File.WriteAllBytes(file, patch.ToBytes());
            _ = git.Ask(cancellation, "update-index", "-q", "--refresh");
            (int exit, byte[] _) = git.AskForBytes([.. _plain, "-c", "apply.ignoreWhitespace=no", "apply", "--index", "--whitespace=nowarn", "-p1", "-"], file, cancellation);
            if (exit != 0)
            {
                throw new ProblemException(new(ExitCode.GateSaidNo, "patch-does-not-apply", "the patch does not fit the tree", "make it against the base commit of the change: git diff BASE") { Place = _top });
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
