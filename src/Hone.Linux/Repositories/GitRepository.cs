using System.Text;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Repositories;

/// <summary>What Hone asks of git, through the git command line.</summary>
/// <param name="folder">The project folder.</param>
/// <param name="outputs">What the program under study writes, relative to it: no part of its source either.</param>
public sealed class GitRepository(string folder, IReadOnlyList<string>? outputs = null)
{
    /// <summary>Files that Hone and the tracker write themselves: they say nothing about the program under study.</summary>
    private static readonly string[] _notSource = [":(exclude).hone", ":(exclude).beads", ":(exclude)PERFORMANCE_ANALYSIS.md", ":(exclude)**/.hone", ":(exclude)**/.beads", ":(exclude)**/PERFORMANCE_ANALYSIS.md"];

    // The same of the whole repository, wherever in it the project lies.
    private static readonly string[] _notSourceAnywhere = [":(top,exclude,glob)**/.hone/**", ":(top,exclude,glob)**/.beads/**", ":(top,exclude,glob)**/PERFORMANCE_ANALYSIS.md"];

    // A list of all files of a large repository is some ten megabytes.
    private const int MostOutput = 64 << 20;

    private readonly string[] _excluded = [.. _notSource, .. (outputs ?? []).Select(output => ":(exclude,literal)" + output)];

    private string[]? _filters;

    /// <summary>
    /// The commit of the working tree, with <c>+dirty</c> when files other than Hone's own differ from it; <c>none</c> when
    /// the folder is not in a git repository, has no commit yet, or git is missing.
    /// </summary>
    public string Commit(CancellationToken cancellation)
    {
        (int exit, string head) = Git(cancellation, "rev-parse", "--verify", "-q", "HEAD");
        if (exit != 0)
        {
            return "none";
        }

        (int statusExit, string status) = Git(cancellation, ["status", "--porcelain", "--untracked-files=normal", "--", ".", .. _excluded]);
        return head.Trim() + (statusExit == 0 && status.Length == 0 ? "" : "+dirty");
    }

