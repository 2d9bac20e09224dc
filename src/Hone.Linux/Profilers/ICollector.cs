using Hone.Linux.Processes;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Linux.Profilers;

/// <summary>The language runtime that a workload's program runs on.</summary>
public enum TargetRuntime
{
    /// <summary>Compiled code, or nothing known.</summary>
    Native,

    /// <summary>.NET (CoreCLR).</summary>
    DotNet,

    /// <summary>Node.js.</summary>
    Node,

    /// <summary>CPython.</summary>
    Python,

    /// <summary>A JVM.</summary>
    Java,
}

/// <summary>What a collector is asked to record.</summary>
public sealed record CollectRequest
{
    /// <summary>The workload's command as it would be run unprofiled.</summary>
    public required SpawnRequest Run { get; init; }

    /// <summary>The runtime of the workload's program.</summary>
    public required TargetRuntime Runtime { get; init; }

    /// <summary>How long an unprofiled run takes (the baseline's median), to choose a sampling rate; null when unknown.</summary>
    public Duration? Expected { get; init; }

    /// <summary>An empty folder for the collector's own files, removed by the caller.</summary>
    public required string Scratch { get; init; }
}

/// <summary>What a collector brought back.</summary>
/// <param name="Profile">The profile; its notes say what is degraded.</param>
/// <param name="Outcome">How the profiled run itself ended.</param>
public sealed record Recording(Profile Profile, RunOutcome Outcome)
{
    /// <summary>Calls, bytes, time and sizes by system call and file; null for every other kind of profile.</summary>
    public IoSummary? Io { get; init; }
}

/// <summary>Records one kind of profile of a workload with a real tool.</summary>
public interface ICollector
{
    /// <summary>The kind of profile.</summary>
    ProfileKind Kind { get; }

    /// <summary>The tool's name for people, such as <c>perf</c>.</summary>
    string Name { get; }

    /// <summary>True when it can record programs of this runtime.</summary>
    bool Suits(TargetRuntime runtime);

    /// <summary>
    /// Why it cannot record on this machine, as one sentence with the remedy
    /// (<c>perf is not installed: apt-get install linux-perf</c>); null when it can.
    /// </summary>
    string? Unavailable();

    /// <summary>
    /// Runs the workload once under the tool. Throws <see cref="Problems.ProblemException"/> when the tool fails; a workload
    /// that fails by itself is reported by the outcome.
    /// </summary>
    Recording Collect(CollectRequest request, CancellationToken cancellation);
}
