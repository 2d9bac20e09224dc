namespace Drafts;

internal static class EditDistance
{
    /// <summary>The fewest insertions, deletions and replacements that make one text of the other, with two rows of the table.</summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int[] above = new int[b.Length + 1];
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            above[j] = j;
        }

        for (int i = 0; i < a.Length; i++)
        {
            row[0] = i + 1;
            FillRow(a[i], b, above, row);
            (above, row) = (row, above);
        }

        return above[b.Length];
    }

    private static void FillRow(char letter, ReadOnlySpan<char> text, int[] above, int[] row)
    {
        int left = row[0];
        int diagonal = above[0];
        for (int j = 0; j < text.Length; j++)
        {
            int up = above[j + 1];
            int replaced = letter == text[j] ? diagonal : diagonal + 1;
            left = Math.Min(Math.Min(left, up) + 1, replaced);
            row[j + 1] = left;
            diagonal = up;
        }
    }
}

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 1 || !int.TryParse(args[0], out int length) || length <= 0)
        {
            Console.Error.WriteLine("usage: drafts LETTERS");
            return 2;
        }

        Random random = new(35);
        char[] first = new char[length];
        for (int i = 0; i < length; i++)
        {
            first[i] = (char)('a' + random.Next(26));
        }

        List<char> second = [];
        foreach (char letter in first)
        {
            switch (random.Next(20))
            {
                case 0:
                    break;
                case 1:
                    second.Add('x');
                    break;
                case 2:
                    second.Add(letter);
                    second.Add('y');
                    break;
                default:
                    second.Add(letter);
                    break;
            }
        }

        char[] changed = [.. second];
        Console.WriteLine($"{length} and {changed.Length} letters, distance {EditDistance.Between(first, changed)}");
        return 0;
    }
}
