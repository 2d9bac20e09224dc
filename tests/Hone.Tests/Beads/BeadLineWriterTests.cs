using System.Text;
using System.Text.Json;
using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class BeadLineWriterTests
{
    [Fact]
    public void A_new_line_has_exactly_the_fields_that_all_trackers_accept()
    {
        PlannedBead bead = Phase.Plan.Beads[2] with { Description = "D \"q\" <é>\n" };
        string line = Encoding.UTF8.GetString(BeadLineWriter.New(bead, Phase.Now, "hone"));
        string edge = """{"issue_id":"bd-wordfreq-flamegraph","depends_on_id":"ON","type":"TYPE","created_at":"2026-11-24T18:22:17.1929207Z","created_by":"hone","metadata":"{}","thread_id":""}""";
        Assert.Equal(
            """{"id":"bd-wordfreq-flamegraph","title":"CPU flame graphs of wordfreq (performance phase)","description":"D \"q\" <é>\n","status":"open","priority":1,"issue_type":"task","estimated_minutes":60,"created_at":"2026-11-24T18:22:17.1929207Z","created_by":"hone","updated_at":"2026-11-24T18:22:17.1929207Z","external_ref":"hone:wordfreq.flamegraph","source_system":"hone","source_repo":".","compaction_level":0,"original_size":0,"labels":["perf","phase-8","profiling"],"dependencies":["""
            + edge.Replace("ON", "bd-wordfreq", StringComparison.Ordinal).Replace("TYPE", "parent-child", StringComparison.Ordinal) + ","
            + edge.Replace("ON", "bd-wordfreq-baseline", StringComparison.Ordinal).Replace("TYPE", "blocks", StringComparison.Ordinal) + "]}",
            line);
    }

    [Fact]
    public void Every_line_of_a_phase_reads_back_as_it_was_meant()
    {
        foreach (PlannedBead planned in Phase.Plan.Beads)
        {
            byte[] bytes = BeadLineWriter.New(planned, Phase.Now, "ann \"the\" agent");
            Bead bead = BeadLineReader.Read(bytes).Bead!;
            Assert.Equal((planned.Key, planned.Id, planned.Title, planned.Description, planned.Priority, planned.Type),
                (bead.Key, bead.Id, bead.Title, bead.Description, bead.Priority, bead.Type));
            Assert.Equal(planned.Labels, bead.Labels);
            Assert.Equal(planned.Dependencies, bead.Dependencies);
            Assert.Equal(Phase.Now, bead.CreatedAt);
            Assert.DoesNotContain((byte)'\n', bytes);
            using JsonDocument json = JsonDocument.Parse(bytes);
            Assert.Equal("ann \"the\" agent", json.RootElement.GetProperty("created_by").GetString());
        }
    }

    [Fact]
    public void Times_are_in_utc()
    {
        Assert.Equal("2026-11-24T17:22:17Z", BeadLineWriter.Time(new DateTimeOffset(2026, 11, 24, 18, 22, 17, TimeSpan.FromHours(1))));
    }
}