    /// <summary>True when the project's own files are the same at <paramref name="commit"/> as in the clean working tree.</summary>
    public bool IsSourceUnchangedSince(string commit, CancellationToken cancellation)
    {
        if (commit == "none" || commit.EndsWith("+dirty", StringComparison.Ordinal) || !commit.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        return Git(cancellation, ["diff", "--no-ext-diff", "--no-textconv", "--quiet", commit, "--", ".", .. _excluded]).Exit == 0;
    }

    /// <summary>True when two commits differ, in the whole repository, in nothing but what Hone and the tracker write.</summary>
    public bool IsSameSource(string one, string other, CancellationToken cancellation) =>
        Git(cancellation, ["diff", "--no-ext-diff", "--no-textconv", "--quiet", one, other, "--", ":(top)", .. _notSourceAnywhere]).Exit == 0;

    /// <summary>The full hash of the commit that a revision names, such as <c>HEAD~1</c> or a tag; null when git knows none.</summary>
    public string? Resolve(string revision, CancellationToken cancellation)
    {
        // A revision never begins with a hyphen, and git would read an option.
        if (revision.Length == 0 || revision[0] == '-' || revision.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        (int exit, string hash) = Git(cancellation, "rev-parse", "--verify", "-q", "--end-of-options", revision + "^{commit}");
        return exit == 0 && hash.Trim() is { Length: > 0 } commit ? commit : null;
    }

    /// <summary>
    /// Writes the files of a commit into an empty folder, without a trace in the repository: no worktree, no index of its own stays.
    /// Attributes that leave files out of archives do not matter; submodules are left out.
    /// </summary>
    /// <returns>The project's folder in it; null when git has no such commit.</returns>
    public string? CheckOut(string commit, string into, CancellationToken cancellation)
    {
        if (Resolve(commit, cancellation) is not string hash)
        {
            return null;
        }

        string index = Path.Combine(into, ".git-index");
        Dictionary<string, string?> own = new() { ["GIT_INDEX_FILE"] = index };
        string prefix = Git(cancellation, "rev-parse", "--show-prefix").Output.Trim();
        string root = Git(cancellation, "rev-parse", "--show-toplevel").Output.TrimEnd('\n');
        bool written = root.Length > 0
            && Git(own, cancellation, "-C", root, "read-tree", hash).Exit == 0
            && Git(own, cancellation, "-C", root, "checkout-index", "--all", "--force", "--prefix=" + into.TrimEnd('/') + "/").Exit == 0;
        File.Delete(index);
        string folder = Path.Combine(into, prefix);
        return written && Directory.Exists(folder) ? folder : null;
    }

    /// <summary>The name that git would put into a commit, or null.</summary>
    public string? UserName(CancellationToken cancellation)
    {
        (int exit, string name) = Git(cancellation, "config", "user.name");
        return exit == 0 && name.Trim().Length > 0 ? name.Trim() : null;
    }

    /// <summary>
    /// Asks git anything, with the repository's own programs disarmed. Exit code 127 when git cannot be started.
    /// </summary>
    /// <param name="arguments">Git's arguments.</param>
    /// <param name="input">The file given as standard input, absolute; null for none.</param>
    /// <param name="cancellation">Ends the question.</param>
    public (int Exit, byte[] Output) AskForBytes(string[] arguments, string? input, CancellationToken cancellation) => Answer([], input, [.. Disarmed(cancellation), .. arguments], cancellation);

    /// <summary>As <see cref="AskForBytes"/>, with an index of its own, so that the repository's stays as it is.</summary>
    /// <param name="index">The index file, absolute; made by the first command that writes to it.</param>
    /// <param name="arguments">Git's arguments.</param>
    /// <param name="cancellation">Ends the question.</param>
    public (int Exit, byte[] Output) AskWithIndex(string index, string[] arguments, CancellationToken cancellation) =>
        Answer(new() { ["GIT_INDEX_FILE"] = index }, null, [.. Disarmed(cancellation), .. arguments], cancellation);

    /// <summary>As <see cref="AskForBytes"/>, without standard input, as text.</summary>
    public (int Exit, string Output) Ask(CancellationToken cancellation, params string[] arguments) => Git(cancellation, arguments);

    /// <summary>As <see cref="Ask"/>, with variables such as <c>GIT_INDEX_FILE</c>.</summary>
    public (int Exit, string Output) AskIn(IReadOnlyDictionary<string, string?> environment, CancellationToken cancellation, params string[] arguments) =>
        Git(new Dictionary<string, string?>(environment), cancellation, arguments);

    /// <summary>As <see cref="AskForBytes"/>, with variables.</summary>
    public (int Exit, byte[] Output) AskForBytesIn(IReadOnlyDictionary<string, string?> environment, string? input, CancellationToken cancellation, params string[] arguments) =>
        Answer(new Dictionary<string, string?>(environment), input, [.. Disarmed(cancellation), .. arguments], cancellation);

    private (int Exit, string Output) Git(CancellationToken cancellation, params string[] arguments) => Git([], cancellation, arguments);

    private (int Exit, string Output) Git(Dictionary<string, string?> environment, CancellationToken cancellation, params string[] arguments) =>
        Run(environment, cancellation, [.. Disarmed(cancellation), .. arguments]);

    // The repository is untrusted: its own configuration must not make git run programs. Filters have names of their own, so
    // they are asked for first.
    private string[] Disarmed(CancellationToken cancellation) =>
        _filters ??= [.. Run([], cancellation, "config", "--name-only", "--get-regexp", "^filter\\..*\\.(clean|smudge|process|required)$").Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(name => new[] { "-c", name + (name.EndsWith(".required", StringComparison.Ordinal) ? "=false" : "=") })];

    private (int Exit, string Output) Run(Dictionary<string, string?> environment, CancellationToken cancellation, params string[] arguments)
    {
        (int exit, byte[] output) = Answer(environment, null, arguments, cancellation);
        return (exit, Encoding.UTF8.GetString(output));
    }

    private (int Exit, byte[] Output) Answer(Dictionary<string, string?> environment, string? input, string[] arguments, CancellationToken cancellation)
    {
        try
        {
            RunOutcome outcome = ProcessRunner.Run(
                new()
                {
                    Argv = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", .. arguments],
                    WorkingDirectory = folder,
                    Environment = new Dictionary<string, string?>(environment) { ["GIT_OPTIONAL_LOCKS"] = "0", ["LC_ALL"] = "C" },
                    StdinFile = input,
                    Stdout = new OutputTarget.Capture(MostOutput),
                    Timeout = Duration.FromSeconds(60),
                },
                cancellation);
            return (outcome.ExitCode, outcome.Stdout);
        }
        catch (ProblemException)
        {
            return (127, []);
        }
    }
}
