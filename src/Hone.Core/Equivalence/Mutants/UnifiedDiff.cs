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
        string[] left = before.Split('\n');
        string[] right = after.Split('\n');
        int head = 0;
        while (head < Math.Min(left.Length, right.Length) && left[head] == right[head])
        {
            head++;
        }

        if (head == left.Length && head == right.Length)
        {
            return "";
        }

        int tail = 0;
        while (tail < Math.Min(left.Length, right.Length) - head && left[^(tail + 1)] == right[^(tail + 1)])
        {
            tail++;
        }

        // What follows the last line feed is no line when it is empty.
        int leftLines = left.Length - (left[^1].Length == 0 ? 1 : 0);
        int rightLines = right.Length - (right[^1].Length == 0 ? 1 : 0);
        int start = Math.Max(0, head - Context);
        int leftEnd = Math.Min(leftLines, left.Length - tail + Context);
        int rightEnd = Math.Min(rightLines, right.Length - tail + Context);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"--- a/{file}\n+++ b/{file}\n@@ -{start + 1},{leftEnd - start} +{start + 1},{rightEnd - start} @@\n");
        Append(text, ' ', left, start, head);
        Append(text, '-', left, head, Math.Min(leftLines, left.Length - tail));
        Append(text, '+', right, head, Math.Min(rightLines, right.Length - tail));
        Append(text, ' ', left, Math.Min(leftLines, left.Length - tail), leftEnd);
        return text.ToString();
    }

    private static void Append(StringBuilder text, char mark, string[] lines, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            text.Append(mark).Append(lines[i]).Append('\n');
        }
    }
}
