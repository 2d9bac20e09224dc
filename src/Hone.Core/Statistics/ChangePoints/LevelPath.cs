namespace Hone.Statistics.ChangePoints;

/// <summary>The way of a level through a series: stretches of one level, and ramps between some of them.</summary>
internal static class LevelPath
{
    /// <summary>A stretch of one level, and how it was reached.</summary>
    /// <param name="Start">Its first place.</param>
    /// <param name="End">The place behind its last.</param>
    /// <param name="From">The first place of the ramp that leads to it; <paramref name="Start"/> where a step does.</param>
    /// <param name="Level">Its level, on the scale of the series.</param>
    public readonly record struct Piece(int Start, int End, int From, double Level)
    {
        /// <summary>Whether a ramp leads to it.</summary>
        public bool IsAfterRamp => From < Start;
    }

    /// <summary>The pieces; steps in one direction that a ramp describes better become one ramp.</summary>
    public static IReadOnlyList<Piece> Of(double[] series, LevelSearch.Found found)
    {
        LevelShift shift = new(series, found.Noise.Precision);
        int n = series.Length;
        int[] bounds = [0, .. found.Starts, n];
        double[] levels = new double[bounds.Length - 1];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = shift.Level(bounds[i], bounds[i + 1]);
        }

        List<Piece> pieces = [new(0, bounds[1], 0, levels[0])];
        int at = 1;
        while (at < levels.Length)
        {
            int behind = at + 1;
            while (behind < levels.Length && levels[behind] > levels[behind - 1] == levels[at] > levels[at - 1])
            {
                behind++;
            }

            // A ramp before may have ended later than its last step stood.
            bounds[at - 1] = pieces[^1].Start;
            if (RampFit.Of(series, bounds.AsSpan(at - 1, behind - at + 2), levels.AsSpan(at - 1, behind - at + 1), found.Noise) is { } ramp)
            {
                pieces[^1] = pieces[^1] with { End = ramp.From, Level = shift.Level(pieces[^1].Start, ramp.From) };
                pieces.Add(new(ramp.To, bounds[behind], ramp.From, shift.Level(ramp.To, bounds[behind])));
            }
            else
            {
                for (int i = at; i < behind; i++)
                {
                    pieces.Add(new(bounds[i], bounds[i + 1], bounds[i], levels[i]));
                }
            }

            at = behind;
        }

        return pieces;
    }

    /// <summary>The series without its levels and ramps.</summary>
    public static double[] Residuals(double[] series, IReadOnlyList<Piece> pieces)
    {
        double[] residuals = new double[series.Length];
        for (int k = 0; k < pieces.Count; k++)
        {
            Piece piece = pieces[k];
            for (int i = piece.Start; i < piece.End; i++)
            {
                residuals[i] = series[i] - piece.Level;
            }

            for (int i = piece.From; i < piece.Start; i++)
            {
                double part = (double)(i - piece.From) / (piece.Start - piece.From);
                residuals[i] = series[i] - (pieces[k - 1].Level + (part * (piece.Level - pieces[k - 1].Level)));
            }
        }

        return residuals;
    }
}
