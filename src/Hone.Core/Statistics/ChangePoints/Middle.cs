namespace Hone.Statistics.ChangePoints;

/// <summary>Medians that are taken so often that sorting would be most of the work.</summary>
internal static class Middle
{
    // So many places of a stretch tell where its middle is, to within a fifth, a third and half of a standard deviation.
    private const int Most = 31;
    private const int Some = 15;
    private const int Few = 9;

    /// <summary>
    /// The median of values whose order may be destroyed; of an even number the upper one of the two middle ones. Selection as of
    /// C. A. R. Hoare, "Algorithm 65: Find", CACM 4 (1961); values that defeat it are sorted.
    /// </summary>
    public static double OfScrambled(Span<double> values)
    {
        int wanted = values.Length / 2;
        int low = 0;
        int high = values.Length - 1;
        for (int rounds = 64; low < high; rounds--)
        {
            if (rounds == 0)
            {
                values[low..(high + 1)].Sort();
                break;
            }

            double pivot = values[(low + high) >> 1];
            int i = low;
            int j = high;
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            if (wanted <= j)
            {
                high = j;
            }
            else if (wanted >= i)
            {
                low = i;
            }
            else
            {
                break;
            }
        }

        return values[wanted];
    }

    /// <summary>About the median of a stretch: exact up to 8 values, of more that of 9, 15 or 31 evenly spread ones.</summary>
    public static double About(ReadOnlySpan<double> values)
    {
        Span<double> few = stackalloc double[Most];
        int count = values.Length switch { < Few => values.Length, < 32 => Few, < 128 => Some, _ => Most };
        double step = (double)values.Length / count;
        double at = step / 2;
        for (int i = 0; i < count; i++)
        {
            // Kept in order as they come: so few values are not worth more.
            double value = values[(int)at];
            int place = i;
            while (place > 0 && few[place - 1] > value)
            {
                few[place] = few[place - 1];
                place--;
            }

            few[place] = value;
            at += step;
        }

        return few[count / 2];
    }
}
