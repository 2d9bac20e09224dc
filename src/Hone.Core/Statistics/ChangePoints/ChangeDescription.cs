namespace Hone.Statistics.ChangePoints;

/// <summary>What is told of each change: levels, effect, intervals and evidence.</summary>
internal static class ChangeDescription
{
    private const double Confidence = 0.95;

    /// <summary>
    /// Places whose likelihood is behind the best one's by less than this factor's logarithm make the 95 % set: (1 − e^(−x/2))² = 0.95
    /// (Y. Eo and J. Morley, "Likelihood-ratio-based confidence sets for the timing of structural breaks", Quantitative Economics 6 (2015)).
    /// </summary>
    private const double Behind = 7.35;

    /// <summary>The changes between the pieces.</summary>
    public static IEnumerable<ChangePoint> Of(double[] series, IReadOnlyList<LevelPath.Piece> pieces, LevelSearch.Found found, bool isRelative)
    {
        double[] counting = found.Noise.Counting;
        LevelShift shift = new(series, counting);
        for (int i = 1; i < pieces.Count; i++)
        {
            LevelPath.Piece before = pieces[i - 1];
            LevelPath.Piece after = pieces[i];
            int left = Math.Max(1, before.End - before.Start);
            int right = Math.Max(1, after.End - after.Start);
            double noise = 1 / found.Noise.Precision[after.Start];
            double chance = noise * found.Noise.Widening * Math.Sqrt((1.0 / left) + (1.0 / right));
            (int earliest, int latest) = after.IsAfterRamp ? (after.From, after.Start) : Places(series, before, after, counting);
            double? effect = Effect(before.Level, after.Level - before.Level, isRelative);
            double reach = chance * StudentT.Quantile(1 - ((1 - Confidence) / 2), Math.Max(1, left + right - 2));
            Interval? interval = Effect(before.Level, after.Level - before.Level - reach, isRelative) is double one
                && Effect(before.Level, after.Level - before.Level + reach, isRelative) is double other ? new(Math.Min(one, other), Math.Max(one, other)) : null;
            yield return new(
                after.IsAfterRamp ? ChangeKind.Ramp : ChangeKind.Step,
                after.IsAfterRamp ? (after.From + after.Start + 1) / 2 : after.Start,
                after.From,
                after.Start,
                earliest,
                latest,
                SeriesScale.Value(before.Level, isRelative),
                SeriesScale.Value(after.Level, isRelative),
                effect,
                interval,
                new(shift.Best(Math.Max(before.Start, after.From - LevelShift.Reach), Math.Min(after.End, after.From + LevelShift.Reach)).Size, found.Limit, left, right, noise));
        }
    }

    private static double? Effect(double before, double difference, bool isRelative)
    {
        double effect = isRelative ? Math.Exp(difference) - 1 : difference / Math.Abs(before);
        return double.IsFinite(effect) ? effect : null;
    }

    /// <summary>The first and last place at which the step may as well have been.</summary>
    private static (int Earliest, int Latest) Places(double[] series, LevelPath.Piece before, LevelPath.Piece after, double[] counting)
    {
        return (After(-1, before.Start + 1), After(1, after.End - 1));

        // What the squares lose when the step is moved by one place more, over all places passed.
        int After(int direction, int end)
        {
            int farthest = after.Start;
            double behind = 0;
            for (int place = after.Start; place != end && Math.Abs(place - after.Start) < LevelShift.Reach; place += direction)
            {
                int moved = direction > 0 ? place : place - 1;
                double asBefore = Squared(series[moved] - before.Level, counting[moved]);
                double asAfter = Squared(series[moved] - after.Level, counting[moved]);
                behind += direction > 0 ? asBefore - asAfter : asAfter - asBefore;
                if (behind <= Behind)
                {
                    farthest = place + direction;
                }
                else if (behind > 4 * Behind)
                {
                    break;
                }
            }

            return farthest;
        }
    }

    private static double Squared(double residual, double counting)
    {
        double size = Math.Min(LevelShift.Most, Math.Abs(residual * counting));
        return size * size;
    }
}
