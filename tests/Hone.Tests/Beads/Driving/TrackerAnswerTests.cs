using System.Text;
using CsCheck;
using Hone.Beads;
using Hone.Beads.Driving;
using Hone.Problems;
using Hone.Tests.Trackers;

namespace Hone.Tests.Beads.Driving;

/// <summary>The excerpts of the trackers' own snapshots and documents (tests/fixtures/trackers/README.md) are read as they mean.</summary>
public sealed class TrackerAnswerTests
{
    [Theory]
    [InlineData("br/create.json", "ISSUE_ID open")]
    [InlineData("br/update.json", "ISSUE_ID in_progress")]
    [InlineData("br/close.json", "ISSUE_ID closed")]
    [InlineData("br/show.json", "ISSUE_ID open")]
    [InlineData("br/ready.json", "ISSUE_ID open")]
    [InlineData("br/blocked.json", "ISSUE_ID open")]
    [InlineData("br/list.json", "ISSUE_ID open, ISSUE_ID open")]
    [InlineData("bd/object-legacy.json", "beads-abc open")]
    [InlineData("bd/object-envelope.json", "beads-abc open")]
    [InlineData("bd/array-envelope.json", "beads-abc open, beads-def open")]
    [InlineData("bd/issue.jsonl", "bd-main-idj in_progress")]
    public void Each_form_of_answer_gives_its_issues(string file, string issues) =>
        Assert.Equal(issues, string.Join(", ", TrackerAnswer.Beads(Read(file), "bd list").Select(bead => bead.Id + " " + bead.Status)));

    [Theory]
    [InlineData("{\"issues\":[{\"id\":\"a-1\",\"title\":\"t\"}],\"total\":1,\"limit\":50,\"offset\":0,\"has_more\":false}")]
    [InlineData("{\"created\":{\"id\":\"a-1\",\"title\":\"t\"},\"warnings\":[\"long title\"]}")]
    [InlineData("{\"updated\":[{\"id\":\"a-1\",\"title\":\"t\"}],\"warnings\":[]}")]
    [InlineData("{\"schema_version\":1,\"data\":{\"issues\":[{\"id\":\"a-1\",\"title\":\"t\"}]}}")]
    [InlineData("Update available: br 0.9\n\n[{\"id\":\"a-1\",\"title\":\"t\"}]\n")]
    public void Wrappers_and_notices_around_it_do_not_matter(string answer) => Assert.Equal("a-1", TrackerAnswer.One(Encoding.UTF8.GetBytes(answer), "br create").Id);

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"schema_version\":1,\"data\":null}")]
    [InlineData("{\"schema_version\":1}")]
    [InlineData("[1,\"x\",{\"id\":7}]")]
    public void An_answer_without_issues_is_one(string answer) => Assert.Empty(TrackerAnswer.Beads(Encoding.UTF8.GetBytes(answer), "bd list"));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"schema_version\":1,\"data\":null}")]
    [InlineData("{\"issues\":[],\"total\":0}")]
    public void A_list_that_is_empty_is_empty(string answer) => Assert.Empty(TrackerAnswer.Listed(Encoding.UTF8.GetBytes(answer), "bd list"));

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"schema_version\":1}")]
    [InlineData("{\"schema_version\":2,\"result\":[{\"id\":\"a-1\",\"title\":\"t\"}]}")]
    [InlineData("{\"schema_version\":1,\"data\":{\"rows\":[]}}")]
    [InlineData("[{\"issue\":{\"id\":\"a-1\",\"title\":\"t\"}}]")]
    [InlineData("[\"a-1\"]")]
    public void A_list_in_a_form_that_is_not_known_is_a_problem_and_not_an_empty_list(string answer)
    {
        Problem problem = Assert.Throws<ProblemException>(() => TrackerAnswer.Listed(Encoding.UTF8.GetBytes(answer), "bd list")).Problem;
        Assert.Equal(("tracker-answer", ExitCode.ToolMissing), (problem.Rule, problem.Exit));
        Assert.Contains("'bd list'", problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Error fetching bd-x: no issue found matching \"bd-x\"\n{\"error\":\"no issues found matching the provided IDs\"}", true)]
    [InlineData("Issue bd-x not found\n", true)]
    [InlineData("Error fetching bd-x: ambiguous ID \"bd-x\" matches 2 issues: [bd-x1 bd-x2]\n", true)]
    [InlineData("Error fetching bd-x: the database is locked\n{\"error\":\"no issues found matching the provided IDs\"}", false)]
    [InlineData("{\"error\":\"the database is locked\"}", false)]
    [InlineData("", false)]
    public void An_issue_that_is_not_there_is_told_from_one_that_cannot_be_read(string error, bool unknown) =>
        Assert.Equal(unknown, TrackerAnswer.IsUnknown(Encoding.UTF8.GetBytes(error), default));

    [Theory]
    [InlineData("br/error.json", "Issue not found: bd-NOTEXIST")]
    [InlineData("bd/error.json", "issue not found: beads-xyz")]
    public void A_complaint_is_told_in_the_trackers_own_words(string file, string complaint) => Assert.Equal(complaint, TrackerAnswer.Complaint(Read(file), default));

    [Fact]
    public void A_complaint_in_plain_text_is_its_first_line_without_what_a_terminal_obeys() =>
        Assert.Equal("Error: no such table [31m", TrackerAnswer.Complaint("\n  \nError: no such table \u001b[31m\nmore"u8.ToArray(), default));

    [Fact]
    public void Any_bytes_are_issues_or_a_problem()
    {
        byte[][] seeds = [.. new[] { "br/list.json", "bd/array-envelope.json", "br/error.json" }.Select(Read)];
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 2000], Gen.Byte.Array[0, 12], Gen.Int[0, 30])
            .Sample(
                (which, at, bytes, cut) =>
                {
                    byte[] seed = seeds[which];
                    int from = at % seed.Length;
                    byte[] damaged = [.. seed[..from], .. bytes, .. seed[Math.Min(seed.Length, from + cut)..]];
                    try
                    {
                        foreach (Bead bead in TrackerAnswer.Beads(damaged, "bd list"))
                        {
                            Assert.NotEmpty(bead.Id);
                        }
                    }
                    catch (ProblemException problem)
                    {
                        Assert.Equal("tracker-answer", problem.Problem.Rule);
                    }

                    Assert.NotEmpty(TrackerAnswer.Complaint(damaged, default));
                },
                iter: 3000);
    }

    [Theory]
    [InlineData("bd-wordfreq.flamegraph", true)]
    [InlineData("--force", false)]
    [InlineData("a b", false)]
    [InlineData("a,b", false)]
    [InlineData("", false)]
    public void An_id_that_no_command_could_carry_is_none(string id, bool good) => Assert.Equal(good, TrackerAnswer.IsId(id));

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Doubles.Fixtures, file));
}
