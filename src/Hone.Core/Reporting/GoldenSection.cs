using System.Globalization;
using System.Text;
using Hone.Equivalence;
using Hone.Ledger;

namespace Hone.Reporting;

/// <summary>The recorded outputs in the analysis: one row a channel, and one for a folder's many files that are all as steady as they should be.</summary>
public static class GoldenSection
{
    // Fewer are quicker read one by one.
    private const int FewestFolded = 4;

    private const string File = "file:";

    internal static void Append(StringBuilder text, PhaseReport report) => text.Append("## C · Oracle\n\n")
        .Append(Table(report.Workloads.SelectMany(static workload => workload.Cases
            .Select(static each => (each.Name, each.Golden?.Fact))
            .Prepend((workload.Workload.Name, workload.Golden?.Fact)))))
        .Append("\nCheck the copies with `sha256sum -c .hone/golden_checksums.txt`, the program with `hone oracle check`.\n\n");

    /// <summary>The table, Markdown.</summary>
    /// <param name="goldens">Workloads and cases in the order of the manifest, with what was recorded of each; null where nothing was.</param>
    public static string Table(IEnumerable<(string Name, GoldenFact? Golden)> goldens)
    {
        ArgumentNullException.ThrowIfNull(goldens);
        TextTable table = new("Workload", "Channel", ">Bytes", "SHA-256", "Stable");
        foreach ((string name, GoldenFact? golden) in goldens)
        {
            Golden(table, name, golden);
        }

        return table.ToMarkdown();
    }

    private static void Golden(TextTable table, string name, GoldenFact? golden)
    {
        if (golden is null)
        {
            table.Add(Printable.Markdown(name), "not recorded", "", "", "");
            return;
        }

        if (golden.Recordings == 0)
        {
            table.Add(Printable.Markdown(name), Printable.Markdown(string.Join("; ", golden.Notes)), "", "", "");
        }

        Dictionary<string, int> plain = golden.Channels.Where(IsPlain).CountBy(Folder).ToDictionary(StringComparer.Ordinal);
        foreach (GoldenChannel channel in golden.Channels)
        {
            if (!IsPlain(channel) || plain[Folder(channel)] is > 0 and < FewestFolded)
            {
                Row(table, name, channel);
            }
            else if (plain[Folder(channel)] > 0)
            {
                Fold(table, name, Folder(channel), [.. golden.Channels.Where(each => IsPlain(each) && Folder(each) == Folder(channel))]);
                plain[Folder(channel)] = 0;
            }
        }
    }

    private static void Row(TextTable table, string name, GoldenChannel channel) => table.Add(
        Printable.Markdown(name),
        Printable.Code(channel.Name),
        channel.Bytes.ToString(CultureInfo.InvariantCulture),
        channel.Sha256.Length > 16 ? $"`{channel.Sha256[..16]}…`" : "—",
        !channel.Stable ? "**no**: quarantined" : channel.Form is null ? "yes" : "but for " + Printable.Markdown(string.Join(", ", channel.Normalisers ?? [])));

    private static void Fold(TextTable table, string name, string folder, List<GoldenChannel> channels) => table.Add(
        Printable.Markdown(name),
        Printable.Code(folder) + string.Create(CultureInfo.InvariantCulture, $" {channels.Count} files"),
        channels.Sum(static each => each.Bytes).ToString(CultureInfo.InvariantCulture),
        "one each",
        "yes");

    private static bool IsPlain(GoldenChannel channel) =>
        channel.Name.StartsWith(File, StringComparison.Ordinal) && channel is { Stable: true, Form: null, Sha256.Length: > 16 };

    private static string Folder(GoldenChannel channel) => channel.Name[..(channel.Name.LastIndexOf('/') is >= 0 and int slash ? slash + 1 : File.Length)];
}
