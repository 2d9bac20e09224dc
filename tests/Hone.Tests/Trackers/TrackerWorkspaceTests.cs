using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

public sealed class TrackerWorkspaceTests : TrackerFixture
{
    private TrackerWorkspace Detect(string? named = null) => TrackerWorkspace.Detect(Root, named);

    [Fact]
    public void Nothing_there_means_a_file_to_begin()
    {
        Assert.Equal((TrackerKind.None, ".beads/issues.jsonl"), (Detect().Kind, Detect().Display));
        Assert.False(Directory.Exists(Path.Combine(Root, ".beads")));
    }

    [Theory]
    [InlineData(".beads/issues.jsonl", "", ".beads/issues.jsonl")]
    [InlineData(".beads/beads.jsonl", "", ".beads/beads.jsonl")]
    [InlineData(".beads/metadata.json", """{"database":"beads.db","jsonl_export":"work.jsonl"}""", ".beads/work.jsonl")]
    [InlineData(".beads/metadata.json", """{"jsonl_export":"../../elsewhere.jsonl"}""", ".beads/issues.jsonl")]
    [InlineData(".beads/metadata.json", """{"jsonl_export":7}""", ".beads/issues.jsonl")]
    [InlineData(".beads/metadata.json", "not json", ".beads/issues.jsonl")]
    public void A_folder_without_a_database_is_a_jsonl_tracker(string path, string content, string file)
    {
        Put(path, content);
        Assert.Equal((TrackerKind.Jsonl, file), (Detect().Kind, Detect().Display));
    }

    [Theory]
    [InlineData(".beads/embeddeddolt/x", "", TrackerKind.Bd)]
    [InlineData(".beads/dolt/x", "", TrackerKind.Bd)]
    [InlineData(".beads/proxieddb/x", "", TrackerKind.Bd)]
    [InlineData(".beads/metadata.json", """{"backend":"dolt"}""", TrackerKind.Bd)]
    [InlineData(".beads/beads.db", "", TrackerKind.Br)]
    public void A_tracker_with_a_database_is_left_alone(string path, string content, TrackerKind kind)
    {
        Put(path, content);
        Put(".beads/issues.jsonl", "{\"id\":\"bd-a\",\"title\":\"t\"}\n");
        TrackerWorkspace workspace = Detect();
        Assert.Equal((kind, ".hone/beads.jsonl"), (workspace.Kind, workspace.Display));
        Assert.True(new JsonlTracker(workspace, Phase.Project).Seed(Phase.Plan, Phase.Now, "hone").Changed);
        Assert.Equal("{\"id\":\"bd-a\",\"title\":\"t\"}\n", File.ReadAllText(Issues));
        Assert.Equal(Phase.Plan.Beads.Count, new JsonlTracker(Detect(), Phase.Project).List().Beads.Count);
    }

    [Fact]
    public void A_redirect_within_the_repository_is_followed()
    {
        Put(".beads/redirect", "# the team's\nsub/.beads\n");
        Put("sub/.beads/issues.jsonl", "");
        Assert.Equal("sub/.beads/issues.jsonl", Detect().Display);
    }

    [Theory]
    [InlineData("nowhere/.beads")]
    [InlineData("sub")]
    [InlineData("")]
    [InlineData(".beads")]
    public void A_redirect_that_leads_nowhere_useful_is_passed_over(string target)
    {
        Put(".beads/redirect", target);
        Put(".beads/issues.jsonl", "");
        Directory.CreateDirectory(Path.Combine(Root, "sub"));
        Assert.Equal((TrackerKind.Jsonl, ".beads/issues.jsonl"), (Detect().Kind, Detect().Display));
    }

    [Fact]
    public void A_redirect_out_of_the_repository_is_not_followed_unless_the_user_names_the_folder()
    {
        string outside = Directory.CreateTempSubdirectory("hone-outside-").FullName;
        try
        {
            string beads = Directory.CreateDirectory(Path.Combine(outside, ".beads")).FullName;
            Put(".beads/redirect", beads);
            Assert.Equal((TrackerKind.Elsewhere, ".hone/beads.jsonl"), (Detect().Kind, Detect().Display));
            Assert.Equal((TrackerKind.Jsonl, Path.Combine(beads, "issues.jsonl")), (Detect(beads).Kind, Detect(beads).File));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Theory]
    [InlineData(".beads", "")]
    [InlineData(".beads/issues.jsonl", "")]
    [InlineData(".beads/issues.jsonl", "/nonexistent.jsonl")]
    public void A_link_out_of_the_repository_is_refused(string link, string target)
    {
        string outside = Directory.CreateTempSubdirectory("hone-outside-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(outside, "issues.jsonl"), "");
            string to = link == ".beads" ? outside : target.Length > 0 ? target : Path.Combine(outside, "issues.jsonl");
            string full = Path.Combine(Root, link);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.CreateSymbolicLink(full, to);
            ProblemException refused = Assert.Throws<ProblemException>(() => Detect());
            Assert.Equal("tracker-outside", refused.Problem.Rule);
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_a_problem()
    {
        Put(".beads", "");
        Assert.Equal("tracker-folder", Assert.Throws<ProblemException>(() => Detect()).Problem.Rule);
    }
}
