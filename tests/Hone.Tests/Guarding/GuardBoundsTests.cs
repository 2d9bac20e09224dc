using System.Text.Json;
using Hone.Cli.Steps.Guarding;
using Hone.Ledger;

namespace Hone.Tests.Guarding;

/// <summary>Which accepted losses a base has already.</summary>
public sealed class GuardBoundsTests : IDisposable
{
    private readonly GitProject _project = new();

    [Fact]
    public void A_loss_that_was_accepted_at_a_commit_is_in_every_base_from_it_on()
    {
        string before = _project.Commit("before");
        string at = _project.Commit("at");
        string after = _project.Commit("after");
        Assert.Equal([true, false, false], new[] { before, at, after }.Select(commit => Counts(at, commit)));
    }

    [Fact]
    public void A_loss_that_was_accepted_with_changed_files_is_in_the_bases_whose_own_record_has_it()
    {
        string at = _project.Commit("at");
        string elsewhere = _project.Commit("another change, without it");
        _ = Directory.CreateDirectory(Path.Combine(_project.Repository.Folder, ".hone"));
        File.WriteAllText(Path.Combine(_project.Repository.Folder, ".hone", "ledger.jsonl"), Loss(at + "+dirty").Entry.Hash);
        string with = _project.Commit("the change, with its record");
        Assert.Equal([true, true, false], new[] { at, elsewhere, with }.Select(commit => Counts(at + "+dirty", commit)));
    }

    public void Dispose() => _project.Dispose();

    private bool Counts(string accepted, string before) =>
        GuardBounds.NotInBase(_project.Session, new() { Accepted = [Loss(accepted)] }, new("base", before, null)).Any();

    private static Recorded<GuardAcceptFact> Loss(string commit)
    {
        GuardAcceptFact fact = new("day", "cpu", 0.03, "meant");
        return new(
            new()
            {
                Seq = 1,
                Time = DateTimeOffset.UnixEpoch,
                Kind = EntryKind.GuardAccept,
                Actor = "tester",
                Commit = commit,
                Host = "host1",
                Data = JsonSerializer.SerializeToElement(fact, FactJson.Default.GuardAcceptFact),
                Prev = LedgerEntry.Origin,
                Hash = "0123456789abcdef",
            },
            fact);
    }
}
