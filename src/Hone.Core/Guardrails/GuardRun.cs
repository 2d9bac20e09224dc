using System.Text.Json;
using Hone.Measurement.Comparing;

namespace Hone.Guardrails;

/// <summary>One counted metric of one workload, with both programs.</summary>
/// <param name="Metric">One of <see cref="GuardLimits.Counted"/>.</param>
/// <param name="Source">What counted.</param>
/// <param name="Base">The counts with the base's program.</param>
/// <param name="Head">The counts with the head's program.</param>
public sealed record CountedMetric(string Metric, string Source, IReadOnlyList<long> Base, IReadOnlyList<long> Head);

/// <summary>One workload, run with both programs in pairs of random order. Command 0 is the base, command 1 the head.</summary>
/// <param name="Name">The workload.</param>
/// <param name="Pairs">The runs.</param>
/// <param name="Limits">The limit of each metric that is looked at, fixed before the first run.</param>
public sealed record GuardedWorkload(string Name, PairedSamples Pairs, IReadOnlyList<GuardLimit> Limits)
{
    /// <summary>Its counted metrics; without those that were not asked for, or could not be counted.</summary>
    public IReadOnlyList<CountedMetric> Counts { get; init; } = [];
}

/// <summary>What a check saw: raw runs and counts. Every verdict is computed from these.</summary>
public sealed record GuardRun
{
    /// <summary>The version of this form.</summary>
    public const string SchemaName = "hone.guard-run/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The commit that the head is held against.</summary>
    public required string Base { get; init; }

    /// <summary>The commit that is checked, with <c>+dirty</c> for the files as they lay in the project.</summary>
    public required string Head { get; init; }

    /// <summary>True when the base is the pinned reference and the limit is the drift budget.</summary>
    public bool Drift { get; init; }

    /// <summary>The workloads.</summary>
    public required IReadOnlyList<GuardedWorkload> Workloads { get; init; }

    /// <summary>What a reader must know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The bytes that are stored.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, GuardJson.Default.GuardRun);

    /// <summary>Reads stored bytes; null when they are no run, or its parts do not fit together.</summary>
    public static GuardRun? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, GuardJson.Default.GuardRun) is { Schema: SchemaName } run && run.IsWellFormed() ? run : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The serialiser lets nulls into lists; none may reach the rules.
    private bool IsWellFormed() => Base is not null && Head is not null && Notes is not null && Notes.All(note => note is not null)
        && Workloads is not null && Workloads.All(each => each is { Name: not null, Limits: not null, Pairs.Commands.Count: 2 } && each.Pairs.IsWellFormed()
            && each.Limits.All(limit => limit is { IsWellFormed: true })
            && each.Counts is not null && each.Counts.All(counts => counts is { Metric: not null, Source: not null, Base.Count: > 0, Head.Count: > 0 }));
}
