namespace Sorter;

internal static class RadixSort
{
    private const int Digits = 2048;

    /// <summary>Sorts ascending, with three passes over eleven bits each.</summary>
    public static void Sort(uint[] keys)
    {
        uint[] from = keys;
        uint[] to = new uint[keys.Length];
        int[] places = new int[3 * Digits];
        Count(keys, places);
        for (int pass = 0; pass < 3; pass++)
        {
            Scatter(from, to, places.AsSpan(pass * Digits, Digits), 11 * pass);
            (from, to) = (to, from);
        }

        from.AsSpan().CopyTo(keys);
    }

    // How many keys have each digit, for all three digits at once.
    private static void Count(uint[] keys, int[] counts)
    {
        foreach (uint key in keys)
        {
            counts[key & (Digits - 1)]++;
            counts[Digits + (key >> 11 & (Digits - 1))]++;
            counts[2 * Digits + (key >> 22)]++;
        }
    }

    private static void Scatter(uint[] from, uint[] to, Span<int> counts, int shift)
    {
        int place = 0;
        foreach (ref int count in counts)
        {
            (count, place) = (place, place + count);
        }

        foreach (uint key in from)
        {
            to[counts[(int)(key >> shift & (Digits - 1))]++] = key;
        }
    }
}

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 1 || !int.TryParse(args[0], out int count) || count <= 0)
        {
            Console.Error.WriteLine("usage: sorter KEYS");
            return 2;
        }

        uint[] keys = new uint[count];
        uint state = 2463534242;
        for (int i = 0; i < count; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            keys[i] = state;
        }

        RadixSort.Sort(keys);
        uint check = 0;
        for (int i = 1; i < count; i++)
        {
            check = check * 31 + keys[i] - keys[i - 1];
            if (keys[i] < keys[i - 1])
            {
                Console.Error.WriteLine("sorter: not sorted");
                return 1;
            }
        }

        Console.WriteLine($"{count} keys, least {keys[0]}, median {keys[count / 2]}, check {check:x8}");
        return 0;
    }
}
