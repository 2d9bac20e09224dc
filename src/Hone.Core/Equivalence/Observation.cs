namespace Hone.Equivalence;

/// <summary>What one run did, channel by channel, sorted by name.</summary>
public sealed record Observation(IReadOnlyList<GoldenChannel> Channels);
