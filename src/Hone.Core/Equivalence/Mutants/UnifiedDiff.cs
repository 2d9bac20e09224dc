using System.Globalization;
using System.Text;

namespace Hone.Equivalence.Mutants;

/// <summary>A change of one place as a unified diff (GNU diffutils, three lines of context), which <c>patch -p1</c> takes.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The diff of two texts that differ in one stretch of lines; empty when they are the same.</summary>
    /// <param name="file">The file's path, relative.</param>
    /// <param name="before">The text before.</param>
    /// <param name="after">The text after.</param>
    public static string Of(string file, string before, string after)
    {
        string[] left = Lines(before);
        string[] right = Lines(after);
        int most = Math.Min(left.Length, right.Length);
        int head = 0;
        while (head < most && left[head] == right[head])
        {
            head++;
        }

        if (before == after)
        {
            return "";
        }

        int tail = 0;
        while (tail < most - head && left[^(tail + 1)] == right[^(tail + 1)])
        {
            tail++;
        }

        int start = Math.Max(0, head - Context);
        int around = Math.Min(tail, Context);
        int leftCount = left.Length - tail + around - start;
        int rightCount = right.Length - tail + around - start;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"--- a/{file}\n+++ b/{file}\n@@ -{(leftCount == 0 ? start : start + 1)},{leftCount} +{(rightCount == 0 ? start : start + 1)},{rightCount} @@\n");
        Append(text, ' ', left, start, head);
        Append(text, '-', left, head, left.Length - tail);
        Append(text, '+', right, head, right.Length - tail);
        Append(text, ' ', left, left.Length - tail, left.Length - tail + around);
        return text.ToString();
    }

    // Each with its line feed, which the last one may lack.
    private static string[] Lines(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line + "\n")];
        return text.EndsWith('\n') || text.Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1][..^1]];
    }

    private static void Append(StringBuilder text, char mark, string[] lines, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            text.Append(mark).Append(lines[i]);
            if (!lines[i].EndsWith('\n'))
            {
                text.Append("\n\\ No newline at end of file\n");
            }
        }
    }
}
