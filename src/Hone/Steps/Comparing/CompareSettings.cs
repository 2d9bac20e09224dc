using System.Globalization;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Parameters;

namespace Hone.Cli.Steps.Comparing;

/// <summary>What the user asked <c>hone compare</c> for.</summary>
internal sealed record CompareSettings
{
    /// <summary>The command lines as they were typed.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>Names of the first commands.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The parameters, in the order in which they were given.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>The number (from 1), name or text of the command that the others are compared with; null for the first.</summary>
    public string? Reference { get; init; }

    /// <summary>The shell that runs the commands; null for none.</summary>
    public string? Shell { get; init; }

    /// <summary>Run once before the first run: none, one for all, or one for each command.</summary>
    public IReadOnlyList<string> Setup { get; init; } = [];

    /// <summary>Run before each run, untimed: none, one for all, or one for each command.</summary>
    public IReadOnlyList<string> Prepare { get; init; } = [];

    /// <summary>Run after each run, untimed: none, one for all, or one for each command.</summary>
    public IReadOnlyList<string> Conclude { get; init; } = [];

    /// <summary>Run once after the last run: none, one for all, or one for each command.</summary>
    public IReadOnlyList<string> Cleanup { get; init; } = [];

    /// <summary>Runs of each command that are not counted.</summary>
    public int Warmups { get; init; } = 1;

    /// <summary>Exactly so many rounds; null for as many as the budget gives.</summary>
    public int? Pairs { get; init; }

    /// <summary>At least so many rounds, whatever the budget; null for the default.</summary>
    public int? LeastPairs { get; init; }

    /// <summary>The machine time for everything that is counted; null for the default.</summary>
    public Duration? Budget { get; init; }

    /// <summary>Exit codes that are as good as 0; null for every one.</summary>
    public IReadOnlyList<int>? IgnoredExits { get; init; } = [];

    /// <summary>Whether commands with different outputs are compared all the same.</summary>
    public bool AllowDifferentOutput { get; init; }

    /// <summary>The file for standard input; null for <c>/dev/null</c>.</summary>
    public string? Input { get; init; }

    /// <summary><c>discard</c>, <c>pipe</c>, <c>null</c>, <c>inherit</c> or a file, for the timed runs.</summary>
    public string Output { get; init; } = "discard";

    /// <summary>The absolute folder that the commands run in.</summary>
    public required string Folder { get; init; }

    /// <summary>Variables set on top of the inherited environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the commands get no other variables than those and <c>PATH</c>.</summary>
    public bool ClearEnvironment { get; init; }

    /// <summary>The CPUs that the commands may run on; null for all of Hone's.</summary>
    public IReadOnlyList<int>? Cpus { get; init; }

    /// <summary>The priority of the commands; null for Hone's own.</summary>
    public int? Nice { get; init; }

    /// <summary>Whether the commands run before all ordinary programs.</summary>
    public bool RealTime { get; init; }

    /// <summary>Whether every run gets the same addresses.</summary>
    public bool FixedAddresses { get; init; }

    /// <summary>After this time a run is killed and the comparison fails; null for never.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>What the verdict stands on.</summary>
    public Metric Metric { get; init; } = Metric.Wall;

    /// <summary>The number that the commands print and that <see cref="Metric"/> is; null when it is none of those.</summary>
    public WorkloadMetric? Printed { get; init; }

    /// <summary>How it is decided; <c>Comparisons</c> is set when their number is known.</summary>
    public ComparisonDesign Design { get; init; } = new();

    /// <summary>What the orders are drawn from; null for a fresh one.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The file that keeps every round as it comes; null for none.</summary>
    public string? Journal { get; init; }

    /// <summary>Whether a run's exit code is as good as 0.</summary>
    public bool Accepts(int exit) => exit == 0 || IgnoredExits is null || IgnoredExits.Contains(exit);

    /// <summary>Where standard output of the timed runs goes.</summary>
    public OutputTarget Target(string output) => output switch
    {
        "discard" => new OutputTarget.Discard(),
        "pipe" => new OutputTarget.Drain(),
        "null" => new OutputTarget.Null(),
        "inherit" => new OutputTarget.Inherit(),
        _ => new OutputTarget.ToFile(Path.GetFullPath(output, Folder)),
    };

    /// <summary>Everything but commands, seed and design that the figures hang on, in one text.</summary>
    public string Fingerprint() => string.Join('\n', new[]
    {
        "shell " + Shell, "setup " + string.Join('|', Setup), "prepare " + string.Join('|', Prepare), "conclude " + string.Join('|', Conclude),
        "cleanup " + string.Join('|', Cleanup), "warmups " + Text(Warmups), "pairs " + Text(Pairs), "least " + Text(LeastPairs), "budget " + Text(Budget?.Nanoseconds),
        "input " + Input, "output " + Output, "folder " + Folder, "environment " + string.Join('|', Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)),
        "clear " + ClearEnvironment, "cpus " + (Cpus is null ? "" : string.Join(',', Cpus)), "nice " + Text(Nice) + (RealTime ? " real time" : ""), "addresses " + FixedAddresses,
        "printed " + Printed, "timeout " + Text(Timeout?.Nanoseconds), "ignored " + (IgnoredExits is null ? "all" : string.Join(',', IgnoredExits)),
    });

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
