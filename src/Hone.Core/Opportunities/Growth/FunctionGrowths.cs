using Hone.Profiling;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Opportunities.Growth;

/// <summary>What a run of one size cost in all, and how it divides.</summary>
/// <param name="Size">n.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Total">The cost of one unprofiled run: nanoseconds of CPU time, or bytes.</param>
/// <param name="Variance">Variance of that total's logarithm.</param>
public sealed record SizedProfile(long Size, Profile Profile, double Total, double Variance);

/// <summary>
/// Growth of every function's cost, and what becomes of its share at larger sizes. The share of a size's profile times the cost of a run of
/// that size is the function's cost there, with the error of its number of samples. For larger sizes every function goes on as fitted, an
/// exponent that few samples carry being drawn to that of the whole; so a few stray samples never grow into the future.
/// </summary>
public static class FunctionGrowths
{
    /// <summary>A function below this part of every profile has no row of its own.</summary>
    public const double LeastShare = 0.01;

    /// <summary>The most rows.</summary>
    public const int MostFunctions = 40;

    /// <summary>Standard deviation of the exponents of a program's functions about that of the whole, for what few samples carry.</summary>
    private const double PriorSpread = 0.5;

    /// <summary>The functions, those first that take over.</summary>
    /// <param name="kind">What is measured.</param>
    /// <param name="sizes">The sizes, ascending; empty profiles are left out.</param>
    /// <param name="isOwn">Code of the project.</param>
    public static IReadOnlyList<FunctionGrowth> Of(ProfileKind kind, IReadOnlyList<SizedProfile> sizes, Func<Frame, bool> isOwn)
    {
        Func<Frame, bool> own = OwnIn(sizes, isOwn);
        Rung[] rungs = [.. sizes.Where(size => size.Profile.Total() > 0 && size.Total > 0).Select(size => new Rung(size, OwnedCosts.Of(size.Profile, own)))];
        if (rungs.Length == 0)
        {
            return [];
        }

        HashSet<FunctionKey> shown =
        [
            .. rungs.SelectMany(rung => rung.Costs.Functions).GroupBy(pair => pair.Key)
                .Select(function => (function.Key, Most: function.Max(pair => rungs.Max(rung => rung.ShareOf(pair.Key, cost => cost.Cumulative)))))
                .Where(function => function.Most >= LeastShare).OrderByDescending(function => function.Most).ThenBy(function => function.Key.Function, StringComparer.Ordinal)
                .Take(MostFunctions).Select(function => function.Key),
        ];
        (GrowthFit whole, _) = CostGrowth.OfSamples([.. rungs.Select(rung => rung.Point(1))]);
        double prior = whole.IsKnown ? whole.Exponent : 1;
        List<Row> rows = [.. shown.Select(key => Row.Of(key, rungs, prior))];
        Row rest = Row.OfRest(shown, rungs, prior);
        double all10 = rows.Sum(row => row.At(10)) + rest.At(10);
        double all100 = rows.Sum(row => row.At(100)) + rest.At(100);
        return [.. rows.Select(row => row.Growth(kind, all10, all100)).OrderByDescending(Rises).ThenByDescending(row => Rises(row) ? row.ShareAt10!.Value.Value - row.ShareNow.Value : 0)
            .ThenByDescending(row => row.ShareAt10?.Value ?? row.ShareNow.Value).ThenBy(row => row.Frame.Function, StringComparer.Ordinal)];
    }

    /// <summary>True when the share at ten times the largest size is above today's, whichever exponent of the interval holds.</summary>
    public static bool Rises(FunctionGrowth function) => function.ShareAt10Interval is Interval at10 && at10.Low > function.ShareNow.Value;

    // As hotspots do: without any own frame all code counts as the project's.
    private static Func<Frame, bool> OwnIn(IReadOnlyList<SizedProfile> sizes, Func<Frame, bool> isOwn)
    {
        Frame[] code = [.. sizes.SelectMany(size => size.Profile.Frames).Where(FrameRules.IsCode)];
        return code.Any(isOwn) ? isOwn : code.Any(FrameRules.LooksOwn) ? FrameRules.LooksOwn : FrameRules.IsCode;
    }

    private sealed record Rung(SizedProfile Sized, OwnedCosts Costs)
    {
        public double ShareOf(FunctionKey key, Func<FunctionCost, long> cost) => Costs.Functions.TryGetValue(key, out FunctionCost? found) ? (double)cost(found) / Costs.Total : 0;

