using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Problems;
using Hone.Profiling;

namespace Hone.Cli.Steps.Drawing;

/// <summary>Records a command with the first collector that suits it and is there.</summary>
internal static class CommandProfile
{
    /// <summary>The profile and the collector's name. What the command prints is not shown.</summary>
    public static (Profile Profile, string Collector) Record(IReadOnlyList<string> command, ProfileKind kind, CancellationToken cancellation)
    {
        using Scratch scratch = new();
        SpawnRequest request = new() { Argv = command, WorkingDirectory = Directory.GetCurrentDirectory() };
        TargetRuntime runtime = TargetDetection.Detect(request);
        List<string> tried = [];
        ProblemException? last = null;
        foreach (ICollector collector in Collectors.All.Where(collector => collector.Kind == kind && collector.Suits(runtime)))
        {
            if (collector.Unavailable() is string why)
            {
                tried.Add(why);
                continue;
            }

            try
            {
                Recording recording = collector.Collect(new() { Run = request, Runtime = runtime, Scratch = scratch.Sub($"{tried.Count}") }, cancellation);
                string[] ending = recording.Outcome.ExitCode == 0 ? [] : [$"the command ended with exit code {recording.Outcome.ExitCode}{Said(recording.Outcome)}"];
                return (recording.Profile with { Notes = [.. recording.Profile.Notes, .. tried, .. ending] }, collector.Name);
            }
            catch (ProblemException error)
            {
                last = error;
                tried.Add($"{collector.Name} could not record: {error.Problem.What}");
            }
        }

        if (tried.Count == 1 && last is not null)
        {
            throw last;
        }

        throw new ProblemException(new(
            ExitCode.ToolMissing,
            "no-collector",
            tried.Count == 0 ? $"no collector of this version records {kind.Name()} profiles of {runtime} programs" : string.Join("; ", tried),
            "hone doctor says what is missing"));
    }

    private static string Said(RunOutcome outcome) =>
        outcome.Stderr.Length == 0 ? "" : ": " + Session.Tail(outcome.Stderr, 1).Trim();
}
