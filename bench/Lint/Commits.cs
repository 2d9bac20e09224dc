using System.Diagnostics;
using System.Text;
using Hone.Changes.Lint;
using Hone.Changes.Patches;
using Hone.Linux.Repositories;
using Hone.Problems;

namespace Hone.Bench;

/// <summary>What the lint says of real commits, by rule.</summary>
internal static class Commits
{
    private const int Most = 400;
    private const string Faster = @"(^|[^a-z])(perf|performance|optimi[sz]e|optimi[sz]ation|speed ?up|faster|fast path)([^a-z]|$)";

    public static void Print(IReadOnlyList<string> repositories, string? show)
    {
        SortedDictionary<string, int> blocks = new(StringComparer.Ordinal);
        SortedDictionary<string, int> warns = new(StringComparer.Ordinal);
        List<double> times = [];
        int commits = 0;
        int refused = 0;
        int refusedElsewhere = 0;
        foreach (string repository in repositories)
        {
            GitRepository git = new(repository);
            string[] hashes = [.. Text(git, "log", "--no-merges", "--format=%H %s", "-i", "-E", "--grep=" + Faster).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => System.Text.RegularExpressions.Regex.IsMatch(line, Faster, System.Text.RegularExpressions.RegexOptions.IgnoreCase)).Select(line => line.Split(' ')[0]).Take(Most)];
            foreach (string hash in hashes)
            {
                long start = Stopwatch.GetTimestamp();
                if (Lint(git, hash) is not IReadOnlyList<LintFinding> findings)
                {
                    continue;
                }

                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                commits++;
                string[] blocking = [.. findings.Where(finding => finding.Weight == LintWeight.Block).Select(finding => finding.Rule).Distinct()];
                refused += blocking.Length > 0 ? 1 : 0;
                refusedElsewhere += blocking.Any(rule => rule is not (LintRuleNames.Size or LintRuleNames.OutsideHot or LintRuleNames.Moved or LintRuleNames.Whitespace or LintRuleNames.Format or LintRuleNames.Rename or LintRuleNames.NoOp or LintRuleNames.Support or LintRuleNames.Comment)) ? 1 : 0;
                Count(blocks, blocking);
                Count(warns, findings.Where(finding => finding.Weight == LintWeight.Warn).Select(finding => finding.Rule).Distinct());
                foreach (LintFinding finding in findings.Where(finding => finding.Rule == show && finding.Weight == LintWeight.Block))
                {
                    Console.WriteLine($"  {Path.GetFileName(Path.GetDirectoryName(repository))} {hash[..10]} {finding.Place}: {finding.Measured}");
                }
            }
        }

        times.Sort();
        Console.WriteLine($"{commits} commits of {repositories.Count} repositories: {refused} refused ({100.0 * refused / commits:0} %), {refusedElsewhere} by rules that are not about form ({100.0 * refusedElsewhere / commits:0} %)");
        Console.WriteLine($"time with git: median {times[times.Count / 2]:0} ms, 99 % {times[times.Count * 99 / 100]:0} ms, most {times[^1]:0} ms");
        foreach (string rule in blocks.Keys.Union(warns.Keys).Order(StringComparer.Ordinal))
        {
            Console.WriteLine($"  {rule,-22} refused {100.0 * blocks.GetValueOrDefault(rule) / commits,5:0.0} %  told {100.0 * warns.GetValueOrDefault(rule) / commits,5:0.0} %");
        }
    }

    private static void Count(SortedDictionary<string, int> counts, IEnumerable<string> rules)
    {
        foreach (string rule in rules)
        {
            counts[rule] = counts.GetValueOrDefault(rule) + 1;
        }
    }

    // Null for a commit that has no source.
    private static IReadOnlyList<LintFinding>? Lint(GitRepository git, string hash)
    {
        (int exit, byte[] diff) = git.AskForBytes(["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--full-index", "-M", "-U3", hash + "^", hash], null, CancellationToken.None);
        if (exit != 0)
        {
            return null;
        }

        try
        {
            Patch patch = PathKinds.Split(Patch.Parse(diff), new()).Source;
            if (patch.Files.Count == 0)
            {
                return null;
            }

            Func<string, bool, string?> source = PatchedText.Sides(patch, path => git.AskForBytes(["cat-file", "blob", $"{hash}^:{path}"], null, CancellationToken.None) is (0, byte[] bytes) ? Encoding.Latin1.GetString(bytes) : null);
            NamedFunction[] declared = [.. ChangedFunctions.Of(patch, source).Where(function => function.Name.Length > 0 && function.ChangedLines > 0).OrderByDescending(function => function.ChangedLines).Take(3).Select(function => new NamedFunction(function.Name, function.File))];
            return LintRules.Judge(new() { Patch = patch, Source = source, Declared = declared });
        }
        catch (ProblemException problem)
        {
            Console.WriteLine($"  {hash[..10]}: {problem.Problem}");
            return null;
        }
    }

    private static string Text(GitRepository git, params string[] arguments) => Encoding.UTF8.GetString(git.AskForBytes(arguments, null, CancellationToken.None).Output);
}
