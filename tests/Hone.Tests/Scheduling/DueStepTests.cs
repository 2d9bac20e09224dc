using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hone.Beads.Schedules;
using Hone.Cli.Steps.Scheduling;
using Hone.Ledger;

namespace Hone.Tests.Scheduling;

public sealed class DueStepTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 24, 18, 0, 0, TimeSpan.Zero);

    private readonly List<LedgerEntry> _entries = [];

    [Fact]
    public void The_last_round_is_the_later_of_the_last_run_and_the_last_baseline()
    {
        Assert.Null(Last);
        Baseline("a");
        Assert.Equal(("a", _now, _now), (Last!.Commit, Last.Began, Last.Ended));
        Baseline("b");
        Run("b");
        Assert.Equal(("b", _now.AddMinutes(1), _now.AddMinutes(2)), (Last!.Commit, Last.Began, Last.Ended));

        // Somebody went on step by step.
        Baseline("c");
        Assert.Equal(("c", _now.AddMinutes(3)), (Last!.Commit, Last.Began));
        Run("d");
        Assert.Equal("d", Last!.Commit);
    }

    [Fact]
    public void A_round_that_did_not_come_to_its_end_is_none_and_takes_no_other_away()
    {
        Baseline("a", inRound: true);
        Assert.Null(Last);
        Assert.Equal(_now, Evidence.From(_entries).Unended!.Time);
        Baseline("b");
        Baseline("c", inRound: true);
        Assert.Equal("b", Last!.Commit);
        Assert.Equal("c", Evidence.From(_entries).Unended!.Commit);
        Run("c");
        Assert.Equal("c", Last!.Commit);
        Assert.Null(Evidence.From(_entries).Unended);
    }

    [Fact]
    public void What_was_hot_is_what_the_last_whole_round_saw()
    {
        Baseline("a", inRound: true);
        Profile("1");
        Run("a");
        Assert.Equal("1", Hot);
        Baseline("b", inRound: true);
        Profile("2");
        Assert.Equal("1", Hot);
        Run("b");
        Assert.Equal("2", Hot);
        Profile("3");
        Assert.Equal("3", Hot);
    }

    private string Hot => Evidence.From(_entries).RoundProfiles.Values.Single().Fact.Functions!.Single().Sha256;

    private RoundMark? Last => DueStep.LastRound(Evidence.From(_entries));

    private void Baseline(string commit, bool? inRound = null) => Add(EntryKind.Baseline, commit, new("w", "true", 0, 3, new Dictionary<string, string>()) { InRound = inRound }, FactJson.Default.BaselineFact);

    private void Profile(string sha256) => Add(EntryKind.Profile, "a", new("w", "cpu", "perf", "true", []) { Functions = [new("a.c", "main", sha256)] }, FactJson.Default.ProfileFact);

    private void Run(string commit) => Add(EntryKind.Run, commit, new(60_000_000_000, 0, 0, new Dictionary<string, long>(), []), FactJson.Default.RunFact);

    private void Add<T>(string kind, string commit, T fact, JsonTypeInfo<T> type) => _entries.Add(new()
    {
        Seq = _entries.Count + 1,
        Time = _now.AddMinutes(_entries.Count),
        Kind = kind,
        Actor = "tester",
        Commit = commit,
        Host = "host1",
        Data = JsonSerializer.SerializeToElement(fact, type),
        Prev = LedgerEntry.Origin,
        Hash = LedgerEntry.Origin,
    });
}
