using Hone.Workloads.Agents;
using Hone.Workloads.Oracles;

namespace Hone.Workloads;

/// <summary>What <c>hone.toml</c> states, validated.</summary>
public sealed record Project
{
    /// <summary>The project's name, used in bead keys: lower-case letters, digits and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The tracker's prefix: beads are called <c>PREFIX-NAME.STEP</c>.</summary>
    public string BeadPrefix { get; init; } = "bd";

    /// <summary>Builds the program; null when nothing needs building.</summary>
    public CommandLine? Build { get; init; }

    /// <summary>Runs the tests; null when the project states none, which the analysis then says.</summary>
    public CommandLine? Test { get; init; }

    /// <summary>The workloads, in manifest order; at least one.</summary>
    public required IReadOnlyList<Workload> Workloads { get; init; }

    /// <summary>What "the same behaviour" means.</summary>
    public OracleSettings Oracle { get; init; } = new();

    /// <summary>The limits that decide.</summary>
    public Thresholds Thresholds { get; init; } = new();

    /// <summary>The limits of the rules by which levers are recognised.</summary>
    public RuleThresholds Levers { get; init; } = RuleThresholds.Standard;

    /// <summary>How growth over sizes is measured.</summary>
    public GrowthSettings Growth { get; init; } = new();

    /// <summary>The agent that beads are given to.</summary>
    public AgentSettings Agent { get; init; } = new();

    /// <summary>When a round is due; null when the manifest does not say.</summary>
    public ScheduleSettings? Schedule { get; init; }

    /// <summary>
    /// Where the manifest states a value, as <c>file:line:column</c> by its key:
    /// <c>project.name</c>, <c>test.command</c>, <c>workload.NAME.inputs[0]</c>. Keys that were left out have no entry.
    /// </summary>
    public IReadOnlyDictionary<string, string> Places { get; init; } = new Dictionary<string, string>();
}