        public ScalePoint Point(double share) =>
            ScalePoint.OfCount(Sized.Size, share * Costs.Samples, Costs.Samples / Sized.Total, Sized.Variance + (CostGrowth.ShareError * CostGrowth.ShareError));
    }

    private sealed record Row(Frame Frame, bool Own, Rung[] Rungs, GrowthFit Fit, PowerLaw? Law, GrowthFit Cumulative, double Now, double CumulativeNow, Frame? SpentIn, double Prior)
    {
        private double Largest => Rungs[^1].Sized.Size;

        public static Row Of(FunctionKey key, Rung[] rungs, double prior)
        {
            FunctionCost last = rungs.Select(rung => rung.Costs.Functions.GetValueOrDefault(key)).Last(cost => cost is not null)!;
            double[] self = [.. rungs.Select(rung => rung.ShareOf(key, cost => cost.Self))];
            double[] cumulative = [.. rungs.Select(rung => rung.ShareOf(key, cost => cost.Cumulative))];
            return Of(last.Frame, last.Own, rungs, self, cumulative, last.SpentIn, prior);
        }

        public static Row OfRest(HashSet<FunctionKey> shown, Rung[] rungs, double prior)
        {
            double[] self = [.. rungs.Select(rung => rung.Costs.Functions.Where(pair => !shown.Contains(pair.Key)).Sum(pair => (double)pair.Value.Self) / rung.Costs.Total)];
            return Of(new("[the rest]", "", FrameOrigin.Unknown), false, rungs, self, self, null, prior);
        }

        /// <summary>The cost at so many times the largest size, in units of the whole cost there today.</summary>
        public double At(double times) => Now == 0 ? 0 : Now * Factor(times, Fit.IsKnown ? Drawn(Fit.Exponent) : Prior);

        public FunctionGrowth Growth(ProfileKind kind, double all10, double all100) => new(Frame, kind, Fit, new(Now), Share(10, all10), Share(100, all100))
        {
            ShareAt10Interval = Between(10, all10),
            ShareAt100Interval = Between(100, all100),
            Cumulative = Cumulative,
            CumulativeNow = new(CumulativeNow),
            SpentIn = SpentIn,
            Own = Own,
            Samples = (long)Math.Round(Rungs.Sum(rung => rung.Costs.Functions.TryGetValue(FunctionKey.Of(Frame), out FunctionCost? cost) ? rung.Costs.Samples * cost.Self / rung.Costs.Total : 0)),
        };

        private static Row Of(Frame frame, bool own, Rung[] rungs, double[] self, double[] cumulative, Frame? spentIn, double prior)
        {
            (GrowthFit fit, PowerLaw? law) = CostGrowth.OfSamples([.. rungs.Select((rung, i) => rung.Point(self[i]))]);
            GrowthFit ofAll = cumulative.SequenceEqual(self) ? fit : CostGrowth.OfSamples([.. rungs.Select((rung, i) => rung.Point(cumulative[i]))]).Fit;
            return new(frame, own, rungs, fit, law, ofAll, self[^1], cumulative[^1], spentIn, prior);
        }

        private Ratio? Share(double times, double all) => Fit.IsKnown && all > 0 ? new(At(times) / all) : null;

        private Interval? Between(double times, double all)
        {
            if (!Fit.IsKnown || all <= 0)
            {
                return null;
            }

            double others = Math.Max(0, all - At(times));
            return new(End(Fit.Interval.Low), End(Fit.Interval.High));

            double End(double exponent)
            {
                double cost = Now * Factor(times, Drawn(exponent));
                return cost <= 0 ? 0 : Math.Min(1, cost / (cost + others));
            }
        }

        // The mean of what the samples say and what the whole says, each by its certainty.
        private double Drawn(double exponent)
        {
            double error = Math.Max(1e-6, (Fit.Interval.High - Fit.Interval.Low) / (2 * Proportion.Z95));
            double own = 1 / (error * error);
            double others = 1 / (PriorSpread * PriorSpread);
            return ((own * exponent) + (others * Prior)) / (own + others);
        }

        private double Factor(double times, double exponent) => Law is null ? Math.Pow(times, exponent) : Law.CurveWith(exponent).Factor(Largest, times * Largest);
    }
}
