namespace Hone.Statistics;

/// <summary>A quantile with its interval, or the statement that there are too few samples for one.</summary>
/// <param name="P">Which quantile, between 0 and 1: 0.95 for p95.</param>
/// <param name="Value">The estimate; printable only beside its interval or beside "too few".</param>
/// <param name="Low">
/// The lower end of the interval, or null when no sample lies far enough out. While the estimate is not
/// claimable, the end that does exist may lie beyond <paramref name="Value"/>: one more reason not to print it bare.
/// </param>
/// <param name="High">The upper end of the interval, or null when no sample lies far enough out.</param>
/// <param name="Samples">How many samples it was computed from.</param>
/// <param name="NeededSamples">The smallest number of samples at which both ends exist.</param>
public sealed record QuantileEstimate(double P, double Value, double? Low, double? High, int Samples, int NeededSamples)
{
    /// <summary>Whether the number of samples supports the quantile: both ends of the interval exist.</summary>
    public bool Claimable => Low is not null && High is not null;
}
