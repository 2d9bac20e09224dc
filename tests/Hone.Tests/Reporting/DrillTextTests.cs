using Hone.Changes.Drills;
using Hone.Reporting;

namespace Hone.Tests.Reporting;

public sealed class DrillTextTests
{
    private static readonly Trick _race = new("race", "semantics", true, TrickCost.Built, "output-differs", new Dictionary<string, string?> { ["routes"] = null }, "threads share");
    private static readonly Trick _cold = new("cold-function", "evidence", true, TrickCost.Quick, "outside-hot", new Dictionary<string, string?>(), "tunes code that no profile shows");

    [Fact]
    public void Tricks_and_who_caught_them() => Golden.Check(DrillText.Matrix(
        [
            new(_race, "logreport", "output-differs", null, "accepted", 31.2), new(_cold, "logreport", "outside-hot", "outside-hot", "", 0.6), new(_cold, "routes", "outside-hot", "size", "11 files", 0.4),
        ],
        ["logreport", "routes"]));

    [Fact]
    public void Honest_changes_with_their_gains() => Golden.Check(DrillText.Honest(
        [
            new("set", "routes", "index-lookup", "accepted", "accepted", "", 0.712, 0.701, 0.724, 12, 101), new("no-win", "routes", "work-elimination", "no-win", "gain-not-shown", "the pairs do not decide", 0.001, -0.01, 0.012, 40, 200),
            new("heap", "routes", "lazy-evaluation", "accepted", "not played", "it did not build", null, null, null, 0, 3),
        ]));

    [Fact]
    public void The_list_of_tricks() => Golden.Check(DrillText.List([_race, _cold], ["logreport", "routes"]));
}
