using System.Globalization;

namespace Hone.Workloads;

/// <summary>Sizes as people type them: <c>1000,2000,4000</c>, with <c>_</c> between digits and <c>k</c>, <c>M</c> or <c>G</c> behind where they like.</summary>
public static class SizesText
{
    /// <summary>The largest size.</summary>
    public const long Most = 1_000_000_000_000_000;

    /// <summary>The sizes, ascending and distinct; null when the text is anything else.</summary>
    public static IReadOnlyList<long>? Parse(string text)
    {
        List<long> sizes = [];
        foreach (string part in text.Split(','))
        {
            string word = part.Trim().Replace("_", "", StringComparison.Ordinal);
            long unit = word.Length == 0 ? 1 : word[^1] switch { 'k' => 1000, 'M' => 1_000_000, 'G' => 1_000_000_000, _ => 1 };
            string digits = unit > 1 ? word[..^1] : word;
            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long size) || size < 1 || size > Most / unit || (sizes.Count > 0 && size * unit <= sizes[^1]))
            {
                return null;
            }

            sizes.Add(size * unit);
        }

        return sizes;
    }
}
