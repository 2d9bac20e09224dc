using System.Text.Json.Serialization;
using Hone.Cli.Commands;
using Hone.Ledger;

namespace Hone.Cli.Mcp.Resources;

/// <summary>
/// Entries of the record as <c>hone ledger log --json</c> has them, a bounded number: <c>first</c> to <c>last</c> of <c>total</c>; <c>last</c> is less
/// than what was asked for where the page is full. Both are 0 when there is no entry in the range.
/// </summary>
internal sealed record LedgerPageDocument(string Schema, long Total, long First, long Last, IReadOnlyList<EntryDocument> Entries)
{
    /// <summary>The most entries on a page.</summary>
    public const int MostEntries = 200;

    /// <summary>A page is full when the data of its entries come to so many characters of JSON.</summary>
    public const int MostData = 1 << 20;

    /// <summary>The page of a range, counted from 1, both ends included.</summary>
    public static LedgerPageDocument Of(IReadOnlyList<LedgerEntry> entries, long from, long to)
    {
        List<EntryDocument> page = [];
        int data = 0;
        for (long at = Math.Max(1, from); at <= Math.Min(to, entries.Count) && page.Count < MostEntries; at++)
        {
            LedgerEntry entry = entries[(int)at - 1];
            data += entry.Data.GetRawText().Length;
            if (page.Count > 0 && data > MostData)
            {
                break;
            }

            page.Add(new(entry.Seq, entry.Time, entry.Kind, entry.Actor, entry.Commit, entry.Host, entry.Data, entry.Artifacts, entry.Hash));
        }

        return new("hone.ledger-page/1", entries.Count, page.Count > 0 ? page[0].Seq : 0, page.Count > 0 ? page[^1].Seq : 0, page);
    }
}

/// <summary>Source-generated JSON of what only resources show.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LedgerPageDocument))]
internal sealed partial class ResourceJson : JsonSerializerContext;
