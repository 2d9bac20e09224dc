using System.Text;

namespace Hone.Ledger;

/// <summary>Reads a whole record and says where it is not as Hone wrote it.</summary>
public static class LedgerChain
{
    /// <summary>The entries that could be read, and everything that is wrong with the bytes.</summary>
    public sealed record Reading(IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<LedgerFinding> Findings);

    /// <summary>Text of a record that was found to hold, with its entries.</summary>
    public sealed record Known(ReadOnlyMemory<byte> Text, IReadOnlyList<LedgerEntry> Entries);

    /// <summary>
    /// Reads <c>ledger.jsonl</c> and holds it against the recorded head. Every byte counts: a line must be exactly the
    /// canonical form of the entry it holds, and end with one line feed.
    /// </summary>
    /// <param name="ledger">The text.</param>
    /// <param name="head">The recorded head; null when there is none to be read.</param>
    /// <param name="known">What this process has read before: where the text begins with the very same bytes, only the rest is read; null for nothing.</param>
    public static Reading Read(ReadOnlyMemory<byte> ledger, LedgerHead? head, Known? known = null)
    {
        List<LedgerEntry> entries = [];
        List<LedgerFinding> findings = [];
        if (known is not null && ledger.Span.StartsWith(known.Text.Span))
        {
            entries.AddRange(known.Entries);
            ledger = ledger[known.Text.Length..];
        }

        string prev = entries.Count == 0 ? LedgerEntry.Origin : entries[^1].Hash;
        long number = entries.Count;
        while (ledger.Length > 0)
        {
            number++;
            int end = ledger.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? ledger : ledger[..end];
            ledger = end < 0 ? default : ledger[(end + 1)..];
            if (end < 0)
            {
                findings.Add(new(number, "ledger-torn", "the last line does not end with a line feed"));
            }

            LedgerEntry? entry = LedgerLine.Read(line);
            if (entry is null)
            {
                findings.Add(new(number, "ledger-line", "line " + number + " is not a ledger entry: " + Excerpt(line.Span)));
                continue;
            }

            Check(entry, line, number, prev, findings);
            prev = entry.Hash;
            entries.Add(entry);
        }

        CheckHead(number, prev, head, findings);
        return new(entries, findings);
    }

    private static void Check(LedgerEntry entry, ReadOnlyMemory<byte> line, long number, string prev, List<LedgerFinding> findings)
    {
        if (entry.Seq != number)
        {
            findings.Add(new(number, "ledger-order", $"line {number} holds entry {entry.Seq}: an entry was removed, added or moved"));
        }

        if (entry.Prev != prev)
        {
            findings.Add(new(number, "ledger-chain", $"entry {entry.Seq} does not follow the entry before it: its prev is {Short(entry.Prev)}, expected {Short(prev)}"));
        }

        string hash = LedgerLine.HashOf(entry);
        if (entry.Hash != hash)
        {
            findings.Add(new(number, "ledger-hash", $"entry {entry.Seq} ({entry.Kind}) was altered: its hash is {Short(entry.Hash)}, its content gives {Short(hash)}"));
        }
        else if (!LedgerLine.Write(entry).AsSpan().SequenceEqual(line.Span))
        {
            findings.Add(new(number, "ledger-form", $"entry {entry.Seq} ({entry.Kind}) was rewritten: its bytes are not the form that Hone writes"));
        }
    }

    private static void CheckHead(long count, string last, LedgerHead? head, List<LedgerFinding> findings)
    {
        if (head is null)
        {
            if (count > 0)
            {
                findings.Add(new(0, "ledger-head", "the head file is missing or unreadable"));
            }
        }
        else if (head.Seq != count || head.Hash != last)
        {
            findings.Add(new(
                Math.Min(head.Seq, count) + 1,
                "ledger-head",
                $"the head file says {head.Seq} entries ending in {Short(head.Hash)}, the ledger has {count} ending in {Short(last)}"));
        }
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    private static string Excerpt(ReadOnlySpan<byte> line)
    {
        StringBuilder text = new("\"");
        foreach (byte b in line[..Math.Min(line.Length, 40)])
        {
            text.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
        }

        return text.Append(line.Length > 40 ? "…\"" : "\"").ToString();
    }
}
