using System.Text;
using CsCheck;
using Hone.Beads;
using Hone.Problems;

namespace Hone.Tests.Beads;

public sealed class BeadDocumentTests
{
    private static readonly string[] Odd =
    [
        """{"id":"bd-a1","title":"plain","created_at":"2026-01-24T23:16:22.082033241Z"}""",
        """ { "id" : "bd-b2" , "title":"\u00e9\/\ud83d\ude00" , "x" : 1.000e+3 } """,
        """{"id":"bd-a1","title":"the same id again"}""",
        """{"_type":"memory","key":"k","value":"v"}""",
        """{"id":"bd-c3","title":"lone \ud800","comments":[{"id":4,"text":"t"}]}""",
        """{"id":"bd-zz","title":"comments","metadata":{"deep":[[[[[[]]]]]]},"is_template":0}""",
        "", "   ", "not json", "{\"id\":\"bd-torn\",\"tit", "\uFEFF{}", "null", new string('[', 200),
    ];

    private static BeadDocument Parse(byte[] bytes) => BeadDocument.Parse(bytes, ".beads/issues.jsonl");

    [Fact]
    public void Whatever_is_in_the_file_comes_out_as_it_went_in_around_hones_lines()
    {
        Gen<byte[]> line = Gen.OneOf(
            Gen.Int[0, Odd.Length - 1].Select(i => Encoding.UTF8.GetBytes(Odd[i])),
            Gen.Byte.Array[0, 40].Select(bytes => Array.FindAll(bytes, b => b != '\n')));
        Gen<byte[]> end = Gen.Bool.Select(crlf => crlf ? "\r\n"u8.ToArray() : "\n"u8.ToArray());
        Gen<byte[]> file = Gen.Select(line, end, (l, e) => (byte[])[.. l, .. e]).Array[0, 12]
            .SelectMany(lines => line.Select(last => lines.SelectMany(bytes => bytes).Concat(last).ToArray()));
        file.Sample(
            bytes =>
            {
                BeadDocument document = Parse(bytes);
                Assert.Equal(bytes, document.ToBytes());
                Assert.True(BeadSeed.Apply(document, Phase.Plan, Phase.Project, Phase.Now, "hone").Changed);
                int own = document.IndexOf("bd-wordfreq-io");
                document.Edit(own, [new JsonChange("status", "\"closed\""u8.ToArray())]);

                BeadDocument after = Parse(document.ToBytes());
                byte[] foreign = [.. after.Lines.Where(l => l.Bead?.Key is null).SelectMany(l => l.Raw.ToArray())];
                Assert.True(foreign.AsSpan().StartsWith(bytes), "foreign bytes changed");
                Assert.True(foreign.Length - bytes.Length <= 2, "more than a line end was added");
                Assert.Equal(Phase.Plan.Beads.Count, after.Lines.Count(l => l.Bead?.Key is not null));
                Assert.False(BeadSeed.Apply(after, Phase.Plan, Phase.Project, Phase.Now.AddDays(1), "other").Changed);
            },
            iter: 300);
    }

    [Fact]
    public void A_sorted_file_stays_sorted_and_another_is_appended_to()
    {
        string[] Ids(string text)
        {
            BeadDocument document = Parse(Encoding.UTF8.GetBytes(text));
            BeadSeed.Apply(document, BeadPlan.ForPhase(Phase.Project, []), Phase.Project, Phase.Now, "hone");
            return [.. document.Lines.Where(line => line.Bead is not null).Select(line => line.Bead!.Id)];
        }

        string[] sorted = Ids("{\"id\":\"bd-a\",\"title\":\"t\"}\n{\"id\":\"bd-z\",\"title\":\"t\"}\n");
        Assert.Equal(sorted.Order(StringComparer.Ordinal), sorted);
        Assert.Equal(["bd-z", "bd-a", "bd-wordfreq"], Ids("{\"id\":\"bd-z\",\"title\":\"t\"}\n{\"id\":\"bd-a\",\"title\":\"t\"}\n").Take(3));
    }

    [Fact]
    public void A_torn_last_line_is_named_and_kept()
    {
        byte[] torn = "{\"id\":\"bd-a\",\"title\":\"t\"}\n{\"id\":\"bd-b\",\"ti"u8.ToArray();
        BeadDocument document = Parse(torn);
        Assert.Equal([".beads/issues.jsonl:2: the last line is cut off; it is kept as it is and not read"], document.Notes);
        BeadSeed.Apply(document, Phase.Plan, Phase.Project, Phase.Now, "hone");
        byte[] after = document.ToBytes();
        Assert.True(after.AsSpan().StartsWith((byte[])[.. torn, (byte)'\n']));
        Assert.Equal(Phase.Plan.Beads.Count + 1, Parse(after).Beads.Count);
    }

    [Fact]
    public void Line_ends_follow_the_file()
    {
        BeadDocument document = Parse("{\"id\":\"bd-a\",\"title\":\"t\"}\r\n"u8.ToArray());
        BeadSeed.Apply(document, Phase.Plan, Phase.Project, Phase.Now, "hone");
        string[] lines = Encoding.UTF8.GetString(document.ToBytes()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.EndsWith("\r", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_two_lines_with_one_id_the_one_changed_last_counts()
    {
        BeadDocument document = Parse("""
            {"id":"bd-a","title":"old","updated_at":"2026-01-01T00:00:00Z"}
            {"id":"bd-a","title":"new","updated_at":"2026-01-03T00:00:00Z"}
            {"id":"bd-a","title":"between","updated_at":"2026-01-02T00:00:00Z"}
            """u8.ToArray());
        Assert.Equal("new", Assert.Single(document.Beads).Title);
        Assert.Equal(1, document.IndexOf("bd-a"));
    }

    [Fact]
    public void A_merge_conflict_is_a_problem_with_its_line()
    {
        ProblemException conflict = Assert.Throws<ProblemException>(() => Parse("{\"id\":\"bd-a\",\"title\":\"t\"}\n<<<<<<< HEAD\n"u8.ToArray()));
        Assert.Equal((".beads/issues.jsonl:2", "tracker-conflict"), (conflict.Problem.Place, conflict.Problem.Rule));
    }

    [Fact]
    public void Many_odd_lines_are_counted()
    {
        BeadDocument document = Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("junk\n", 25))));
        Assert.Equal(11, document.Notes.Count);
        Assert.Contains("15 more lines", document.Notes[10], StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_line_is_not_edited()
    {
        BeadDocument document = Parse("{\"id\":\"bd-a\",\"title\":\"t\",\"external_ref\":\"gh-1\"}\n"u8.ToArray());
        Assert.Throws<InvalidOperationException>(() => document.Edit(0, [new JsonChange("title", "\"x\""u8.ToArray())]));
    }
}
