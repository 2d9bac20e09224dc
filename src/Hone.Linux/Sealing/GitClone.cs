using System.Text;
using Hone.Equivalence.Sealing;
using Hone.Linux.Repositories;

namespace Hone.Linux.Sealing;

/// <summary>What a seal asks of the git clone that a project lies in.</summary>
public sealed class GitClone
{
    private readonly GitRepository _git;
    private readonly string _project;
    private readonly CancellationToken _cancellation;

    private GitClone(GitRepository git, string project, string gitFolder, string commonFolder, string folder, CancellationToken cancellation)
    {
        (_git, _project, GitFolder, CommonFolder, Folder, _cancellation) = (git, project, gitFolder, commonFolder, folder, cancellation);
    }

    /// <summary>Git's folder of this working tree, absolute.</summary>
    public string GitFolder { get; }

    /// <summary>Git's folder that all working trees of the clone share, absolute.</summary>
    public string CommonFolder { get; }

    /// <summary>The project folder within the working tree, with <c>/</c>; <c>.</c> for its top.</summary>
    public string Folder { get; }

    /// <summary>The clone of a project; null when it is in none, or git cannot be asked.</summary>
    public static GitClone? Open(GitRepository git, string project, CancellationToken cancellation)
    {
        (int exit, string output) = git.Ask(cancellation, "rev-parse", "--path-format=absolute", "--absolute-git-dir", "--git-common-dir", "--show-prefix");
        string[] lines = output.Split('\n');
        return exit != 0 || lines.Length < 3
            ? null
            : new(git, project, lines[0], lines[1], lines[2].TrimEnd('/') is { Length: > 0 } prefix ? prefix : ".", cancellation);
    }

    /// <summary>The commit that HEAD names; null before the first one.</summary>
    public string? Head() => _git.Resolve("HEAD", _cancellation);

    /// <summary>The first commit of the history, following first parents; null when it is not known (no commit, a shallow clone).</summary>
    public string? FirstCommit()
    {
        if (File.Exists(Path.Combine(CommonFolder, "shallow")))
        {
            return null;
        }

        (int exit, string output) = _git.Ask(_cancellation, "rev-list", "--first-parent", "--max-parents=0", "HEAD");
        return exit == 0 && output.Trim() is { Length: > 0 } commit ? commit.Split('\n')[^1] : null;
    }

    /// <summary>True when HEAD is this commit or came after it.</summary>
    public bool IsAncestor(string commit) => commit.Length > 0 && commit.All(char.IsAsciiHexDigit) && _git.Ask(_cancellation, "merge-base", "--is-ancestor", commit, "HEAD").Exit == 0;

    /// <summary>Those of the paths that git tracks, or that lie above tracked files; relative to the project.</summary>
    public IReadOnlySet<string> Tracked(IReadOnlyCollection<string> paths)
    {
        if (paths.Count == 0)
        {
            return new HashSet<string>();
        }

        (int exit, string output) = _git.Ask(_cancellation, ["ls-files", "-z", "--", .. paths.Select(path => ":(literal)" + path)]);
        string[] tracked = exit == 0 ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];
        return paths.Where(path => tracked.Any(file => file == path || file.StartsWith(path + "/", StringComparison.Ordinal))).ToHashSet();
    }

    /// <summary>Those of the files that git does not track and ignores: made by a build, as a rule; relative to the project.</summary>
    public IReadOnlySet<string> Ignored(IReadOnlyCollection<string> paths)
    {
        (int exit, string output) = paths.Count == 0 ? (0, "") : _git.Ask(_cancellation, ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", .. paths.Select(path => ":(literal)" + path)]);
        return exit == 0 ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet() : [];
    }

    /// <summary>
    /// The clone's own settings that run programs or alter a checkout, hooks, and attributes of the clone: what is in git's folder and in
    /// no commit.
    /// </summary>
    public IEnumerable<SealedItem> OwnSettings()
    {
        foreach (IGrouping<string, string> setting in Settings().GroupBy(pair => pair.Key, pair => pair.Value))
        {
            yield return new(SealedKind.GitSetting.Name, setting.Key, SealedSurroundings.ValueHash(string.Join('\0', setting)));
        }

        foreach (string name in HookNames().Append("info/attributes").Append("info/sparse-checkout"))
        {
            if (SealedPath.Read(CommonFolder, name) is SealedFile file)
            {
                yield return new(SealedKind.GitFile.Name, name, file.Write());
            }
        }
    }

    /// <summary>The submodules below the project: the commit in the index, the one that is checked out, and whether its tracked files were edited.</summary>
    public IEnumerable<SealedItem> Submodules()
    {
        if (!File.Exists(Path.Combine(_project, ".gitmodules")) && !Directory.Exists(Path.Combine(CommonFolder, "modules")))
        {
            yield break;
        }

        (int _, string output) = _git.Ask(_cancellation, "ls-files", "-z", "--stage");
        foreach (string line in output.Split('\0').Where(line => line.StartsWith("160000 ", StringComparison.Ordinal)))
        {
            string path = line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..];
            yield return new(SealedKind.Submodule.Name, path, $"index {line.Split(' ')[1]}, {CheckedOut(path)}");
        }
    }

    private string CheckedOut(string path)
    {
        string full = Path.Combine(_project, path);
        if (!Path.Exists(Path.Combine(full, ".git")))
        {
            // Not an empty folder: git takes one that was never fetched for clean, whatever lies in it.
            return Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any() ? "files without git" : "not checked out";
        }

        GitRepository git = new(full);
        string head = git.Resolve("HEAD", _cancellation) ?? "no commit";
        return $"checked out {head}{(git.Ask(_cancellation, "status", "--porcelain", "--untracked-files=no", "--ignore-submodules=none").Output.Length == 0 ? "" : ", edited")}";
    }

    private IEnumerable<KeyValuePair<string, string>> Settings()
    {
        // --show-scope: command-line settings of ours are in the list, and a person's own are theirs.
        (int exit, string output) = _git.Ask(_cancellation, "config", "--list", "--show-scope", "--includes", "-z");
        string[] parts = exit == 0 ? output.Split('\0') : [];
        for (int i = 0; i + 1 < parts.Length; i += 2)
        {
            int end = parts[i + 1].IndexOf('\n', StringComparison.Ordinal);
            string key = end < 0 ? parts[i + 1] : parts[i + 1][..end];
            if (parts[i] is "local" or "worktree" && SurroundingsRule.IsGitSetting(key))
            {
                yield return new(key, end < 0 ? "" : parts[i + 1][(end + 1)..]);
            }
        }
    }

    private IEnumerable<string> HookNames()
    {
        string hooks = Path.Combine(CommonFolder, "hooks");
        return Directory.Exists(hooks)
            ? [.. Directory.EnumerateFiles(hooks).Select(path => "hooks/" + Path.GetFileName(path)).Where(name => !name.EndsWith(".sample", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
            : [];
    }
}
