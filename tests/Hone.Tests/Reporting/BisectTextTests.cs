using Hone.Guardrails.Bisecting;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Reporting;
using Hone.Statistics;
using Hone.Tests.Guardrails;

namespace Hone.Tests.Reporting;

public sealed class BisectTextTests
{
    private static readonly double[] _ends = [0.11, 0.09, 0.10, 0.12, 0.08, 0.10, 0.11, 0.09];

    [Fact]
    public void A_commit_that_is_confirmed() => Golden.Check(BisectText.Of(Report(BisectState.Confirmed, []), unicode: true));

    [Fact]
    public void Commits_that_cannot_be_told_apart_and_are_not_confirmed() => Golden.Check(BisectText.Of(
        Report(BisectState.Unconfirmed, new() { [5] = "it does not build: work.c:3: error", [6] = "by --skip" }) with { Confirmation = Beside(ComparisonVerdict.Undecided, 1.01, "a difference is likely, but not shown") },
        unicode: false));

    [Fact]
    public void A_function_that_takes_more_of_the_time() => Assert.StartsWith(
        "first with more of the time in Index.Find: ", BisectText.Answer(Report(BisectState.Confirmed, []) with { Function = "Index.Find" }), StringComparison.Ordinal);

    [Fact]
    public void Ends_that_do_not_differ() => Golden.Check(BisectText.Of(Report(BisectState.NoDifference, []) with { Posterior = null, Measured = new Dictionary<int, IReadOnlyList<double>>() }, unicode: false));

    private static BisectReport Report(BisectState state, Dictionary<int, string> skipped)
    {
        Dictionary<int, IReadOnlyList<double>> measured = new() { [4] = [0.01, -0.01], [6] = [0.02, 0.0], [7] = [0.1, 0.12], [10] = [0.11] };
        foreach (int place in skipped.Keys)
        {
            _ = measured.Remove(place);
        }

        return new()
        {
            State = state,
            Workload = "day",
            Metric = Metric.Cpu,
            Commits = [.. Enumerable.Range(0, 21).Select(i => new BisectCommit(Entries.Commit(i), i == 7 ? "parse twice, to be sure" : "change " + i))],
            Ends = _ends,
            Measured = measured,
            Skipped = skipped,
            Built = 5,
            Posterior = BisectPosterior.Of(20, [.. measured.SelectMany(pair => pair.Value.Select(value => new BisectMeasurement(pair.Key, value)))], BisectLevels.OfPairs(_ends)),
            Confirmation = Beside(ComparisonVerdict.Slower, 1.098, null),
        };
    }

    private static Comparison Beside(ComparisonVerdict verdict, double ratio, string? note) => new()
    {
        Metric = Metric.Cpu,
        Verdict = verdict,
        Pairs = 20,
        Ratio = ratio,
        Interval = new Interval(ratio - 0.01, ratio + 0.01),
        PValue = 0.0001,
        SmallestVisible = 0.01,
        Reference = 1e8,
        Value = 1.1e8,
        Note = note,
    };
}
