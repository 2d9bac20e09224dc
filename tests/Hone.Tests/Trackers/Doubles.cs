using System.Text.Json;
using Hone.Beads;
using Hone.Beads.Driving;
using Hone.Linux.Trackers;
using Hone.Tests.Beads;
using Hone.Workloads;

namespace Hone.Tests.Trackers;

/// <summary>A repository whose tracker is a double of bd or br (tests/fixtures/trackers), which goes away with the test.</summary>
public abstract class Doubles : TrackerFixture
{
    protected Doubles() => Directory.CreateDirectory(Path.Combine(Root, ".beads"));

    internal static string Fixtures { get; } = Path.Combine(Repository.Root, "tests/fixtures/trackers");

    internal CommandTracker Driven(string program, string? fault = null, string? prefix = null, string? host = null)
    {
        Dictionary<string, string?> environment = new(Dialect(program).Environment)
        {
            ["PATH"] = Path.Combine(Fixtures, "bin") + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["DOUBLE_FAULT"] = fault,
            ["DOUBLE_PREFIX"] = prefix ?? "bd",
        };
        ITrackerDialect dialect = program == "bd" ? new BdDialect { Environment = environment } : new BrDialect { Environment = environment };
        TrackerWorkspace workspace = TrackerWorkspace.Detect(Root) with { IsDriven = true, Display = program };
        CommandTracker tracker = new(workspace, Phase.Project, dialect, Root, TestContext.Current.CancellationToken, Root) { Host = host ?? "here" };
        return tracker;
    }

    /// <summary>Every command that the double was given, one a line, as a shell would read it.</summary>
    protected string Transcript() => string.Concat(File.ReadLines(Path.Combine(Root, ".beads/double.log"))
        .Select(line => string.Join(' ', JsonSerializer.Deserialize<string[]>(line)!.Select(ShellQuoting.Quote)) + "\n"));

    protected void Forget() => File.Delete(Path.Combine(Root, ".beads/double.log"));

    private static ITrackerDialect Dialect(string program) => program == "bd" ? new BdDialect() : new BrDialect();
}
