using System.Globalization;
using Hone.Opportunities.Growth;
using Hone.Profiling;
using Hone.Statistics;
using Hone.Tests.Profiling;

namespace Hone.Tests.Opportunities.Growth;

public sealed class FunctionGrowthsTests
{
    private static readonly long[] _sizes = [1000, 2000, 4000, 8000, 16000];

    [Fact]
    public void A_quadratic_that_takes_5_percent_today_is_named_first()
    {
        SeededRandom random = new(5);
        int first = 0;
        for (int i = 0; i < 20; i++)
        {
            IReadOnlyList<FunctionGrowth> functions = Of(random, ("main;Parse", 1, 0.60), ("main;Write;memcpy@libc.so.6", 1, 0.35), ("main;Index;Find", 2, 0.05));
            first += functions[0].Frame.Function == "Find" && functions[0].Rises ? 1 : 0;
        }

        Assert.InRange(first, 19, 20);
    }

    [Fact]
    public void The_shares_at_ten_times_the_size_are_those_of_the_true_curves()
    {
        IReadOnlyList<FunctionGrowth> functions = Of(null, ("main;Parse", 1, 0.60), ("main;Write", 1, 0.35), ("main;Index;Find", 2, 0.05));
        FunctionGrowth find = functions[0];

        // 0.05 · 100 against 0.95 · 10, and 0.05 · 10,000 against 0.95 · 100.
        Assert.Equal("Find", find.Frame.Function);
        Assert.InRange(find.Fit.Exponent, 1.9, 2.1);
        Assert.InRange(find.ShareNow.Value, 0.049, 0.051);
        Assert.InRange(find.ShareAt10!.Value.Value, 0.28, 0.37);
        Assert.InRange(find.ShareAt100!.Value.Value, 0.72, 0.86);
        Assert.True(find.ShareAt10Interval!.Value.Contains(5.0 / 14.5));
        Assert.InRange(functions.Where(function => !function.WithCallees).Sum(function => function.ShareAt10?.Value ?? 0), 0.999, 1.001);
    }

    [Fact]
    public void A_cost_in_foreign_code_is_its_callers_and_counts_once()
    {
        IReadOnlyList<FunctionGrowth> functions = Of(null, ("main;Parse", 1, 0.5), ("main;Sort;qsort@libc.so.6;Compare", 1, 0.2), ("main;Sort;qsort@libc.so.6;memcpy@libc.so.6", 2, 0.3));
        FunctionGrowth sort = functions.Single(function => function.Frame.Function == "Sort");

        Assert.Equal("Sort", functions[0].Frame.Function);
        Assert.Equal("qsort", sort.SpentIn!.Function);
        Assert.InRange(sort.SelfNow.Value, 0.29, 0.31);
        Assert.InRange(sort.CumulativeNow.Value, 0.49, 0.51);
        Assert.InRange(functions.Sum(function => function.SelfNow.Value), 0.999, 1.001);
        Assert.DoesNotContain(functions, function => function.Frame.Function is "memcpy" && function.SelfNow.Value > 0);
    }

    [Fact]
    public void A_quadratic_whose_time_is_spent_in_a_function_that_others_call_too_is_named_before_that_and_its_callers()
    {
        SeededRandom random = new(8);
        int first = 0;
        for (int i = 0; i < 20; i++)
        {
            IReadOnlyList<FunctionGrowth> functions = Of(random, ("main;Load;Parse;Compare", 1, 0.93), ("main;Work;Index;Find;Compare", 2, 0.06), ("main;Work;Index;Note", 1, 0.01));
            first += functions[0] is { Frame.Function: "Find", WithCallees: true } ? 1 : 0;
        }

        // Find, Index and Work have the same stacks but for what Note takes.
        Assert.InRange(first, 16, 20);
    }

    [Fact]
    public void What_few_samples_say_does_not_take_over_the_future()
    {
        // Nothing at the small sizes and a handful at the largest: by itself that would be a power of six.
        SeededRandom random = new(6);
        for (int i = 0; i < 10; i++)
        {
            IReadOnlyList<FunctionGrowth> functions = Of(random, ("main;Parse", 1, 0.99), ("main;Exit", 0, 0.005), ("main;Rare", 1, 0.005));

            Assert.DoesNotContain(functions, function => function.Frame.Function == "Rare" && function.ShareAt10?.Value > 0.05);
        }
    }

