using Hone.Units;

namespace Hone.Measurement.Latency;

/// <summary>The latencies of a server at one rate.</summary>
/// <param name="Sample">The load as it is kept.</param>
/// <param name="Quantiles">p50, p95, p99 and p99.9; empty when nothing was answered.</param>
public sealed record ServiceRate(ServiceLoadSample Sample, IReadOnlyList<LatencyQuantile> Quantiles)
{
    /// <summary>Failed requests as a share of all.</summary>
    public Ratio ErrorShare => Ratio.Of(Sample.Errors.Total, Sample.Intended);

    /// <summary>A quantile; null when nothing was answered.</summary>
    public LatencyQuantile? Quantile(double p) => Quantiles.FirstOrDefault(quantile => quantile.P == p);
}

/// <summary>What the latencies of a workload that is a server say; computed from them each time, never stored.</summary>
public sealed record ServiceSummary
{
    /// <summary>The samples themselves.</summary>
    public required ServiceSamples Samples { get; init; }

    /// <summary>The rates, lowest first.</summary>
    public required IReadOnlyList<ServiceRate> Rates { get; init; }

    /// <summary>What a reader must know before using the figures, each as one sentence.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Summarises samples.</summary>
    public static ServiceSummary Of(ServiceSamples samples)
    {
        ServiceRate[] rates = [.. samples.Loads.Select(Rate)];
        return new() { Samples = samples, Rates = rates, Warnings = [.. rates.SelectMany(WarningsOf), .. samples.Notes] };
    }

    private static ServiceRate Rate(ServiceLoadSample load) => new(
        load,
        load.Latencies() is LatencyLog log ? [.. LatencyQuantile.Shown.Select(p => LatencyQuantile.Of(log, p)).OfType<LatencyQuantile>()] : []);

    private static IEnumerable<string> WarningsOf(ServiceRate rate)
    {
        string at = FormattableString.Invariant($"at {rate.Sample.Rate:#,0.#}/s ");
        if (!rate.Sample.Offered)
        {
            yield return FormattableString.Invariant($"{at}the load was not really offered: {rate.Sample.Sent:#,0} of {rate.Sample.Intended:#,0} requests went out in time, {rate.Sample.Late:#,0} of them late; its latencies are those of the machine");
        }

        if (rate.Sample.Errors.Total > 0)
        {
            yield return at + FormattableString.Invariant($"{rate.ErrorShare} of the requests failed: ") + string.Join(", ", rate.Sample.Errors.Kinds().Select(kind => FormattableString.Invariant($"{kind.Kind} {kind.Count:#,0}")));
        }
    }
}
