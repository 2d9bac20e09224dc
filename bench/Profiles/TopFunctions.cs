using System.Globalization;

namespace Hone.Bench;

/// <summary>Holds the heaviest functions of folded stacks against <c>perf report --no-children --stdio -g none --sort symbol</c>.</summary>
internal static class TopFunctions
{
    private const int Top = 20;

    /// <summary>
    /// Prints both lists side by side; 1 when a function of perf's first twenty is not among Hone's with the same share (to perf's two
    /// decimals). A function that has several names at one address may bear another of them; then the share alone tells.
    /// </summary>
    public static int Compare(string folded, string report)
    {
        Dictionary<string, long> self = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(folded))
        {
            int blank = line.LastIndexOf(' ');
            string leaf = line[(line.LastIndexOf(';', blank) + 1)..blank];
            self[leaf] = self.GetValueOrDefault(leaf) + long.Parse(line.AsSpan(blank + 1), CultureInfo.InvariantCulture);
        }

        double total = self.Values.Sum();
        List<(string Name, double Share)> ours = [.. self.Select(pair => (pair.Key, 100 * pair.Value / total)).OrderByDescending(row => row.Item2)];
        int differ = 0;

        // A template may have been compiled into the program and into a library: perf has a row for each.
        var perf = Perf(report).GroupBy(row => row.Name).Select(rows => (Name: rows.Key, Share: rows.Sum(row => row.Share), Slack: 0.0051 * (1 + rows.Count())));
        foreach ((string name, double share, double slack) in perf.OrderByDescending(row => row.Share).Take(Top))
        {
            (string Name, double Share) same = ours.FirstOrDefault(row => row.Name == name);
            (string Name, double Share) equal = ours.FirstOrDefault(row => Math.Abs(row.Share - share) <= slack && row.Name != name);
            bool named = same.Name is not null && Math.Abs(same.Share - share) <= slack;
            bool good = named || (same.Name is null && equal.Name is not null);
            differ += good ? 0 : 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"    {share,6:0.00} % {name[..Math.Min(name.Length, 60)],-60} {(named ? "same" : good ? $"same share as {equal.Name}" : $"Hone: {same.Share:0.00} %")}"));
        }

        Console.WriteLine($"  {differ} of perf report's first {Top} differ");
        return differ == 0 ? 0 : 1;
    }

    private static IEnumerable<(string Name, double Share)> Perf(string report)
    {
        foreach (string line in File.ReadLines(report))
        {
            // "    28.29%  [.] main          -      -"
            string text = line.Trim();
            int percent = text.IndexOf('%', StringComparison.Ordinal);
            int kind = text.IndexOf("] ", StringComparison.Ordinal);
            if (percent > 0 && kind > 0 && !text.StartsWith('#') && double.TryParse(text.AsSpan(0, percent), CultureInfo.InvariantCulture, out double share))
            {
                string name = text[(kind + 2)..].Trim();
                int columns = name.IndexOf("  ", StringComparison.Ordinal);
                yield return (Hone.Profiling.Symbols.SymbolName.Clean(columns < 0 ? name : name[..columns]), share);
            }
        }
    }
}
