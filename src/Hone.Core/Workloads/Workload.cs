using Hone.Units;

namespace Hone.Workloads;

/// <summary>A command with its inputs that stands for real use of the program under study.</summary>
public sealed record Workload
{
    /// <summary>Unique within the project; letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What is run and timed.</summary>
    public required CommandLine Command { get; init; }

    /// <summary>Run once before the first run when one of <see cref="Inputs"/> is missing; null when inputs need no making.</summary>
    public CommandLine? Prepare { get; init; }

    /// <summary>The load on it when it is a server; null for a command that ends by itself.</summary>
    public Service? Service { get; init; }

    /// <summary>The file given as standard input, relative to the project folder; null for an empty standard input.</summary>
    public string? StdinFile { get; init; }

    /// <summary>Files the workload reads, relative to the project folder; their hashes are part of the evidence.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Files and folders the workload writes, relative to the project folder; they belong to its golden output.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The exit code that counts as success.</summary>
    public int ExpectedExit { get; init; }

    /// <summary>How long one run may take before its whole process tree is killed.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(60);

    /// <summary>How many runs are counted.</summary>
    public int Runs { get; init; } = 30;

    /// <summary>Runs stop early, never below 3, once this much time went into them; null for no limit.</summary>
    public Duration? TimeBudget { get; init; }

    /// <summary>Uncounted runs before the counted ones.</summary>
    public int Warmups { get; init; } = 3;

    /// <summary>Items processed in one run, for throughput; null when the workload has no natural item.</summary>
    public long? Items { get; init; }

    /// <summary>The sizes that <c>{n}</c> stands for, ascending; empty when the workload has no size.</summary>
    public IReadOnlyList<long> Sizes { get; init; } = [];

    /// <summary>The size that the workload stands at: the last of <see cref="Sizes"/> unless <see cref="AtSize"/> was asked for; null when it has none.</summary>
    public long? Size { get; init; }

    /// <summary>The workload as the manifest has it, with <c>{n}</c> in its command, inputs and preparation; null when it has no size.</summary>
    public Workload? Template { get; init; }

    /// <summary>Numbers that the workload itself prints or writes, recorded with each run.</summary>
    public IReadOnlyList<WorkloadMetric> Metrics { get; init; } = [];

    /// <summary>One of the workloads that decide (the profiling beads name these).</summary>
    public bool Primary { get; init; } = true;

    /// <summary>How much it counts beside the other workloads that decide, when gains are added up.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The workload at another size; itself when it has no size.</summary>
    public Workload AtSize(long size) => Template is not Workload template
        ? this
        : template with
        {
            Command = template.Command.ForSize(size),
            Prepare = template.Prepare?.ForSize(size),
            StdinFile = template.StdinFile is string stdin ? SizePlaceholder.Fill(stdin, size) : null,
            Inputs = [.. template.Inputs.Select(input => SizePlaceholder.Fill(input, size))],
            Size = size,
            Template = template,
        };
}
