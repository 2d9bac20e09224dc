using Hone.Linux.Processes;

namespace Hone.Linux.Measuring;

/// <summary>A command that takes part in a comparison.</summary>
public sealed record Subject
{
    /// <summary>The command as a person would type it.</summary>
    public required string Name { get; init; }

    /// <summary>How it is started.</summary>
    public required SpawnRequest Request { get; init; }

    /// <summary>Called before each of its runs, untimed; null for nothing.</summary>
    public Action? Before { get; init; }

    /// <summary>Run before each of its runs, untimed; null for nothing.</summary>
    public SpawnRequest? Prepare { get; init; }

    /// <summary>Run after each of its runs, untimed; null for nothing.</summary>
    public SpawnRequest? Conclude { get; init; }

    /// <summary>Reads the numbers that a run printed, by name; null when none are asked for. What it throws ends the comparison.</summary>
    public Func<RunOutcome, IReadOnlyDictionary<string, double>?>? Values { get; init; }

    /// <summary>Exit codes that count as success; null when every one does.</summary>
    public IReadOnlyList<int>? ExpectedExits { get; init; } = [0];

    /// <summary>Whether a run counts as a sample: it was not ended by its time-out, and its exit code is one of those expected.</summary>
    public bool Accepts(RunOutcome outcome) => !outcome.TimedOut && (ExpectedExits is null || ExpectedExits.Contains(outcome.ExitCode));
}
