using System.Text;
using Hone.Beads;
using Hone.Problems;

namespace Hone.Tests.Beads;

public sealed class BeadSeedTests
{
    private static readonly DateTimeOffset Later = Phase.Now.AddHours(1);

    private static BeadDocument Seeded() => Again(BeadDocument.Parse(default, "t"), Phase.Plan, out _);

    private static BeadDocument Again(BeadDocument document, BeadPlan plan, out SeedResult result)
    {
        result = BeadSeed.Apply(document, plan, Phase.Project, Later, "hone");
        return BeadDocument.Parse(document.ToBytes(), "t");
    }

    private static BeadPlan Reworded => new([.. Phase.Plan.Beads.Select(bead =>
        bead with { Description = TextSeal.Seal(bead.Title, "Other words for " + bead.Key) })]);

    private static void Set(BeadDocument document, string id, string name, string json) =>
        document.Edit(document.IndexOf(id), [new JsonChange(name, Encoding.UTF8.GetBytes(json))]);

    [Fact]
    public void Seeding_again_changes_no_byte()
    {
        BeadDocument document = Seeded();
        byte[] before = document.ToBytes();
        Again(document, Phase.Plan, out SeedResult result);
        Assert.False(result.Changed);
        Assert.Equal(Phase.Plan.Beads.Count, result.Unchanged.Count);
        Assert.Equal(before, document.ToBytes());
    }

    [Fact]
    public void Hones_own_text_is_renewed_and_all_else_of_the_line_stays()
    {
        BeadDocument document = Seeded();
        Set(document, "bd-wordfreq-io", "labels", "[\"mine\"]");
        Set(document, "bd-wordfreq-io", "comments", "[{\"id\":1}]");
        Set(document, "bd-wordfreq-io", "priority", "0");
        BeadDocument after = Again(document, Reworded, out SeedResult result);
        Assert.Equal(Phase.Plan.Beads.Count, result.Updated.Count);
        BeadLine line = after.Lines[after.IndexOf("bd-wordfreq-io")];
        Assert.StartsWith("Other words", line.Bead!.Description, StringComparison.Ordinal);
        Assert.Equal((0, Later, Phase.Now.AddHours(1)), (line.Bead.Priority, line.Bead.UpdatedAt, line.Bead.CreatedAt));
        Assert.Equal(["mine"], line.Bead.Labels);
        Assert.Contains("\"comments\":[{\"id\":1}]", Encoding.UTF8.GetString(line.Raw.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_somebody_edited_is_left_alone()
    {
        BeadDocument document = Seeded();
        string ticked = document.Beads.Single(bead => bead.Id == "bd-wordfreq-io").Description.Replace("- [ ]", "- [x]", StringComparison.Ordinal);
        document.Edit(document.IndexOf("bd-wordfreq-io"), [new JsonChange("description", BeadLineWriter.Value(ticked))]);
        Set(document, "bd-wordfreq-oracle", "title", "\"My title\"");
        BeadDocument after = Again(document, Reworded, out SeedResult result);
        Assert.Equal(["wordfreq.io", "wordfreq.oracle"], result.KeptEdited);
        Assert.Equal(ticked, after.Beads.Single(bead => bead.Id == "bd-wordfreq-io").Description);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("tombstone")]
    public void A_closed_or_deleted_bead_stays_so(string status)
    {
        BeadDocument document = Seeded();
        Set(document, "bd-wordfreq-io", "status", $"\"{status}\"");
        string before = Encoding.UTF8.GetString(document.Lines[document.IndexOf("bd-wordfreq-io")].Raw.Span);
        BeadDocument after = Again(document, Reworded, out SeedResult result);
        Assert.Equal(["wordfreq.io"], result.Unchanged);
        Assert.Equal(before, Encoding.UTF8.GetString(after.Lines[after.IndexOf("bd-wordfreq-io")].Raw.Span));
    }

    [Fact]
    public void A_row_that_left_the_matrix_is_named_and_kept()
    {
        BeadDocument after = Again(Seeded(), BeadPlan.ForPhase(Phase.Project, []), out SeedResult result);
        Assert.Equal(2, result.Stale.Count);
        Assert.False(result.Changed);
        Assert.Equal(Phase.Plan.Beads.Count, after.Beads.Count);
    }

    [Fact]
    public void A_bead_is_known_by_its_reference_when_a_tracker_renamed_it()
    {
        byte[] renamed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Again(BeadDocument.Parse(default, "t"), BeadPlan.ForPhase(Phase.Project, []), out _).ToBytes())
            .Replace("bd-wordfreq-oracle", "bd-x7k", StringComparison.Ordinal));
        BeadDocument after = Again(BeadDocument.Parse(renamed, "t"), Phase.Plan, out SeedResult result);
        Assert.Equal(2, result.Created.Count);
        Bead lever = after.Beads.Single(bead => bead.Key == "wordfreq.lever-r1");
        Assert.Contains(new BeadDependency("bd-x7k", "blocks"), lever.Dependencies);
    }

    [Fact]
    public void An_id_that_belongs_to_somebody_else_is_not_taken()
    {
        byte[] foreign = "{\"id\":\"bd-wordfreq-io\",\"title\":\"mine\"}\n"u8.ToArray();
        BeadDocument document = BeadDocument.Parse(foreign, "t");
        ProblemException taken = Assert.Throws<ProblemException>(() => BeadSeed.Apply(document, Phase.Plan, Phase.Project, Phase.Now, "hone"));
        Assert.Equal("bead-id-taken", taken.Problem.Rule);
    }

    [Fact]
    public void A_tracker_of_another_prefix_is_not_mixed_with_hones()
    {
        BeadDocument document = BeadDocument.Parse("{\"id\":\"my-app-1x2\",\"title\":\"mine\"}\n"u8.ToArray(), "t");
        Problem problem = Assert.Throws<ProblemException>(() => BeadSeed.Apply(document, Phase.Plan, Phase.Project, Phase.Now, "hone")).Problem;
        Assert.Equal(("bead-prefix", "set bead-prefix = \"my-app\" in hone.toml"), (problem.Rule, problem.Next));
        Hone.Workloads.Project right = Phase.Project with { BeadPrefix = "my-app" };
        Assert.True(BeadSeed.Apply(document, BeadPlan.ForPhase(right, []), right, Phase.Now, "hone").Changed);
    }
}
