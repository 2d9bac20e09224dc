namespace Hone.Statistics.ChangePoints;

/// <summary>Medians that are taken so often that sorting would be most of the work.</summary>
internal static class Middle
{
    // So many places of a long stretch tell where its middle is, to within a fifth of a standard deviation.
    private const int Sampled = 31;

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

    /// <summary>About the median of a stretch: exact up to 31 values, of more that of 31 evenly spread ones.</summary>
    public static double About(ReadOnlySpan<double> values)
    {
        Span<double> few = stackalloc double[Sampled];
        if (values.Length <= Sampled)
        {
            values.CopyTo(few);
            return OfScrambled(few[..values.Length]);
        }

        double step = (double)values.Length / Sampled;
        double at = step / 2;
        for (int i = 0; i < Sampled; i++)
        {
            few[i] = values[(int)at];
            at += step;
        }

        return OfScrambled(few);
    }
}
