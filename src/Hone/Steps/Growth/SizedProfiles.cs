using System.Diagnostics;
using System.Globalization;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Cli.Steps.Growth;

/// <summary>Profiles of the sizes of a ladder, as far as the time that is left allows.</summary>
/// <param name="session">The project.</param>
/// <param name="scratch">For the collectors' own files.</param>
/// <param name="left">How much of the budget is left.</param>
/// <param name="notes">Where to say what is missing.</param>
internal sealed class SizedProfiles(Session session, Scratch scratch, Func<Duration> left, List<string> notes)
{
    /// <summary>A profile of the CPU takes about twice as long as the run, others several times.</summary>
    private const double Dearer = 3;

    /// <summary>Fewer sizes than this tell nothing.</summary>
    private const int Fewest = 3;

    /// <summary>So often each size is profiled again at most.</summary>
    private const int MostAgain = 5;

    private readonly Dictionary<SizedRuns, Duration> _took = [];
    private int _taken;

    /// <summary>
    /// CPU profiles, from the largest size down: the small ones tell least. Three are taken whatever the time, for without them no function is known.
    /// </summary>
    public void TakeCpu(IReadOnlyList<SizedRuns> sizes)
    {
        int taken = 0;
        foreach (SizedRuns size in sizes.Reverse())
        {
            if (taken >= Fewest && left() < new Duration(size.Typical.Nanoseconds * 2))
            {
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"no CPU profile of size {size.Size} and below: the budget is spent"));
                return;
            }

            if (!Take(size, ProfileKind.Cpu))
            {
                return;
            }

            taken++;
        }
    }

    /// <summary>
    /// More CPU profiles of all sizes, added to those that are there, as long as it is asked for and the time allows: samples are what the
    /// growth of a small function lacks.
    /// </summary>
    /// <param name="sizes">The sizes, of which those without a CPU profile are left out.</param>
    /// <param name="wanted">Asked before each round.</param>
    public void TakeMoreCpu(IReadOnlyList<SizedRuns> sizes, Func<bool> wanted)
    {
        SizedRuns[] profiled = [.. sizes.Where(size => size.Profiles.ContainsKey(ProfileKind.Cpu)).Reverse()];
        for (int round = 0; round < MostAgain && profiled.Length >= Fewest && wanted(); round++)
        {
            foreach (SizedRuns size in profiled)
            {
                Profile before = size.Profiles[ProfileKind.Cpu];
                int said = notes.Count;
                if (left() < _took[size] || !Take(size, ProfileKind.Cpu))
                {
                    // What is there already is enough without this one.
                    notes.RemoveRange(said, notes.Count - said);
                    return;
                }

                // Another collector than before, which stood in for one that failed, has other metrics.
                Profile now = size.Profiles[ProfileKind.Cpu];
                size.Profiles[ProfileKind.Cpu] = before.Metrics.SequenceEqual(now.Metrics) ? ProfileSum.Of(before, now) : before;
            }
        }
    }

    /// <summary>Profiles of another kind, from the smallest size up: counts need no long runs. At least three sizes or none.</summary>
    public void Take(IReadOnlyList<SizedRuns> sizes, ProfileKind kind)
    {
        double? dearer = null;
        for (int i = 0; i < sizes.Count; i++)
        {
            // Known to take too long for three of them: then not even the first.
            double ahead = i > 0 ? sizes[i].Typical.Seconds : sizes.Take(Fewest).Sum(size => size.Typical.Seconds);
            if (left().Seconds < ahead * (dearer ?? Dearer))
            {
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"no {Reporting.FigureText.Kind(kind)} profile of size {sizes[i].Size} and above: the budget is spent"));
                return;
            }

            long started = Stopwatch.GetTimestamp();
            if (!Take(sizes[i], kind))
            {
                return;
            }

            dearer = Stopwatch.GetElapsedTime(started).TotalSeconds / Math.Max(0.001, sizes[i].Typical.Seconds);
        }
    }

    private bool Take(SizedRuns size, ProfileKind kind)
    {
        session.Progress.At(string.Create(CultureInfo.InvariantCulture, $"{size.Workload.Name} · {kind.Name()} profile of size {size.Size}"));
        SpawnRequest run = session.Spawn(size.Workload);
        TargetRuntime runtime = TargetDetection.Detect(run);
        List<string> reasons = [];
        foreach (ICollector collector in Collectors.All.Where(collector => collector.Kind == kind && collector.Suits(runtime)))
        {
            if (collector.Unavailable() is string why)
            {
                reasons.Add(why);
                continue;
            }

            try
            {
                long started = Stopwatch.GetTimestamp();
                Duration before = OwnCost.Cpu();
                Recording recording = collector.Collect(new() { Run = run, Runtime = runtime, Expected = size.Typical, Scratch = scratch.Sub($"{_taken++}-{kind.Name()}") }, session.Cancellation);
                session.CollectorCpu += OwnCost.Cpu() - before;
                Profile profile = OwnCode.Relocate(recording.Profile, session.Folder);
                size.Profiles[kind] = profile with { Runs = profile.Runs ?? 1 };
                if (kind == ProfileKind.Cpu)
                {
                    _took[size] = new((long)Stopwatch.GetElapsedTime(started).TotalNanoseconds);
                }

                return true;
            }
            catch (ProblemException error)
            {
                reasons.Add($"{collector.Name} could not record: {error.Problem.What}; {error.Problem.Next}");
            }
        }

        string because = reasons.Count == 0 ? $"no collector of this version records them of {runtime} programs" : string.Join("; ", reasons);
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"no {Reporting.FigureText.Kind(kind)} profile of size {size.Size}: {because}"));
        return false;
    }
}
