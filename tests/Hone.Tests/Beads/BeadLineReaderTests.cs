using System.Text;
using CsCheck;
using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class BeadLineReaderTests
{
    private static BeadLine Read(string text) => BeadLineReader.Read(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_line_as_br_writes_it()
    {
        Bead bead = Read("""{"id":"bd-1ega.6.3","title":"T","description":"D","status":"closed","priority":0,"issue_type":"bug","assignee":"ann","created_at":"2026-01-24T23:16:22.082033241Z","created_by":"ubuntu","updated_at":"2026-01-25T03:36:19.311316976+01:00","closed_at":"2026-01-25T03:36:19Z","close_reason":"R","labels":["a","b"],"dependencies":[{"issue_id":"bd-1ega.6.3","depends_on_id":"bd-1ega.6","type":"parent-child"}],"defer_until":"2026-02-01T00:00:00Z","external_ref":"gh-9"}""").Bead!;
        Assert.Equal(("bd-1ega.6.3", "T", "D", "closed", 0, "bug", "ann", "R", "gh-9"),
            (bead.Id, bead.Title, bead.Description, bead.Status, bead.Priority, bead.Type, bead.Assignee, bead.CloseReason, bead.ExternalRef));
        Assert.Equal(["a", "b"], bead.Labels);
        Assert.Equal([new BeadDependency("bd-1ega.6", "parent-child")], bead.Dependencies);
        Assert.Equal("2026-01-24T23:16:22.0820332Z", BeadLineWriter.Time(bead.CreatedAt!.Value));
        Assert.Equal("2026-01-25T02:36:19.3113170Z".Replace("70Z", "7Z", StringComparison.Ordinal), BeadLineWriter.Time(bead.UpdatedAt!.Value));
        Assert.Equal(2026, bead.DeferUntil!.Value.Year);
        Assert.True(bead.IsResolved);
        Assert.Null(bead.Key);
    }

    [Fact]
    public void Fields_of_the_wrong_type_count_as_missing()
    {
        BeadLine line = Read("""{"id":"x-1","title":"T","priority":"P0","labels":{"a":1},"dependencies":["x",{"depends_on_id":4},{"depends_on_id":"y-1"}],"created_at":17,"status":null,"assignee":"","closed_at":"soon","external_ref":[]}""");
        Assert.Equal(BeadLineKind.Issue, line.Kind);
        Assert.Equal((2, "open", null, null, null), (line.Bead!.Priority, line.Bead.Status, line.Bead.Assignee, line.Bead.CreatedAt, line.Bead.ClosedAt));
        Assert.Empty(line.Bead.Labels);
        Assert.Equal([new BeadDependency("y-1", "blocks")], line.Bead.Dependencies);
    }

    [Theory]
    [InlineData("", BeadLineKind.Other)]
    [InlineData("  \r\n", BeadLineKind.Other)]
    [InlineData("""{"_schema":"beads-jsonl/1","id":"x-1","title":"t"}""", BeadLineKind.Other)]
    [InlineData("""{"_type":"memory","key":"k","value":"v"}""", BeadLineKind.Other)]
    [InlineData("""{"_type":"issue","id":"x-1","title":"t"}""", BeadLineKind.Issue)]
    [InlineData("\uFEFF  {\"id\":\"x-1\",\"title\":\"t\"}\t\r\n", BeadLineKind.Issue)]
    [InlineData("""{"id":"x-1"}""", BeadLineKind.Unreadable)]
    [InlineData("""{"id":"","title":"t"}""", BeadLineKind.Unreadable)]
    [InlineData("""{"id":"\ud800","title":"t"}""", BeadLineKind.Unreadable)]
    [InlineData("""{"id":"x-1","title":"t""", BeadLineKind.Unreadable)]
    [InlineData("""{"id":"x-1","title":"t"} trailing""", BeadLineKind.Unreadable)]
    [InlineData("[]", BeadLineKind.Unreadable)]
    [InlineData("<<<<<<< HEAD\n", BeadLineKind.Conflict)]
    [InlineData("=======\r\n", BeadLineKind.Conflict)]
    [InlineData(">>>>>>> branch", BeadLineKind.Conflict)]
    public void Lines_of_all_kinds(string text, BeadLineKind kind) => Assert.Equal(kind, Read(text).Kind);

    [Fact]
    public void Bytes_that_are_not_utf8_are_read_and_kept()
    {
        byte[] raw = [.. "{\"id\":\"x-1\",\"title\":\"a"u8, 0xFF, 0xC3, .. "b\"}\n"u8];
        BeadLine line = BeadLineReader.Read(raw);
        Assert.Equal("a\uFFFD\uFFFDb", line.Bead!.Title);
        Assert.Equal(raw, line.Raw.ToArray());
        Assert.NotNull(line.Note);
    }

    [Fact]
    public void A_thousand_open_brackets_are_unreadable_and_no_crash() =>
        Assert.Equal(BeadLineKind.Unreadable, Read("""{"id":"x-1","title":"t","x":""" + new string('[', 100_000)).Kind);

    [Fact]
    public void No_bytes_make_it_throw() => Gen.Byte.Array[0, 200].Sample(bytes => BeadLineReader.Read(bytes).Raw.Length == bytes.Length, iter: 2000);

    [Fact]
    public void No_damage_to_a_good_line_makes_it_throw()
    {
        byte[] good = BeadLineWriter.New(Phase.Plan.Beads[^1], Phase.Now, "hone");
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample(
            damage =>
            {
                byte[] bad = [.. good];
                bad[damage.Item1] = damage.Item2;
                BeadLineReader.Read(bad.AsMemory(0, damage.Item3));
            },
            iter: 2000);
    }
}
