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

    /// <summary>A caller rises because of a callee that has this part of its rise, and comes as much from it.</summary>
    private const double Explained = 0.7;

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
        Cost rest = Row.OfRest(shown, rungs, prior);
        double all10 = rows.Sum(row => row.Self.At(10)) + rest.At(10);
        double all100 = rows.Sum(row => row.Self.At(100)) + rest.At(100);
        return Ranked([.. rows.Select(row => row.Growth(kind, all10, all100))], rungs[^1].Costs);
    }

    // First what rises by itself, then the callers that rise because of it, then what does not rise.
    private static IReadOnlyList<FunctionGrowth> Ranked(FunctionGrowth[] functions, OwnedCosts costs)
    {
        FunctionGrowth[] rising = [.. functions.Where(function => function.Rises)];
        HashSet<FunctionGrowth> callers = [.. rising.Where(caller => caller.WithCallees && rising.Any(callee => IsBecauseOf(caller, callee, costs)))];
        return
        [
            .. functions.OrderBy(function => callers.Contains(function) ? 1 : function.Rises ? 0 : 2).ThenByDescending(function => function.Rises ? Rise(function) : 0)
                .ThenByDescending(function => function.ShareAt10?.Value ?? function.ShareNow.Value).ThenBy(function => function.Frame.Function, StringComparer.Ordinal),
        ];
    }

    private static double Rise(FunctionGrowth function) => (function.ShareAt10?.Value ?? 0) - function.ShareNow.Value;

    private static bool IsBecauseOf(FunctionGrowth caller, FunctionGrowth callee, OwnedCosts costs) =>
        caller != callee && Rise(callee) >= Explained * Rise(caller)
        && costs.Below(FunctionKey.Of(caller.Frame), FunctionKey.Of(callee.Frame)) >= Explained * callee.CumulativeNow.Value * costs.Total;

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

    /// <summary>One sort of cost of a function: its self cost, or that with its callees.</summary>
    private sealed record Cost(double[] Shares, Rung[] Rungs, GrowthFit Fit, PowerLaw? Law, double Prior)
    {
        public double Now => Shares[^1];

        public static Cost Of(double[] shares, Rung[] rungs, double prior)
        {
            (GrowthFit fit, PowerLaw? law) = CostGrowth.OfSamples([.. rungs.Select((rung, i) => rung.Point(shares[i]))]);
            return new(shares, rungs, fit, law, prior);
        }

        /// <summary>The cost at so many times the largest size, in units of the whole cost there today.</summary>
        public double At(double times) => At(times, Fit.Exponent);

        /// <summary>As a part of the whole at that size.</summary>
        public Ratio? Share(double times, double all) => Fit.IsKnown && all > 0 ? new(Math.Min(1, At(times) / all)) : null;

        /// <summary>The same at both ends of the exponent's interval, the other costs as they are fitted.</summary>
        public Interval? Between(double times, double all)
        {
            if (!Fit.IsKnown || all <= 0)
            {
                return null;
            }

            double others = Math.Max(0, all - At(times));
            double low = At(times, Fit.Interval.Low);
            double high = At(times, Fit.Interval.High);
            return new(low <= 0 ? 0 : low / (low + others), high <= 0 ? 0 : high / (high + others));
        }

        private double At(double times, double exponent)
        {
            double drawn = Fit.IsKnown ? Drawn(exponent) : Prior;
            double largest = Rungs[^1].Sized.Size;
            return Now == 0 ? 0 : Now * (Law is null ? Math.Pow(times, drawn) : Law.CurveWith(drawn).Factor(largest, times * largest));
        }

        // The mean of what the samples say and what the whole says, each by its certainty.
        private double Drawn(double exponent)
        {
            double error = Math.Max(1e-6, (Fit.Interval.High - Fit.Interval.Low) / (2 * Proportion.Z95));
            double own = 1 / (error * error);
            double others = 1 / (PriorSpread * PriorSpread);
            return ((own * exponent) + (others * Prior)) / (own + others);
        }
    }

    private sealed record Row(Frame Frame, bool Own, Frame? SpentIn, Rung[] Rungs, Cost Self, Cost Cumulative)
    {
        public static Row Of(FunctionKey key, Rung[] rungs, double prior)
        {
            FunctionCost last = rungs.Select(rung => rung.Costs.Functions.GetValueOrDefault(key)).Last(cost => cost is not null)!;
            double[] self = [.. rungs.Select(rung => rung.ShareOf(key, cost => cost.Self))];
            double[] cumulative = [.. rungs.Select(rung => rung.ShareOf(key, cost => cost.Cumulative))];
            Cost own = Cost.Of(self, rungs, prior);
            return new(last.Frame, last.Own, last.SpentIn, rungs, own, cumulative.SequenceEqual(self) ? own : Cost.Of(cumulative, rungs, prior));
        }

        public static Cost OfRest(HashSet<FunctionKey> shown, Rung[] rungs, double prior) =>
            Cost.Of([.. rungs.Select(rung => rung.Costs.Functions.Where(pair => !shown.Contains(pair.Key)).Sum(pair => (double)pair.Value.Self) / rung.Costs.Total)], rungs, prior);

        public FunctionGrowth Growth(ProfileKind kind, double all10, double all100)
        {
            FunctionGrowth self = Growth(kind, Self, all10, all100);
            if (self.Rises || !Own || ReferenceEquals(Self, Cumulative))
            {
                return self;
            }

            FunctionGrowth cumulative = Growth(kind, Cumulative, all10, all100) with { WithCallees = true };
            return cumulative.Rises ? cumulative : self;
        }

        private FunctionGrowth Growth(ProfileKind kind, Cost cost, double all10, double all100) => new(Frame, kind, cost.Fit, new(cost.Now), cost.Share(10, all10), cost.Share(100, all100))
        {
            ShareAt10Interval = cost.Between(10, all10),
            ShareAt100Interval = cost.Between(100, all100),
            Self = Self.Fit,
            SelfNow = new(Self.Now),
            Cumulative = Cumulative.Fit,
            CumulativeNow = new(Cumulative.Now),
            SpentIn = SpentIn,
            Own = Own,
            Samples = (long)Math.Round(Rungs.Select((rung, i) => rung.Costs.Samples * cost.Shares[i]).Sum()),
        };
    }
}
