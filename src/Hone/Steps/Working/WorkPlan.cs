using Hone.Units;
using Hone.Workloads.Agents;

namespace Hone.Cli.Steps.Working;

/// <summary>How beads are worked this time.</summary>
/// <param name="Agent">The agent, and what it may have.</param>
/// <param name="Agents">How many at a time.</param>
/// <param name="MostBeads">So many beads at most; null for as many as are ready.</param>
/// <param name="TimeLimit">No bead is begun after this time; null for no limit.</param>
/// <param name="Metric">The metric that is to gain.</param>
/// <param name="Timing">The time for timed runs of a verification; null for the usual.</param>
internal sealed record WorkPlan(AgentSettings Agent, int Agents, int? MostBeads, Duration? TimeLimit, string Metric, Duration? Timing)
{
    /// <summary>How long to wait for another measurement on this machine, and for another Hone in this project.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromHours(2);
}

/// <summary>What one bead of a dry run would be given.</summary>
/// <param name="Bead">The bead.</param>
/// <param name="Row">Its row.</param>
/// <param name="Score">Its score.</param>
internal sealed record PlannedWork(string Bead, string Row, double Score);
