using CsCheck;
using Hone.Equivalence.Mutants;

namespace Hone.Tests.Equivalence.Mutants;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void One_line_is_shown_with_three_around_it() => Assert.Equal(
        "--- a/x.c\n+++ b/x.c\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
        UnifiedDiff.Of("x.c", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));

    [Fact]
    public void The_same_text_has_no_difference() => Assert.Equal("", UnifiedDiff.Of("x.c", "1\n2\n", "1\n2\n"));

    [Fact]
    public void The_difference_makes_the_one_of_the_other()
    {
        Gen<string> text = Gen.OneOf("a\n", "b\n", "\n", "c\n").Array[0, 12].Select(string.Concat);
        Gen.Select(text, text).Sample((before, after) => Apply(before, UnifiedDiff.Of("x", before, after)) == after, iter: 5_000, threads: 2);
    }

    private static string Apply(string before, string diff)
    {
        if (diff.Length == 0)
        {
            return before;
        }

        List<string> lines = [.. before.Split('\n')[..^1]];
        string[] hunk = diff.Split('\n')[3..^1];
        int at = int.Parse(diff.Split('\n')[2].Split('-', ',')[1], System.Globalization.CultureInfo.InvariantCulture) - 1;
        at = Math.Max(at, 0);
        foreach (string line in hunk)
        {
            if (line[0] == '+')
            {
                lines.Insert(at++, line[1..]);
            }
            else
            {
                Assert.Equal(lines[at], line[1..]);
                if (line[0] == '-')
                {
                    lines.RemoveAt(at);
                }
                else
                {
                    at++;
                }
            }
        }

        return string.Concat(lines.Select(line => line + "\n"));
    }
}
