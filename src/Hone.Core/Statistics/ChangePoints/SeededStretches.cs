namespace Hone.Statistics.ChangePoints;

/// <summary>
/// The stretches in which a change of level is looked for: of lengths that shrink by √½, each shifted by half its length, so that every
/// change lies well within some stretch that holds no other (S. Kovács, P. Bühlmann, H. Li and A. Munk, "Seeded binary segmentation",
/// Biometrika 110 (2023)). Their lengths add up to some forty times the series.
/// </summary>
internal static class SeededStretches
{
    /// <summary>A change that was seen in a stretch.</summary>
    public readonly record struct Seen(int Start, int Length, int Place, double Size);

    /// <summary>All stretches, none shorter than the shortest, in which the best place is above the limit.</summary>
    public static List<Seen> Look(LevelShift shift, int n, double limit, int shortest)
    {
        List<Seen> seen = [];
        for (double exact = Math.Min(n, LevelShift.Reach); exact >= shortest; exact *= Math.Sqrt(0.5))
        {
            int length = (int)Math.Round(exact);
            int step = Math.Max(1, length / 2);
            double[] weights = LevelShift.Weights(length);
            int start = 0;
            while (true)
            {
                start = Math.Min(start, n - length);
                if (shift.Above(start, weights, limit) is var (place, size))
                {
                    seen.Add(new(start, length, place, size));
                }

                if (start + length >= n)
                {
                    break;
                }

                start += step;
            }
        }

        return seen;
    }
}