    [Fact]
    public void Linear_functions_do_not_rise()
    {
        SeededRandom random = new(7);
        int alarms = 0;
        for (int i = 0; i < 20; i++)
        {
            alarms += Of(random, ("main;Parse", 1, 0.4), ("main;Write", 1, 0.3), ("main;Hash", 1, 0.2), ("main;Close", 1, 0.1)).Any(function => function.Rises) ? 1 : 0;
        }

        // Four functions, each with an interval of 95 %.
        Assert.InRange(alarms, 0, 4);
    }

    [Fact]
    public void What_is_nearly_all_already_does_not_rise_because_the_start_of_the_program_is_soon_nothing()
    {
        IReadOnlyList<FunctionGrowth> functions = Of(null, ("main;Parse", 1, 0.992), ("Load", 0, 0.008));

        FunctionGrowth main = functions.Single(function => function.Frame.Function == "Parse");
        Assert.True(main.ShareAt10!.Value.Value > main.ShareNow.Value);
        Assert.DoesNotContain(functions, function => function.Rises || function.IsUndecided);
    }

    [Fact]
    public void A_growth_that_few_samples_leave_open_is_undecided_and_one_that_many_show_is_not()
    {
        FunctionGrowth Find(double exponent, Interval at10) => new(new("Find", "m", FrameOrigin.Native), ProfileKind.Cpu, new(exponent, new(0.5, 2.6), GrowthShape.Unclear, 5), new(0.05), new(0.08), new(0.2)) { ShareAt10Interval = at10 };

        Assert.True(Find(1.4, new(0.03, 0.4)).IsUndecided);
        Assert.False(Find(1.0, new(0.03, 0.08)).IsUndecided);
        Assert.False(Find(2.0, new(0.2, 0.4)).IsUndecided);
    }

    [Fact]
    public void Nothing_recorded_is_nothing_said()
    {
        Assert.Empty(FunctionGrowths.Of(ProfileKind.Cpu, [], FrameRules.LooksOwn));
        Assert.Empty(FunctionGrowths.Of(ProfileKind.Cpu, [new(1000, Stacks.Of(), 1e9, 0)], FrameRules.LooksOwn));
    }

    [Fact]
    public void One_size_gives_shares_and_no_exponents()
    {
        FunctionGrowth only = FunctionGrowths.Of(ProfileKind.Cpu, [new(1000, Stacks.Of("main;Parse 100"), 1e9, 0)], FrameRules.LooksOwn).Single(function => function.Frame.Function == "Parse");

        Assert.Equal((GrowthShape.TooFew, 1.0), (only.Fit.Shape, only.ShareNow.Value));
        Assert.Null(only.ShareAt10);
    }

    /// <summary>Profiles of 1 ms samples: at the largest size 2 s, and each stack with its power and its part there; without a random source exactly.</summary>
    private static IReadOnlyList<FunctionGrowth> Of(SeededRandom? random, params (string Stack, double Power, double Share)[] truths)
    {
        double noise = random is null ? 0 : 1;
        SizedProfile[] profiles =
        [
            .. _sizes.Select(size =>
            {
                double[] costs = [.. truths.Select(truth => truth.Share * Math.Pow((double)size / _sizes[^1], truth.Power))];
                double total = costs.Sum();

                // As the collectors do: about as many samples of every size.
                string[] lines = [.. truths.Select((truth, i) => string.Create(CultureInfo.InvariantCulture, $"{truth.Stack} {Count(costs[i] / total * 2000)}")).Where(line => !line.EndsWith(" 0", StringComparison.Ordinal))];
                return new SizedProfile(size, Stacks.Of(lines), total * 2e9 * Math.Exp(0.02 * noise * (random?.NextNormal() ?? 0)), 0.02 * 0.02);
            }),
        ];
        return FunctionGrowths.Of(ProfileKind.Cpu, profiles, FrameRules.LooksOwn);

        long Count(double mean) => (long)Math.Round(Math.Max(0, mean + (noise * Math.Sqrt(mean) * (random?.NextNormal() ?? 0))));
    }
}
