using CsCheck;
using Hone.Opportunities;
using Hone.Opportunities.Calibration;

namespace Hone.Tests.Opportunities.Calibration;

public sealed class SuccessHistoryTests
{
    [Fact]
    public void It_starts_from_the_rate_of_published_patches()
    {
        SuccessPosterior start = SuccessHistory.Of([]).Of("buffer-reuse", EvidenceGrade.Strong, "c");
        Assert.Equal(1.0 / 3, start.Mean, 12);
        Assert.Equal(5, start.Distribution.Alpha + start.Distribution.Beta, 9);
        Assert.Equal(0, start.All.Attempts);
    }

    [Fact]
    public void What_came_of_other_levers_counts_less_than_of_the_same_lever_and_that_less_than_of_the_same_sort()
    {
        double Chance(string lever, string language) => SuccessHistory.Of(Enumerable.Repeat(Outcome(lever, language, true), 10)).Of("buffer-reuse", EvidenceGrade.Strong, "c").Mean;
        double other = Chance("zero-copy", "c");
        double lever = Chance("buffer-reuse", "python");
        double same = Chance("buffer-reuse", "c");
        Assert.True(1.0 / 3 < other && other < lever && lever < same, $"{other} {lever} {same}");
    }

    [Fact]
    public void A_success_never_lowers_the_chance_of_its_own_sort_and_a_failure_never_raises_it() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1], Gen.Bool).Array[0, 60].Sample(past =>
        {
            Outcome[] outcomes = [.. past.Select(each => Outcome("l" + each.Item1, each.Item2 == 0 ? "c" : "python", each.Item3))];
            double Chance(IEnumerable<Outcome> record) => SuccessHistory.Of(record).Of("l0", EvidenceGrade.Strong, "c").Mean;
            double before = Chance(outcomes);
            Assert.InRange(before, 0, 1);
            Assert.True(Chance([.. outcomes, .. Enumerable.Repeat(Outcome("l0", "c", true), 5)]) >= before);
            Assert.True(Chance([.. outcomes, .. Enumerable.Repeat(Outcome("l0", "c", false), 5)]) <= before);
        }, iter: 300);

    [Fact]
    public void With_much_on_record_only_the_own_sort_counts()
    {
        IEnumerable<Outcome> record = Enumerable.Range(0, 900).Select(i => Outcome(i % 3 == 0 ? "buffer-reuse" : "zero-copy", "c", i % 3 == 0 ? i % 10 == 0 : i % 10 != 0));
        Assert.Equal(0.1, SuccessHistory.Of(record).Of("buffer-reuse", EvidenceGrade.Strong, "c").Mean, 0.02);
    }

    [Fact]
    public void Landing_with_less_than_half_of_the_promise_is_no_success()
    {
        Outcome landed = Outcome("buffer-reuse", "c", true);
        Assert.True((landed with { Predicted = 0.2, Realised = 0.1 }).IsSuccess);
        Assert.False((landed with { Predicted = 0.2, Realised = 0.099 }).IsSuccess);
        Assert.False((landed with { Realised = null }).IsSuccess);
        Assert.False((landed with { Verdict = OutcomeVerdict.Refused }).IsSuccess);
    }

    internal static Outcome Outcome(string lever, string language, bool success) => new()
    {
        Row = "cpu-000000",
        Workload = "day",
        Lever = lever,
        Evidence = EvidenceGrade.Strong,
        Language = language,
        Predicted = 0.1,
        Realised = success ? 0.1 : 0,
        Verdict = success ? OutcomeVerdict.Landed : OutcomeVerdict.NoWin,
        KnownBefore = 0,
    };
}
