using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hone.Equivalence.Strength;

/// <summary>One measurement of an oracle's strength: what was tried and what came of it. Every figure is computed from this.</summary>
public sealed record StrengthRun
{
    /// <summary>The seed that chose the mutants and made the inputs.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many mutants were asked for.</summary>
    public required int Asked { get; init; }

    /// <summary>The cases that were run, cheapest first.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>Every invariant of the oracle.</summary>
    public required IReadOnlyList<string> Invariants { get; init; }

    /// <summary>The invariants that were evaluated on at least one mutant.</summary>
    public required IReadOnlyList<string> Evaluated { get; init; }

    /// <summary>What is covered of the hot functions.</summary>
    public required IReadOnlyList<FunctionCoverage> Functions { get; init; }

    /// <summary>The mutants, in the order in which they were tried.</summary>
    public required IReadOnlyList<TestedMutant> Mutants { get; init; }

    /// <summary>How many inputs were generated of which the unchanged program's behaviour is stable; 0 when none could be.</summary>
    public required int Inputs { get; init; }

    /// <summary>What could not be done, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The run as JSON.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, StrengthJson.Default.StrengthRun);

    /// <summary>A run from JSON; null when it is none.</summary>
    public static StrengthRun? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StrengthJson.Default.StrengthRun);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Source-generated reading and writing of measurements of strength.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StrengthRun))]
internal sealed partial class StrengthJson : JsonSerializerContext;
