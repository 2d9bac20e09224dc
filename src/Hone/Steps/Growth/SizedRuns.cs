using System.Globalization;
using Hone.Linux.Machines;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Opportunities.Growth;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Growth;

/// <summary>One size of a ladder while it is measured.</summary>
internal sealed class SizedRuns(Session session, Workload workload)
{
    private readonly SpawnRequest _request = session.Spawn(workload) with { Stdout = new OutputTarget.Discard() };

    public Workload Workload { get; } = workload;

    public long Size => Workload.Size!.Value;

    public List<RunSample> Runs { get; } = [];

    public Dictionary<ProfileKind, Profile> Profiles { get; } = [];

    /// <summary>The wall time of the first run, which is not counted.</summary>
    public Duration First { get; private set; }

    /// <summary>The median wall time of the counted runs, or the first run's.</summary>
    public Duration Typical => Runs.Count == 0 ? First : new((long)Hone.Statistics.Median.Of([.. Runs.Select(run => (double)run.WallNanoseconds)]));

    /// <summary>Makes the inputs and runs once, uncounted.</summary>
    public void Try()
    {
        WorkloadRun.Prepare(session, Workload);
        First = WorkloadRun.Once(session, Workload, _request).Wall;
    }

    /// <summary>Runs once more, counted.</summary>
    public void Measure(HostActivity activity)
    {
        HostReading before = activity.Read();
        RunOutcome outcome = WorkloadRun.Once(session, Workload, _request);
        Duration cpu = outcome.User + outcome.System;
        HostLoad load = HostLoad.Between(before, activity.Read(), cpu.Nanoseconds);
        Runs.Add(RunSamples.From(outcome, BusyWord.Of(BusyRule.Judge(load, outcome.InvoluntarySwitches, cpu))));
    }

    /// <summary>What is kept of it.</summary>
    public SizeSamples Samples() => new(Size, InputBytes(), Runs);

    /// <summary>Why a run of this size did not end well, in a few words.</summary>
    public string Failure(ProblemException error) => string.Create(CultureInfo.InvariantCulture, $"the ladder ends before size {Size}: {error.Problem.What.Split('\n')[0]}");

    // Folders are not looked into: what of them a run reads is not known.
    private long? InputBytes()
    {
        IEnumerable<string> read = Workload.StdinFile is string stdin ? Workload.Inputs.Append(stdin) : Workload.Inputs;
        string[] files = [.. read.Distinct().Select(path => Path.Combine(session.Folder, path))];
        return files.Length == 0 || !files.All(File.Exists) ? null : files.Sum(file => new FileInfo(file).Length);
    }
}
