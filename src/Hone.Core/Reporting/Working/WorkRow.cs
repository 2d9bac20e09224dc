using Hone.Units;

namespace Hone.Reporting.Working;

/// <summary>How a bead that an agent was given came out.</summary>
public enum WorkResult
{
    /// <summary>Accepted and committed.</summary>
    Landed,

    /// <summary>Accepted; a person lands it.</summary>
    Accepted,

    /// <summary>Closed with the evidence that nothing is to be had.</summary>
    NoWin,

    /// <summary>Refused by a rule, as often as attempts were allowed, or for good; the bead is given back.</summary>
    Refused,

    /// <summary>The evidence did not decide; the bead is given back.</summary>
    Undecided,

    /// <summary>The agent changed nothing; the bead is given back.</summary>
    NoChange,

    /// <summary>The agent failed or ran out of time; the bead is given back.</summary>
    Failed,

    /// <summary>Hone was interrupted, or could not go on; the bead is given back.</summary>
    Stopped,
}

/// <summary>The words of <see cref="WorkResult"/>.</summary>
public static class WorkResults
{
    /// <summary><c>landed</c>, <c>accepted</c>, <c>no-win</c>, <c>refused</c>, <c>undecided</c>, <c>no-change</c>, <c>failed</c> or <c>stopped</c>.</summary>
    public static string Name(this WorkResult result) => result switch
    {
        WorkResult.Landed => "landed",
        WorkResult.Accepted => "accepted",
        WorkResult.NoWin => "no-win",
        WorkResult.Refused => "refused",
        WorkResult.Undecided => "undecided",
        WorkResult.NoChange => "no-change",
        WorkResult.Failed => "failed",
        _ => "stopped",
    };

    /// <summary>The bead came to an end that the method calls a success: something landed or may, or nothing is to be had.</summary>
    public static bool IsSuccess(this WorkResult result) => result is WorkResult.Landed or WorkResult.Accepted or WorkResult.NoWin;
}

/// <summary>One bead that an agent was given, and what came of it.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Bead">The bead.</param>
/// <param name="Row">The row of the matrix.</param>
/// <param name="Change">The change's id.</param>
/// <param name="Result">How it came out.</param>
public sealed record WorkRow(string Agent, string Bead, string Row, string Change, WorkResult Result)
{
    /// <summary>How often the agent was called.</summary>
    public int Calls { get; init; }

    /// <summary>How often its work came to a verification.</summary>
    public int Verified { get; init; }

    /// <summary>How long the agent worked, all calls together.</summary>
    public Duration AgentTime { get; init; }

    /// <summary>How long it took from the claim to the end.</summary>
    public Duration Time { get; init; }

    /// <summary>The rule that decided last; null where none said no.</summary>
    public string? Rule { get; init; }

    /// <summary>What was measured by it, in a sentence.</summary>
    public string? Measured { get; init; }

    /// <summary>The gain in words, with its interval; null when nothing was timed.</summary>
    public string? Gain { get; init; }

    /// <summary>The gain: a part of the metric.</summary>
    public double? GainValue { get; init; }

    /// <summary>The lower end of its 95 % interval.</summary>
    public double? GainLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? GainHigh { get; init; }

    /// <summary>The commit; null unless it landed.</summary>
    public string? Commit { get; init; }

    /// <summary>What the agent says that it used, all calls together.</summary>
    public AgentUsage Usage { get; init; } = AgentUsage.None;
}
