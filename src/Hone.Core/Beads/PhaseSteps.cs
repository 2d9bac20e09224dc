namespace Hone.Beads;

/// <summary>The steps of a phase that have a bead whatever the profile shows; each is the last part of a key.</summary>
public static class PhaseSteps
{
    /// <summary>Step A.</summary>
    public const string Baseline = "baseline";

    /// <summary>Step B, time.</summary>
    public const string FlameGraph = "flamegraph";

    /// <summary>Step B, memory.</summary>
    public const string Heaptrack = "heaptrack";

    /// <summary>Step B, input and output.</summary>
    public const string Io = "io";

    /// <summary>Step C.</summary>
    public const string Oracle = "oracle";

    /// <summary>Step C again, while the oracle is below full grade.</summary>
    public const string Strength = "strength";

    /// <summary>Step A again, while a benchmark does not show 5 %.</summary>
    public const string Teeth = "teeth";

    /// <summary>Step E.</summary>
    public const string Matrix = "matrix";

    /// <summary>Step G.</summary>
    public const string Guardrails = "guardrails";

    /// <summary>The steps whose beads the stop condition means by "profiling beads"; they carry the label <c>profiling</c>.</summary>
    public static IReadOnlyList<string> Profiling { get; } = [Baseline, FlameGraph, Heaptrack, Io];

    /// <summary>
    /// The steps that no round does by itself. An open one that nobody holds keeps no round from beginning: it stands over into the next,
    /// which has no other bead for it.
    /// </summary>
    public static IReadOnlyList<string> Standing { get; } = [Strength, Teeth, Guardrails];

    /// <summary>Every step.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Profiling, Oracle, Strength, Teeth, Matrix, Guardrails];
}
