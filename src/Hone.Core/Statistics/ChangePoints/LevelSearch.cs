namespace Hone.Statistics.ChangePoints;

/// <summary>
/// Finds where a series changes its level. Of all stretches in which a change shows, the shortest is taken first, because it holds no
/// other (R. Baranowski, Y. Chen and P. Fryzlewicz, "Narrowest-over-threshold detection", JRSS B 81 (2019)); then each place is sought
/// again between its neighbours, and what does not stand out between them is dropped. Noise is estimated anew about the levels until
/// nothing changes. Time grows with n log n of at most 20 lengths of stretches: in practice linearly.
/// </summary>
internal static class LevelSearch
{
    private const int Rounds = 3;
    private const int Sweeps = 4;

    // Without knowing how values resemble their neighbours the first look must be stricter; few values could then never show a change.
    private const double FirstLook = 1.35;
    private const int Few = 100;

    /// <summary>The places found, ascending, and the noise about the levels between them.</summary>
    /// <param name="Starts">The first place of each level but the first.</param>
    /// <param name="Noise">The noise.</param>
    /// <param name="Limit">What a change had to exceed, in standard deviations of chance.</param>
    public sealed record Found(int[] Starts, SeriesNoise Noise, double Limit);

    /// <summary>Searches a series of at least 4 values; null when all are the same.</summary>
    /// <param name="series">The series.</param>
    /// <param name="limit">What a change must exceed, in standard deviations of chance of unrelated values.</param>
    /// <param name="smallest">Levels that are closer than this are one level; in the unit of the series.</param>
    /// <param name="shortest">A change must show in a stretch of at least so many values, of which it needs some on both sides.</param>
    public static Found? Search(double[] series, double limit, double smallest, int shortest = 4)
    {
        if (SeriesNoise.OfDifferences(series) is not var (noise, isOfRounding))
        {
            return null;
        }

        double least = SeriesNoise.SmallestStep(series);
        double[] counting = SeriesNoise.Divided(noise.Precision, isOfRounding || series.Length < Few ? 1 : FirstLook);
        int[] starts = Places(series, counting, limit, smallest, shortest);
        for (int round = 0; round < Rounds; round++)
        {
            noise = SeriesNoise.About(Residuals(series, starts), starts.Length + 1, least);
            int[] again = Places(series, noise.Counting, limit, smallest, shortest);
            bool same = again.AsSpan().SequenceEqual(starts);
            starts = again;
            if (same)
            {
                break;
            }
        }

        noise = SeriesNoise.About(Residuals(series, starts), starts.Length + 1, least);
        return new(LikelyPlace.Of(new(series, noise.Counting), starts, series.Length), noise, limit);
    }

    /// <summary>The series without the medians of its levels.</summary>
    public static double[] Residuals(double[] series, int[] starts)
    {
        double[] residuals = new double[series.Length];
        double[] copy = new double[series.Length];
        for (int level = 0; level <= starts.Length; level++)
        {
            int start = level == 0 ? 0 : starts[level - 1];
            int end = level == starts.Length ? series.Length : starts[level];
            series.AsSpan(start, end - start).CopyTo(copy);
            double middle = Middle.OfScrambled(copy.AsSpan(0, end - start));
            for (int i = start; i < end; i++)
            {
                residuals[i] = series[i] - middle;
            }
        }

        return residuals;
    }

    private static int[] Places(double[] series, double[] counting, double limit, double smallest, int shortest)
    {
        LevelShift shift = new(series, counting);
        int n = series.Length;
        List<int> places = Narrowest(SeededStretches.Look(shift, n, limit, shortest), n);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            List<int> refined = Refined(shift, places, n);
            List<int> kept = Standing(shift, refined, n, limit, smallest);
            bool same = kept.SequenceEqual(places);
            places = kept;
            if (same)
            {
                break;
            }
        }

        return [.. places];
    }

    /// <summary>Takes the shortest stretches first, as long as they hold no place that was taken before.</summary>
    private static List<int> Narrowest(List<SeededStretches.Seen> seen, int n)
    {
        seen.Sort((left, right) => left.Length != right.Length ? left.Length.CompareTo(right.Length)
            : left.Size != right.Size ? right.Size.CompareTo(left.Size)
            : left.Start.CompareTo(right.Start));
        TakenPlaces taken = new(n);
        List<int> places = [];
        foreach (SeededStretches.Seen one in seen)
        {
            if (taken.Within(one.Start + 1, one.Start + one.Length) == 0)
            {
                taken.Add(one.Place);
                places.Add(one.Place);
            }
        }

        places.Sort();
        return places;
    }

    private static List<int> Refined(LevelShift shift, List<int> places, int n)
    {
        List<int> refined = [];
        int last = 0;
        for (int i = 0; i < places.Count; i++)
        {
            int start = Math.Max(last, places[i] - LevelShift.Reach);
            int end = Math.Min(i + 1 < places.Count ? places[i + 1] : n, places[i] + LevelShift.Reach);
            if (end - start >= 2)
            {
                last = shift.Best(start, end).Place;
                refined.Add(last);
            }
        }

        return refined;
    }

    /// <summary>Drops, from left to right and until none is left, what does not stand out between its neighbours.</summary>
    private static List<int> Standing(LevelShift shift, List<int> places, int n, double limit, double smallest)
    {
        for (int sweep = 0; sweep < 2 * Sweeps; sweep++)
        {
            List<int> kept = [];
            int last = 0;
            for (int i = 0; i < places.Count; i++)
            {
                int next = i + 1 < places.Count ? places[i + 1] : n;
                if (shift.At(last, places[i], next) >= limit
                    && (smallest <= 0 || Math.Abs(shift.Level(places[i], next) - shift.Level(last, places[i])) >= smallest))
                {
                    kept.Add(places[i]);
                    last = places[i];
                }
            }

            if (kept.Count == places.Count)
            {
                break;
            }

            places = kept;
        }

        return places;
    }
}
