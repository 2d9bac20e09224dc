using System.Text;
using System.Text.Json;
using Hone.Ledger;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Tests.Storage;

public sealed class LedgerStoreTests : IDisposable
{
    private readonly string _project = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly StateFolder _folder;
    private readonly LedgerStore _store;

    public LedgerStoreTests()
    {
        _folder = new(_project);
        _folder.Create();
        _store = new(_folder);
    }

    public void Dispose() => Directory.Delete(_project, recursive: true);

    [Fact]
    public void An_appended_entry_is_read_back()
    {
        LedgerEntry written = Append("one");
        LedgerEntry read = Assert.Single(_store.ReadTrusted());
        Assert.Equal(written.Hash, read.Hash);
        Assert.Equal("one", read.Data.GetProperty("text").GetString());
    }

    [Fact]
    public void A_kill_at_any_byte_of_an_append_leaves_a_ledger_that_holds_and_goes_on()
    {
        Append("one");
        byte[] before = File.ReadAllBytes(_folder.Ledger);
        byte[] headBefore = File.ReadAllBytes(_folder.Head);
        Append("two");
        byte[] after = File.ReadAllBytes(_folder.Ledger);
        byte[] line = after[before.Length..];

        // Written whole to the pending file, then only the first bytes of it reached the ledger.
        for (int torn = 0; torn <= line.Length; torn++)
        {
            File.WriteAllBytes(_folder.Ledger, [.. before, .. line.AsSpan(0, torn)]);
            File.WriteAllBytes(_folder.Head, headBefore);
            File.WriteAllBytes(_folder.Pending, line);
            Assert.Empty(_store.Read().Findings);
            Assert.Equal(2, _store.Read().Entries.Count);
        }

        Append("three");
        Assert.Equal(["one", "two", "three"], _store.ReadTrusted().Select(entry => entry.Data.GetProperty("text").GetString()));
        Assert.False(File.Exists(_folder.Pending));
    }

    [Fact]
    public void A_kill_after_the_head_was_replaced_leaves_only_a_pending_file_to_drop()
    {
        Append("one");
        byte[] line = File.ReadAllBytes(_folder.Ledger);
        File.WriteAllBytes(_folder.Pending, line);
        Assert.Single(_store.ReadTrusted());
        Append("two");
        Assert.Equal(2, _store.ReadTrusted().Count);
    }

    [Fact]
    public void A_pending_file_does_not_excuse_an_altered_ledger()
    {
        Append("one");
        byte[] head = File.ReadAllBytes(_folder.Head);
        byte[] before = File.ReadAllBytes(_folder.Ledger);
        Append("two");
        byte[] line = File.ReadAllBytes(_folder.Ledger)[before.Length..];
        File.WriteAllBytes(_folder.Head, head);
        File.WriteAllBytes(_folder.Pending, line);
        File.WriteAllBytes(_folder.Ledger, [.. before, .. "{\"not\":\"this\"}\n"u8]);
        Assert.NotEmpty(_store.Read().Findings);
    }

    [Fact]
    public void An_altered_ledger_is_not_appended_to()
    {
        Append("one");
        byte[] bytes = File.ReadAllBytes(_folder.Ledger);
        bytes[30] ^= 1;
        File.WriteAllBytes(_folder.Ledger, bytes);
        ProblemException error = Assert.Throws<ProblemException>(() => Append("two"));
        Assert.Equal(ExitCode.Tampered, error.Problem.Exit);
        Assert.Equal(bytes, File.ReadAllBytes(_folder.Ledger));
    }

    [Fact]
    public void A_cut_off_last_entry_is_found()
    {
        Append("one");
        byte[] one = File.ReadAllBytes(_folder.Ledger);
        Append("two");
        File.WriteAllBytes(_folder.Ledger, one);
        Assert.Equal(2, Assert.Single(_store.Read().Findings).Entry);
    }

    [Fact]
    public void A_deleted_ledger_is_found()
    {
        Append("one");
        File.Delete(_folder.Ledger);
        Assert.NotEmpty(_store.Read().Findings);
    }

    [Fact]
    public void An_altered_artifact_is_found_and_a_missing_one_is_listed()
    {
        ArtifactStore artifacts = new(_folder);
        Artifact kept = artifacts.Put("a", "hello"u8);
        Artifact gone = artifacts.Put("b", "world"u8);
        _store.Append(EntryKind.Check, Data("x"), [kept, gone], new("me", "none", "host"), DateTimeOffset.UnixEpoch);
        File.Delete(artifacts.PathOf(gone));
        File.WriteAllText(artifacts.PathOf(kept), "hallo");
        (IReadOnlyList<LedgerFinding> findings, int present, IReadOnlyList<string> missing) = LedgerStore.CheckArtifacts(_store.ReadTrusted(), artifacts);
        Assert.Equal(1, Assert.Single(findings).Entry);
        Assert.Contains(" b ", Assert.Single(missing), StringComparison.Ordinal);
        Assert.Equal(0, present);
    }

    [Fact]
    public void What_an_agent_printed_stays_on_this_machine_and_an_older_record_is_read_all_the_same()
    {
        ArtifactStore artifacts = new(_folder);
        Artifact transcript = artifacts.Put(WorkFact.TranscriptArtifact, "my key is …"u8);
        Assert.StartsWith(_folder.Large + "/", artifacts.PathOf(transcript), StringComparison.Ordinal);
        Assert.Equal(ArtifactState.Present, artifacts.Check(transcript));
        Assert.StartsWith(_folder.Artifacts + "/", artifacts.PathOf(artifacts.Put(WorkFact.BriefArtifact, "do it"u8)), StringComparison.Ordinal);

        Artifact older = artifacts.Put("of an earlier version", "printed"u8) with { Name = WorkFact.TranscriptArtifact };
        Assert.Equal("printed"u8, artifacts.Read(older)!);
    }

    private LedgerEntry Append(string text) =>
        _store.Append(EntryKind.Check, Data(text), [], new("me", "none", "host"), new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static JsonElement Data(string text) => JsonDocument.Parse(Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}""")).RootElement.Clone();
}
