using Hone.Guardrails.Bisecting;
using Hone.Linux.Repositories;
using Hone.Problems;

namespace Hone.Cli.Steps.Bisecting;

/// <summary>The commits that are searched, from git. A <c>git bisect</c> that is under way gives what is not said.</summary>
internal static class BisectLine
{
    private const int Most = 100_000;

    /// <summary>The good commit and those after it along first parents, up to the bad one.</summary>
    /// <param name="git">The repository.</param>
    /// <param name="good">A revision; null for the good one of <c>git bisect</c>.</param>
    /// <param name="bad">A revision; null for the bad one of <c>git bisect</c>, or HEAD.</param>
    /// <param name="cancellation">Stops git.</param>
    public static IReadOnlyList<BisectCommit> Read(GitRepository git, string? good, string? bad, CancellationToken cancellation)
    {
        string from = Resolve(git, good ?? OnlyGood(git, cancellation), cancellation);
        string to = Resolve(git, bad ?? git.Resolve("refs/bisect/bad", cancellation) ?? "HEAD", cancellation);
        (int exit, string list) = git.Ask(cancellation, "log", "--first-parent", "--reverse", "--no-show-signature", "--no-color", "--no-decorate", "--format=%H%x09%P%x09%s", $"{from}..{to}");
        string[][] lines = [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t', 3))];
        if (exit != 0 || lines.Length == 0 || lines.Length > Most || lines.Any(line => line.Length < 3))
        {
            throw Wrong(lines.Length == 0 ? $"{Short(to)} has no commit that {Short(from)} has not" : lines.Length > Most ? $"more than {Most} commits lie between" : "git does not list the commits between", "name an earlier --good");
        }

        string parent = lines[0][1].Split(' ')[0];
        if (parent != from)
        {
            throw Wrong(
                $"{Short(from)} is not on the line of first parents that leads to {Short(to)}; where its branch meets that line, the commit is {(parent.Length == 0 ? "none" : Short(parent))}",
                parent.Length == 0 ? "name a --good commit on that line: git log --first-parent" : "hone bisect --good " + Short(parent));
        }

        BisectCommit first = new(from, git.Ask(cancellation, "log", "-1", "--no-show-signature", "--no-color", "--format=%s", from).Output.TrimEnd('\n'));
        return [first, .. lines.Select(line => new BisectCommit(line[0], line[2]))];
    }

    /// <summary>
    /// The commits on the line that are to be skipped, by place: those named, and those of them that <c>git bisect skip</c> named. One that is
    /// named and not between the ends is a mistake: whoever named it would wait for a search that measures what was to be left out.
    /// </summary>
    public static Dictionary<int, string> Skipped(GitRepository git, IReadOnlyList<BisectCommit> commits, IReadOnlyList<string> named, CancellationToken cancellation)
    {
        HashSet<string> hashes = [];
        foreach (string revision in named)
        {
            string hash = Resolve(git, revision, cancellation);
            if (!commits.Skip(1).SkipLast(1).Any(commit => commit.Hash == hash))
            {
                throw Wrong(
                    hash == commits[0].Hash || hash == commits[^1].Hash ? $"--skip {revision} names the good or the bad commit, which must be measured" : $"--skip {revision} ({Short(hash)}) is not on the line of first parents between good and bad, so that leaving it out means nothing",
                    "name a commit between them: git log --first-parent --oneline GOOD..BAD");
            }

            hashes.Add(hash);
        }

        HashSet<string> ofGit = [.. git.Ask(cancellation, "for-each-ref", "--format=%(objectname)", "refs/bisect/skip-*").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Dictionary<int, string> skipped = [];
        for (int place = 1; place < commits.Count - 1; place++)
        {
            if (hashes.Contains(commits[place].Hash) || ofGit.Contains(commits[place].Hash))
            {
                skipped[place] = hashes.Contains(commits[place].Hash) ? "by --skip" : "by git bisect skip";
            }
        }

        return skipped;
    }

    private static string OnlyGood(GitRepository git, CancellationToken cancellation) =>
        git.Ask(cancellation, "for-each-ref", "--format=%(objectname)", "refs/bisect/good-*").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [string only]
            ? only
            : throw Wrong("no good commit is named", "hone bisect --good REVISION, one that was measured as fast: hone history shows them");

    private static string Resolve(GitRepository git, string revision, CancellationToken cancellation) =>
        git.Resolve(revision, cancellation) ?? throw Wrong($"there is no commit '{revision}'", "name a commit, a branch or a tag");

    private static string Short(string hash) => hash.Length > 9 ? hash[..9] : hash;

    private static ProblemException Wrong(string what, string next) => new(new(ExitCode.Usage, "bisect-commits", what, next));
}
