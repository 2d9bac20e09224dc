using Hone.Equivalence;
using Hone.Linux.Processes;

namespace Hone.Cli.Steps.Oracle;

/// <summary>What one run did.</summary>
/// <param name="Observation">Every channel.</param>
/// <param name="Bytes">The bytes of the kept channels, by channel name.</param>
internal sealed record Seen(Observation Observation, IReadOnlyDictionary<string, byte[]> Bytes)
{
    /// <summary>What the run cost; null for a server that had to be killed.</summary>
    public RunOutcome? Outcome { get; init; }

    /// <summary>What normalisers left of channels, where that was asked for, by channel name.</summary>
    public IReadOnlyDictionary<string, Equivalence.Normalisers.ChannelForm> Forms { get; init; } = new Dictionary<string, Equivalence.Normalisers.ChannelForm>();

    /// <summary>What could not be observed, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How the run ended: <c>0</c>, <c>signal SIGSEGV</c>, <c>timeout</c>; empty for a server.</summary>
    public string Ending => Bytes.TryGetValue(ChannelName.Exit, out byte[]? text) ? System.Text.Encoding.ASCII.GetString(text) : "";
}
