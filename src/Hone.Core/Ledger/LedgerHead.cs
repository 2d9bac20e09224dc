using System.Globalization;
using System.Text;

namespace Hone.Ledger;

/// <summary>
/// The number and hash of the last entry, kept in a file of its own: without it a chain cannot tell that its last entries
/// were cut off.
/// </summary>
/// <param name="Seq">The number of the last entry; 0 for an empty ledger.</param>
/// <param name="Hash">Its hash, or <see cref="LedgerEntry.Origin"/>.</param>
public sealed record LedgerHead(long Seq, string Hash)
{
    /// <summary>The head of an empty ledger.</summary>
    public static LedgerHead Empty { get; } = new(0, LedgerEntry.Origin);

    /// <summary>The form on disk: <c>SEQ HASH</c> and a line feed.</summary>
    public byte[] Write() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seq} {Hash}\n"));

    /// <summary>Reads the form on disk; null when it is anything else.</summary>
    public static LedgerHead? Read(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.ASCII.GetString(bytes);
        string[] parts = text.Split(' ');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long seq) || parts[1].Length != 65)
        {
            return null;
        }

        LedgerHead head = new(seq, parts[1][..64]);
        return head.Write().AsSpan().SequenceEqual(bytes) ? head : null;
    }
}
