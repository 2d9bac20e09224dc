using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hone.Changes.Runs;

/// <summary>
/// One verification of a change as it is kept: what each gate saw, and the raw runs. It holds no verdict: that is computed from this
/// each time it is read (<see cref="Verdicts.VerdictRule"/>). What comes after the first gate that said no was not tried and is null.
/// </summary>
public sealed record ChangeRun
{
    /// <summary>The version of this form.</summary>
    public const string SchemaName = "hone.change-run/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The change's id.</summary>
    public required string Change { get; init; }

    /// <summary>The commit that the baseline was built from.</summary>
    public required string Base { get; init; }

    /// <summary>SHA-256 of the candidate's patch, in lower-case hex.</summary>
    public required string Patch { get; init; }

    /// <summary>git's id of the base's tree with the patch in it; empty where the patch is.</summary>
    public required string Tree { get; init; }

    /// <summary>A quick verification: it says what is likely, and does not land.</summary>
    public required bool Quick { get; init; }

    /// <summary>The files that differ from the base and what each counts as.</summary>
    public required IReadOnlyList<ChangedPath> Paths { get; init; }

    /// <summary>What lint, proof and ablation found.</summary>
    public IReadOnlyList<GateFinding> Findings { get; init; } = [];

    /// <summary>The build; null without a build command, or not tried.</summary>
    public ArmCheck? Build { get; init; }

    /// <summary>The tests; null without a test command, or not tried.</summary>
    public ArmCheck? Tests { get; init; }

    /// <summary>The tests with the change's new ones; null without new ones, or not tried.</summary>
    public ArmCheck? NewTests { get; init; }

    /// <summary>The oracle's workloads and cases; null when not tried.</summary>
    public IReadOnlyList<CaseComparison>? Cases { get; init; }

    /// <summary>Generated inputs; null when not tried, or there is nothing to vary.</summary>
    public SeededComparison? Seeded { get; init; }

    /// <summary>The timed runs, the change's own workload first; empty when not tried.</summary>
    public IReadOnlyList<TimedWorkload> Timed { get; init; } = [];

    /// <summary>Fresh runs of the change's own workload that confirm the gain of a later attempt; null when none were needed.</summary>
    public TimedWorkload? Confirmation { get; init; }

    /// <summary>How both arms were kept from the machine; null when nothing was run.</summary>
    public SandboxReport? Sandbox { get; init; }

    /// <summary>What a reader must know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The bytes that are stored.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ChangeRunJson.Default.ChangeRun);

    /// <summary>Reads stored bytes; null when they are not a run, or its parts do not fit together.</summary>
    public static ChangeRun? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ChangeRunJson.Default.ChangeRun) is { Schema: SchemaName } run && run.IsWellFormed() ? run : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The serialiser lets nulls into lists; none may reach the rules.
    private bool IsWellFormed() => Change is not null && Base is not null && Patch is not null && Tree is not null
        && Full(Paths) && Full(Findings) && Full(Notes) && Timed is not null && Timed.All(Fits) && (Confirmation is null || Fits(Confirmation))
        && (Cases is null || (Full(Cases) && Cases.All(each => Full(each.Baseline) && Full(each.Candidate) && Full(each.Broken) && Full(each.Channels))))
        && (Sandbox is null || Full(Sandbox.Without));

    private static bool Full<T>(IReadOnlyList<T>? list) => list is not null && list.All(item => item is not null);

    private static bool Fits(TimedWorkload? timed) => timed is { Workload: not null, Outputs: not null, Pairs.Commands.Count: 2 } && timed.Pairs.IsWellFormed();
}

/// <summary>Source-generated reading and writing of <see cref="ChangeRun"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChangeRun))]
internal sealed partial class ChangeRunJson : JsonSerializerContext;
