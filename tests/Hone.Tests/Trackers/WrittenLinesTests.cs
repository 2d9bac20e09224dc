using System.Text;
using CsCheck;
using Hone.Beads;
using Hone.Linux.Trackers;
using Hone.Problems;
using Hone.Profiling;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

/// <summary>Whatever is done with a phase's beads, in whatever order and by whatever clock, br would take every line of the file.</summary>
public sealed class WrittenLinesTests : TrackerFixture
{
    [Fact]
    public void A_line_that_br_would_refuse_is_never_written() =>
        Gen.Select(
                Gen.Select(Gen.Int[0, 7], Gen.Int[0, 12], Gen.Int[0, 2], Gen.Int[-100, 100]).Array[1, 30],
                Gen.Char.Array[1, 80].Select(letters => new string(letters)))
            .Sample(
                (moves, text) =>
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(Issues)!);
                    File.Delete(Issues);
                    BeadPlan plan = BeadPlan.ForPhase(Phase.Project, [Phase.Row(text, text, null, ProfileKind.Cpu, 4), Phase.Row("r2", "Another", "buffer-reuse", ProfileKind.Io, 3)]);
                    JsonlTracker tracker = Tracker();
                    tracker.Seed(plan, Phase.Now, "hone");
                    foreach ((int what, int which, int who, int hours) in moves)
                    {
                        Try(() => Move(tracker, plan, what, plan.Beads[which % plan.Beads.Count].Id, "agent" + who, Phase.Now.AddHours(hours), text));
                    }

                    byte[] file = File.ReadAllBytes(Issues);
                    Assert.Empty(BrValidator.Refusals(file));
                    Assert.Equal(plan.Beads.Count, BeadDocument.Parse(file, "f").Beads.Count);
                },
                iter: 25,
                threads: 1);

    [Theory]
    [InlineData("bd-Proj", "id")]
    [InlineData("bd-proj.flamegraph", "id")]
    public void The_validator_itself_refuses_what_br_does(string id, string what)
    {
        byte[] line = Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","title":"t","created_at":"2026-11-24T18:22:17Z","updated_at":"2026-11-24T18:22:17Z"}""");
        Assert.Contains(what, Assert.Single(BrValidator.Refusals(line)), StringComparison.Ordinal);
        byte[] young = Encoding.UTF8.GetBytes("""{"id":"bd-a","title":"t","created_at":"2026-11-24T18:22:17Z","updated_at":"2026-11-24T18:22:16.9Z","is_template":0,"status":"closed","priority":7}""");
        Assert.Equal(4, BrValidator.Refusals(young).Count);
    }

    private static void Move(JsonlTracker tracker, BeadPlan plan, int what, string id, string who, DateTimeOffset now, string text) => _ = what switch
    {
        0 => tracker.Claim(id, who, now),
        1 => tracker.Claim(id, who, now, TimeSpan.FromHours(1)),
        2 => tracker.ClaimNext(who, now, TimeSpan.FromMinutes(1)),
        3 => tracker.Renew(id, who, now, TimeSpan.FromHours(2)),
        4 => tracker.Release(id, who, now, force: text.Length % 2 == 0),
        5 => tracker.Defer(id, text.Length % 3 == 0 ? null : now.AddDays(1), who, now),
        6 => tracker.Close(id, "done: " + text, success: true, who, now, force: true),
        _ => (object)tracker.Seed(plan, now, who),
    };

    private static void Try(Action move)
    {
        try
        {
            move();
        }
        catch (ProblemException)
        {
            // A move that is not allowed changes nothing.
        }
    }
}
