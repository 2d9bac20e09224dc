using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Cli.Steps.Profiles;

/// <summary>One CPU profile of a command, by the first collector that can take it.</summary>
internal static class OneCpuProfile
{
    /// <summary>Records it; null where no collector can, and notes say why.</summary>
    /// <param name="run">The command.</param>
    /// <param name="expected">How long a run takes that is not profiled.</param>
    /// <param name="scratch">An empty folder.</param>
    /// <param name="notes">Takes what went wrong, one sentence each.</param>
    /// <param name="cancellation">Ends everything.</param>
    public static Profile? Record(SpawnRequest run, Duration? expected, string scratch, List<string> notes, CancellationToken cancellation)
    {
        CollectRequest collect = new() { Run = run, Runtime = TargetDetection.Detect(run), Expected = expected, Scratch = scratch };
        foreach (ICollector collector in Collectors.All.Where(collector => collector.Kind == ProfileKind.Cpu && collector.Suits(collect.Runtime)))
        {
            if (collector.Unavailable() is string why)
            {
                notes.Add("no profile: " + why);
                continue;
            }

            try
            {
                Profile profile = collector.Collect(collect, cancellation).Profile;
                return profile with { Runs = profile.Runs ?? 1 };
            }
            catch (ProblemException error)
            {
                notes.Add($"{collector.Name} could not record: {error.Problem.What}");
            }
        }

        return null;
    }
}
