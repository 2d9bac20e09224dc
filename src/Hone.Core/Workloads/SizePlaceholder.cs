using System.Globalization;

namespace Hone.Workloads;

/// <summary>
/// The text <c>{n}</c> in a workload's command, inputs and preparation, which each of its sizes takes the place of.
/// <c>${n}</c> is left alone: that is a shell variable.
/// </summary>
public static class SizePlaceholder
{
    private const string Placeholder = "{n}";

    /// <summary>True when the text has a size placeholder.</summary>
    public static bool IsIn(string text) => Find(text, 0) >= 0;

    /// <summary>The text with every placeholder replaced by the size.</summary>
    public static string Fill(string text, long size)
    {
        string digits = size.ToString(CultureInfo.InvariantCulture);
        for (int at = Find(text, 0); at >= 0; at = Find(text, at + digits.Length))
        {
            text = string.Concat(text.AsSpan(0, at), digits, text.AsSpan(at + Placeholder.Length));
        }

        return text;
    }

    private static int Find(string text, int from)
    {
        int at = text.IndexOf(Placeholder, from, StringComparison.Ordinal);
        while (at > 0 && text[at - 1] == '$')
        {
            at = text.IndexOf(Placeholder, at + 1, StringComparison.Ordinal);
        }

        return at;
    }
}
