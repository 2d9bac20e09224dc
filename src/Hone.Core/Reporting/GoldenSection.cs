using System.Globalization;
using System.Text;
using Hone.Equivalence;
using Hone.Ledger;

namespace Hone.Reporting;

/// <summary>The recorded outputs: one row a channel, and one for a folder's many files that are all as steady as they should be.</summary>
public static class GoldenSection
{
    // Fewer are quicker read one by one.
    private const int FewestFolded = 4;

    private const string File = "file:";

    internal static void Append(StringBuilder text, PhaseReport report) => text.Append("## C · Oracle\n\n")
        .Append(Table(Goldens(report)))
        .Append("\nCheck the copies with `sha256sum -c .hone/golden_checksums.txt`, the program with `hone oracle check`.\n\n");

    /// <summary>Workloads and cases in the order of the manifest, with what was recorded of each.</summary>
    public static IEnumerable<(string Name, GoldenFact? Golden)> Goldens(PhaseReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Workloads.SelectMany(static workload => workload.Cases
            .Select(static each => (each.Name, each.Golden?.Fact))
            .Prepend((workload.Workload.Name, workload.Golden?.Fact)));
    }

    /// <summary>The table, Markdown.</summary>
    /// <param name="goldens">Workloads and cases in the order of the manifest, with what was recorded of each; null where nothing was.</param>
    public static string Table(IEnumerable<(string Name, GoldenFact? Golden)> goldens)
    {
        TextTable table = new("Workload", "Channel", ">Bytes", "SHA-256", "Stable");
        foreach (GoldenRow row in Rows(goldens))
        {
            if (row.Channel is null)
            {
                table.Add(Printable.Markdown(row.Name), Printable.Markdown(row.Note), "", "", "");
                continue;
            }

            table.Add(
                Printable.Markdown(row.Name),
                Printable.Code(row.Channel) + (row.Note.Length > 0 ? " " + row.Note : ""),
                row.Bytes.ToString(CultureInfo.InvariantCulture),
                row.Sha256 is null ? Hash(row) : $"`{row.Sha256}`",
                !row.Stable ? "**no**: quarantined" : row.ButFor.Length == 0 ? "yes" : "but for " + Printable.Markdown(row.ButFor));
        }

        return table.ToMarkdown();
    }

    /// <summary>The rows, for every form of the report.</summary>
    /// <param name="goldens">Workloads and cases in the order of the manifest, with what was recorded of each; null where nothing was.</param>
    public static IEnumerable<GoldenRow> Rows(IEnumerable<(string Name, GoldenFact? Golden)> goldens)
    {
        ArgumentNullException.ThrowIfNull(goldens);
        return goldens.SelectMany(static each => Rows(each.Name, each.Golden));
    }

    /// <summary>What stands in the place of a hash.</summary>
    public static string Hash(GoldenRow row) => row.Sha256 ?? (row.Files > 1 ? "one each" : "—");

    private static IEnumerable<GoldenRow> Rows(string name, GoldenFact? golden)
    {
        if (golden is null)
        {
            yield return new(name, null, "not recorded", 0, 0, null, true, "") { IsRecorded = false };
            yield break;
        }

        if (golden.Recordings == 0)
        {
            yield return new(name, null, string.Join("; ", golden.Notes), 0, 0, null, true, "");
        }

        Dictionary<string, List<GoldenChannel>> plain = golden.Channels.Where(IsPlain).GroupBy(Folder).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        HashSet<string> folded = [];
        foreach (GoldenChannel channel in golden.Channels)
        {
            if (!IsPlain(channel) || plain[Folder(channel)].Count < FewestFolded)
            {
                yield return new(
                    name, channel.Name, "", 1, channel.Bytes, channel.Sha256.Length > 16 ? channel.Sha256[..16] + "…" : null, channel.Stable,
                    channel.Form is null ? "" : string.Join(", ", channel.Normalisers ?? []));
            }
            else if (folded.Add(Folder(channel)))
            {
                List<GoldenChannel> files = plain[Folder(channel)];
                yield return new(name, Folder(channel), string.Create(CultureInfo.InvariantCulture, $"{files.Count} files"), files.Count, files.Sum(static each => each.Bytes), null, true, "");
            }
        }
    }

    private static bool IsPlain(GoldenChannel channel) =>
        channel.Name.StartsWith(File, StringComparison.Ordinal) && channel is { Stable: true, Form: null, Sha256.Length: > 16 };

    private static string Folder(GoldenChannel channel) => channel.Name[..(channel.Name.LastIndexOf('/') is >= 0 and int slash ? slash + 1 : File.Length)];
}
