using Hone.Units;

namespace Hone.Measurement.Latency;

/// <summary>What another program's log says of latencies.</summary>
/// <param name="Format">Which program and format, for people: <c>wrk2 with --latency</c>.</param>
public sealed record LatencyReading(string Format)
{
    /// <summary>The latencies with their counts; null when the log states quantiles alone.</summary>
    public LatencyLog? Latencies { get; init; }

    /// <summary>The quantiles that the log states, where it states no counts.</summary>
    public IReadOnlyList<(double P, Duration Value)> Points { get; init; } = [];

    /// <summary>How many requests; null when the log does not say.</summary>
    public long? Requests { get; init; }

    /// <summary>How many of them failed; null when the log does not say.</summary>
    public long? Errors { get; init; }

    /// <summary>Requests a second; null when the log does not say.</summary>
    public double? Rate { get; init; }

    /// <summary>What limits the figures, such as that the program's latencies begin at the actual send.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
