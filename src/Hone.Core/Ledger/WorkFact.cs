namespace Hone.Ledger;

/// <summary>
/// The data of a <see cref="EntryKind.Work"/> entry: an agent was called for a bead. Artifacts: <c>brief.md</c>, what it was told, and
/// <c>transcript.txt</c>, the beginning and the end of what it printed. What it did is judged by <see cref="EntryKind.ChangeRun"/> entries alone.
/// </summary>
/// <param name="Agent">Its name in this run of <c>hone work</c>.</param>
/// <param name="Bead">The bead.</param>
/// <param name="Change">The change's id.</param>
/// <param name="Call">Which call for this bead it was, from 1.</param>
/// <param name="Command">The program that was started, without its arguments: they may hold the brief, or a key.</param>
/// <param name="Ended"><c>ended</c>, <c>failed</c> or <c>timed-out</c>.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="WallNs">How long it took, in nanoseconds.</param>
/// <param name="CpuNs">The CPU time of its tree, in nanoseconds.</param>
/// <param name="PeakRssBytes">The largest memory of one of its processes.</param>
/// <param name="OutputBytes">How much it printed in all.</param>
public sealed record WorkFact(string Agent, string Bead, string Change, int Call, string Command, string Ended, int ExitCode, long WallNs, long CpuNs, long PeakRssBytes, long OutputBytes)
{
    /// <summary>The artifact with what it was told.</summary>
    public const string BriefArtifact = "brief.md";

    /// <summary>The artifact with what it printed.</summary>
    public const string TranscriptArtifact = "transcript.txt";

    /// <summary>Tokens that it read, as it says itself; null when it does not.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens that it wrote, as it says itself.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>What it cost in US dollars, as it says itself.</summary>
    public double? CostUsd { get; init; }

    /// <summary>How far it was kept from the machine: what was not to be had, for people.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];
}
