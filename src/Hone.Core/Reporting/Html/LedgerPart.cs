using System.Globalization;
using Hone.Ledger;

namespace Hone.Reporting.Html;

/// <summary>The ledger: whether it holds, where it broke, and its last entries.</summary>
internal static class LedgerPart
{
    private const int MostEntries = 200;
    private const int MostNamed = 50;

    public static void Append(HtmlText html, PageLedger ledger)
    {
        bool holds = ledger.Findings.Count == 0;
        html.Raw($"<p class=\"verdict {(holds ? "yes" : "no")}\"><strong>").Text(holds ? "✓ Verified." : "✗ The record was altered.").Raw("</strong> ")
            .Text(holds
                ? $"{Count(ledger.Entries.Count, "entry", "entries")}, each held against the hash chain; {Count(ledger.Present, "artifact", "artifacts")} held against their hashes, {ledger.Missing.Count} not on this machine."
                : "What follows is where it broke; git diff -- .hone shows what changed, git checkout -- .hone restores what was committed.").Raw("</p>\n");
        _ = ledger.Seal is string seal ? html.Paragraph("The seal " + seal + ".") : html.Paragraph("The project is not sealed: hone seal binds goldens, inputs and manifest to a root outside the working tree.", "aside");
        HtmlTable broken = new("Where the record was altered", "Entry", "Rule", "What");
        foreach (LedgerFinding finding in ledger.Findings.Take(MostNamed))
        {
            broken.Add(finding.Entry > 0 ? finding.Entry.ToString(CultureInfo.InvariantCulture) : "seal", finding.Rule, finding.What);
        }

        broken.Append(html);
        if (ledger.Missing.Count > 0)
        {
            html.Raw("<details><summary>").Text(Count(ledger.Missing.Count, "artifact is", "artifacts are") + " not on this machine").Raw("</summary>").List([.. ledger.Missing.Take(MostNamed)]).Raw("</details>\n");
        }

        HtmlTable table = new("Entries, the latest first", ">#", "Time (UTC)", "Kind", "Commit", "Actor", "What", "Hash");
        foreach (PageEntry each in ledger.Entries.Reverse().Take(MostEntries))
        {
            LedgerEntry entry = each.Entry;
            table.Add(
                entry.Seq.ToString(CultureInfo.InvariantCulture), entry.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), entry.Kind,
                HtmlCell.Code(entry.Commit.Length > 10 ? entry.Commit[..10] + (entry.Commit.EndsWith("+dirty", StringComparison.Ordinal) ? "+dirty" : "") : entry.Commit),
                Printable.Shorten(entry.Actor, 40), Printable.Shorten(each.Summary, 160), HtmlCell.Code(entry.Hash[..Math.Min(12, entry.Hash.Length)]));
        }

        html.Raw($"<details{(table.Count <= 25 ? " open" : "")}><summary>").Text(ledger.Entries.Count > MostEntries ? $"The last {MostEntries} of {ledger.Entries.Count} entries; hone ledger log has all" : Count(table.Count, "entry", "entries")).Raw("</summary>\n");
        table.Append(html);
        html.Raw("</details>\n");
    }

    private static string Count(int count, string one, string many) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {(count == 1 ? one : many)}";
}
