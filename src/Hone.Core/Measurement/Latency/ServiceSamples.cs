using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hone.Measurement.Latency;

/// <summary>What one load on a server gave, as it is kept.</summary>
public sealed record ServiceLoadSample
{
    /// <summary>Requests a second that were intended.</summary>
    public required double Rate { get; init; }

    /// <summary>How long requests were counted, in nanoseconds.</summary>
    public required long DurationNanoseconds { get; init; }

    /// <summary>How long the rate was offered before that, in nanoseconds.</summary>
    public required long WarmupNanoseconds { get; init; }

    /// <summary>The most connections at once that were allowed.</summary>
    public required int Connections { get; init; }

    /// <summary>True for exponential intervals, false for constant ones.</summary>
    public bool Poisson { get; init; }

    /// <summary>Requests that the plan had.</summary>
    public required long Intended { get; init; }

    /// <summary>Requests that went out within the plan's time.</summary>
    public required long Sent { get; init; }

    /// <summary>Good answers.</summary>
    public required long Answered { get; init; }

    /// <summary>The other answers, by kind.</summary>
    public required LoadErrors Errors { get; init; }

    /// <summary>Requests that were taken up more than <see cref="ScheduleError.LateAfter"/> late.</summary>
    public required long Late { get; init; }

    /// <summary>True when the load was really offered (<see cref="LoadResult.IsOffered"/>).</summary>
    public required bool Offered { get; init; }

    /// <summary>
    /// The latencies, one list for each block in the order of time: values in nanoseconds (the first of their bucket; the smallest and
    /// the largest of a block exact) and how often each came, in turn.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<long>> Blocks { get; init; }

    /// <summary>The sample of a load.</summary>
    public static ServiceLoadSample Of(LoadResult result) => new()
    {
        Rate = result.Plan.Rate,
        DurationNanoseconds = result.Plan.Duration.Nanoseconds,
        WarmupNanoseconds = result.Plan.Warmup.Nanoseconds,
        Connections = result.Plan.Connections,
        Poisson = result.Plan.Arrivals == Arrivals.Poisson,
        Intended = result.Intended,
        Sent = result.Sent,
        Answered = result.Answered,
        Errors = result.Errors,
        Late = result.Schedule.Late,
        Offered = result.IsOffered,
        Blocks = [.. result.Latencies.Blocks.Select(Pack)],
    };

    /// <summary>The latencies; null when the lists are no counts.</summary>
    public LatencyLog? Latencies()
    {
        List<LatencyHistogram> blocks = [];
        foreach (IReadOnlyList<long> block in Blocks)
        {
            LatencyHistogram counts = new();
            for (int i = 0; i + 1 < block.Count; i += 2)
            {
                if (block[i] < 0 || block[i + 1] is < 0 or > MostOfAValue)
                {
                    return null;
                }

                counts.Add(block[i], block[i + 1]);
            }

            blocks.Add(counts);
        }

        return blocks.Count is > 0 and <= LatencyLog.StandardBlocks ? LatencyLog.OfBlocks(blocks) : null;
    }

    // A million a second for a day.
    private const long MostOfAValue = 100_000_000_000;

    private static List<long> Pack(LatencyHistogram block)
    {
        List<long> packed = [];
        foreach ((long low, long count) in block.Buckets())
        {
            packed.AddRange([Math.Max(low, block.Min), count]);
        }

        // The largest stands for itself; it may share its bucket with others.
        if (packed.Count > 0 && packed[^2] != block.Max)
        {
            packed[^1]--;
            packed.AddRange([block.Max, 1]);
        }

        return packed;
    }
}

/// <summary>The raw latencies of a workload that is a server, as they are kept; every figure is computed from these.</summary>
public sealed record ServiceSamples
{
    /// <summary>The version of this form.</summary>
    public const string SchemaName = "hone.latencies/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The workload's name.</summary>
    public required string Workload { get; init; }

    /// <summary>The exact command of the server, as a person would type it.</summary>
    public required string Command { get; init; }

    /// <summary>What was asked of it, for people.</summary>
    public required string Target { get; init; }

    /// <summary>CPU time of the server over all loads, in nanoseconds; null when it had to be killed.</summary>
    public long? CpuNanoseconds { get; init; }

    /// <summary>Its largest resident set, in bytes; null when it had to be killed.</summary>
    public long? PeakRssBytes { get; init; }

    /// <summary>The loads, lowest rate first.</summary>
    public required IReadOnlyList<ServiceLoadSample> Loads { get; init; }

    /// <summary>What limits the figures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The bytes that are stored.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ServiceSamplesJson.Default.ServiceSamples);

    /// <summary>Reads stored bytes; null when they are not such samples, or hold no load.</summary>
    public static ServiceSamples? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ServiceSamplesJson.Default.ServiceSamples) is { Schema: SchemaName, Loads: [_, ..] loads } samples
                && loads.All(load => load is { Blocks: not null, Errors: not null, DurationNanoseconds: > 0 } && load.Blocks.All(block => block is not null) && load.Latencies() is not null)
                ? samples
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Source-generated reading and writing of <see cref="ServiceSamples"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServiceSamples))]
internal sealed partial class ServiceSamplesJson : JsonSerializerContext;
