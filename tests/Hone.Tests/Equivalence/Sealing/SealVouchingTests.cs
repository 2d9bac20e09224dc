using Hone.Equivalence.Sealing;

namespace Hone.Tests.Equivalence.Sealing;

/// <summary>Three copies of a seal: whoever edits one, two or the wrong three is found.</summary>
public sealed class SealVouchingTests
{
    private static readonly SealDocument _seal = Seal("one");
    private static readonly SealDocument _other = Seal("two");

    private static SealCopies Whole => new()
    {
        Ledger = new(_seal.Project, _seal.Root, _seal.Entry, _seal.EntryHash),
        PlaceRoot = _seal.Root,
        State = _seal,
        Ref = _seal,
        HasGit = true,
    };

    [Fact]
    public void A_project_that_no_place_calls_sealed_is_not() => Assert.False(SealVouching.Of(new() { HasGit = true }).IsSealed);

    [Fact]
    public void Three_copies_that_agree_vouch()
    {
        SealVouching vouching = SealVouching.Of(Whole);
        Assert.Empty(vouching.Findings);
        Assert.Empty(vouching.Notes);
        Assert.Equal(SealTrust.Here, vouching.Trust);
        Assert.Equal(_seal.Root, vouching.List!.Root);
    }

    public static TheoryData<string, string> Altered => new()
    {
        { "ledger without its seal", "seal-ledger" },
        { "ledger with another seal", "seal-ledger" },
        { "ledger with another entry", "seal-ledger" },
        { "state list edited", "seal-state" },
        { "state of another seal", "seal-state" },
        { "state taken away", "seal-state" },
        { "state unreadable", "seal-state" },
        { "place points elsewhere", "seal-ledger" },
        { "ref list edited", "seal-ref" },
        { "ref taken away", "seal-ref" },
        { "ref unreadable", "seal-ref" },
        { "ref with another reason", "seal-copies" },
        { "everything taken away but the ledger", "seal-missing" },
        { "another root is insisted on", "seal-root" },
        { "a root is insisted on where nothing is sealed", "seal-root" },
    };

    [Theory]
    [MemberData(nameof(Altered))]
    public void Every_altered_copy_is_found(string how, string rule)
    {
        SealVouching vouching = SealVouching.Of(Alter(how));
        Assert.Contains(rule, vouching.Findings.Select(finding => finding.Rule));
        Assert.True(vouching.IsSealed);
    }

    [Fact]
    public void A_new_clone_is_vouched_for_by_what_came_along_and_says_so()
    {
        SealVouching fromRef = SealVouching.Of(Whole with { PlaceRoot = null, State = null });
        Assert.Empty(fromRef.Findings);
        Assert.Equal(SealTrust.RefAlone, fromRef.Trust);
        Assert.Contains("only the git ref vouches", Assert.Single(fromRef.Notes), StringComparison.Ordinal);

        SealVouching fromState = SealVouching.Of(Whole with { PlaceRoot = null, Ref = null });
        Assert.Empty(fromState.Findings);
        Assert.Equal(SealTrust.OtherClone, fromState.Trust);
        Assert.Contains("only the state directory vouches", Assert.Single(fromState.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seal_outside_git_needs_no_ref() => Assert.Empty(SealVouching.Of(Whole with { Ref = null, HasGit = false }).Findings);

    [Fact]
    public void What_belongs_to_a_machine_or_a_clone_decides_only_there()
    {
        SealedList now = new([new("tool", "cc", "another"), new("git-setting", "filter.x.smudge", "another"), new("input", "a", "another")]);
        Assert.Equal(["input", "git-setting", "tool"], Kinds(Whole, now));
        Assert.Equal(["input", "git-setting", "tool"], Kinds(Whole with { PlaceRoot = null }, now));
        Assert.Equal(["input"], Kinds(Whole with { PlaceRoot = null, State = null }, now));

        SealedList fresh = new([_seal.List()!.Find("tool", "cc")!, _seal.List()!.Find("input", "a")!]);
        Assert.Equal(["git-setting"], Kinds(Whole, fresh));
        Assert.Empty(Kinds(Whole with { PlaceRoot = null }, fresh));
    }

    [Fact]
    public void A_document_is_read_as_it_was_written_and_anything_else_is_none()
    {
        byte[] bytes = _seal.Write();
        Assert.True(SealDocument.Read(bytes)!.Agrees(_seal));
        Assert.Null(SealDocument.Read("{}"u8));
        Assert.Null(SealDocument.Read("null"u8));
        Assert.Null(SealDocument.Read(bytes.AsSpan(0, bytes.Length / 2)));
        Assert.Null((_seal with { Items = [.. _seal.Items, _seal.Items[0] with { State = "other" }] }).List());
    }

    private static string[] Kinds(SealCopies copies, SealedList now) => [.. SealVerdict.Of(SealVouching.Of(copies), now).Findings.Select(finding => finding.Kind)];

    private static SealCopies Alter(string how) => how switch
    {
        "ledger without its seal" => Whole with { Ledger = null },
        "ledger with another seal" => Whole with { Ledger = new(_other.Project, _other.Root, _other.Entry, _other.EntryHash) },
        "ledger with another entry" => Whole with { Ledger = Whole.Ledger! with { EntryHash = "0000" } },
        "state list edited" => Whole with { State = _seal with { Items = _other.Items } },
        "state of another seal" => Whole with { State = _other },
        "state taken away" => Whole with { State = null },
        "state unreadable" => Whole with { State = null, IsStateBroken = true },
        "place points elsewhere" => Whole with { PlaceRoot = _other.Root, State = _other, Ref = null },
        "ref list edited" => Whole with { Ref = _seal with { Items = _other.Items } },
        "ref taken away" => Whole with { Ref = null },
        "ref unreadable" => Whole with { Ref = null, IsRefBroken = true },
        "ref with another reason" => Whole with { Ref = _seal with { Because = "because" } },
        "everything taken away but the ledger" => Whole with { PlaceRoot = null, State = null, Ref = null },
        "another root is insisted on" => Whole with { Expected = _other.Root },
        "a root is insisted on where nothing is sealed" => new() { Expected = _seal.Root },
        _ => throw new ArgumentException(how, nameof(how)),
    };

    private static SealDocument Seal(string state)
    {
        SealedList list = new([new("input", "a", state), new("tool", "cc", state), new("git-setting", "filter.x.smudge", state)]);
        return new()
        {
            Project = "0123456789abcdef0123456789abcdef",
            Root = list.Root,
            Actor = "me",
            Time = DateTimeOffset.UnixEpoch,
            Commit = "none",
            Folder = ".",
            Entry = 3,
            EntryHash = new string('a', 64),
            Items = list.Items,
        };
    }
}
