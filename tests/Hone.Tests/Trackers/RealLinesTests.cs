using System.Text;
using Hone.Beads;
using Hone.Linux.Trackers;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

/// <summary>
/// Files of real issues, which are not kept here: HONE_REAL_ISSUES names them, with a colon between (bench/jsonl-round-trip.sh). Each comes
/// through untouched, also when Hone adds a phase to it and works on that.
/// </summary>
public sealed class RealLinesTests : TrackerFixture
{
    private const string Variable = "HONE_REAL_ISSUES";

    [Fact]
    public void Every_byte_of_real_files_comes_through()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(named), Variable + " names no file");
        int issues = 0;
        foreach (string path in named!.Split(':'))
        {
            byte[] before = File.ReadAllBytes(path);
            BeadDocument document = BeadDocument.Parse(before, path);
            Assert.Equal(before, document.ToBytes());
            issues += document.Lines.Count(line => line.Kind == BeadLineKind.Issue);
            Assert.DoesNotContain(document.Lines, line => line.Kind == BeadLineKind.Unreadable);

            // A phase under a prefix of that file, worked on, and the lines that are not Hone's read again.
            string first = document.Beads.First(bead => bead.Id.LastIndexOf('-') > 0).Id;
            Hone.Workloads.Project project = Phase.Project with { BeadPrefix = first[..first.LastIndexOf('-')] };
            Directory.CreateDirectory(Path.Combine(Root, ".beads"));
            File.WriteAllBytes(Issues, before);
            JsonlTracker tracker = new(TrackerWorkspace.Detect(Root), project);
            tracker.Seed(BeadPlan.ForPhase(project, Phase.Opportunities), Phase.Now, "hone");
            tracker.Claim("baseline", "ann", Phase.Now, TimeSpan.FromMinutes(5));
            tracker.Close("baseline", "30 runs", success: true, "ann", Phase.Now);
            BeadDocument after = BeadDocument.Parse(File.ReadAllBytes(Issues), path);
            byte[] others = [.. after.Lines.Where(line => line.Bead?.Key is null || !ReadyBeads.IsOf(line.Bead, project.Name)).SelectMany(line => line.Raw.ToArray())];

            // A file whose last line has no end gets one before a line is put after it.
            Assert.Equal(before, others.AsSpan(0, Math.Min(others.Length, before.Length)).ToArray());
            Assert.True(others.Length - before.Length is 0 or 1 or 2, $"{others.Length - before.Length} bytes more");
        }

        TestContext.Current.SendDiagnosticMessage("{0} issues of {1} files", issues, named.Split(':').Length);
        Assert.True(issues > 0, "no issue in " + named);
    }
}
