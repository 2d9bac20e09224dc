using System.Globalization;
using System.Text;

namespace Hone.Equivalence.Normalisers;

/// <summary>
/// Which tokens of a channel are taken out of the comparison: those that differed between recordings of the unchanged program, by
/// their index in the text. All others are compared byte by byte.
/// </summary>
public sealed class TokenMask
{
    private readonly List<ulong> _bits = [];
    private readonly HashSet<int> _anonymous = [];

    /// <summary>How many are taken out.</summary>
    public long Count { get; private set; }

    /// <summary>True when the token of this index is taken out.</summary>
    public bool this[long index] => index >> 6 < _bits.Count && (_bits[(int)(index >> 6)] >> (int)(index & 63) & 1) == 1;

    /// <summary>Takes a token out; true when it was not already.</summary>
    public bool Add(long index)
    {
        int word = checked((int)(index >> 6));
        while (_bits.Count <= word)
        {
            _bits.Add(0);
        }

        ulong bit = 1UL << (int)(index & 63);
        if ((_bits[word] & bit) != 0)
        {
            return false;
        }

        _bits[word] |= bit;
        Count++;
        return true;
    }

    /// <summary>True when equal values of a rule's tokens need not be equal in another run.</summary>
    public bool IsAnonymous(int rule) => _anonymous.Contains(rule);

    /// <summary>Gives up the identity of a rule's values.</summary>
    public void MakeAnonymous(int rule) => _anonymous.Add(rule);

    /// <summary>The mask as text: a line <c>anonymous N</c> for each rule without identity, then a line for each range of indexes, <c>7</c> or <c>7-12</c>.</summary>
    public byte[] Write()
    {
        StringBuilder text = new();
        foreach (int rule in _anonymous.Order())
        {
            text.Append(CultureInfo.InvariantCulture, $"anonymous {rule}\n");
        }

        long end = (long)_bits.Count << 6;
        for (long first = 0; first < end; first++)
        {
            if (!this[first])
            {
                first += _bits[(int)(first >> 6)] >> (int)(first & 63) == 0 ? 63 - (first & 63) : 0;
                continue;
            }

            long last = first;
            while (this[last + 1])
            {
                last++;
            }

            text.Append(CultureInfo.InvariantCulture, $"{first}").Append(last > first ? string.Create(CultureInfo.InvariantCulture, $"-{last}") : "").Append('\n');
            first = last;
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null when it is something else.</summary>
    public static TokenMask? Read(ReadOnlySpan<byte> bytes)
    {
        const long Most = 1L << 27;
        TokenMask mask = new();
        foreach (string line in Encoding.ASCII.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("anonymous ", StringComparison.Ordinal))
            {
                if (!int.TryParse(line["anonymous ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int rule))
                {
                    return null;
                }

                mask.MakeAnonymous(rule);
                continue;
            }

            string[] ends = line.Split('-');
            if (!long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out long first) || first > Most || ends.Length > 2)
            {
                return null;
            }

            long last = first;
            if (ends.Length == 2 && (!long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out last) || last > Most || last < first))
            {
                return null;
            }

            for (long index = first; index <= last; index++)
            {
                mask.Add(index);
            }
        }

        return mask;
    }
}
