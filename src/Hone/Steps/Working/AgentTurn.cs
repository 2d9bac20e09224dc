using Hone.Linux.Processes;
using Hone.Reporting.Working;

namespace Hone.Cli.Steps.Working;

/// <summary>One call of an agent, as it came out.</summary>
/// <param name="Outcome">What it cost and how it ended.</param>
/// <param name="Transcript">The beginning and the end of what it printed, both streams.</param>
/// <param name="OutputBytes">How much it printed.</param>
/// <param name="Usage">What it says that it used.</param>
internal sealed record AgentTurn(RunOutcome Outcome, string Transcript, long OutputBytes, AgentUsage Usage)
{
    /// <summary>It came to its own end and says that all is well.</summary>
    public bool IsWell => Outcome is { TimedOut: false, ExitCode: 0 };

    /// <summary>As records say it.</summary>
    public string Ended => Outcome.TimedOut ? "timed-out" : Outcome.ExitCode == 0 ? "ended" : "failed";
}
