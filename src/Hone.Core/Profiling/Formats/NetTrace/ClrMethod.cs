namespace Hone.Profiling.Formats.NetTrace;

/// <summary>How a method's code was made.</summary>
public enum CodeTier
{
    /// <summary>Not stated, or a value this reader does not know.</summary>
    Unknown = 0,

    /// <summary>Compiled without optimisation, because the program asks for it.</summary>
    Unoptimized = 1,

    /// <summary>Compiled once, fully optimised.</summary>
    Optimized = 2,

    /// <summary>Tier 0: compiled fast, to be replaced when it proves hot.</summary>
    Quick = 3,

    /// <summary>Tier 1.</summary>
    Tier1 = 4,

    /// <summary>Tier 1, entered from the middle of a running tier-0 loop (on-stack replacement).</summary>
    OnStackReplacement = 5,

    /// <summary>Tier 0 with counters for profile-guided optimisation.</summary>
    Instrumented = 6,

    /// <summary>Optimised code with counters.</summary>
    InstrumentedOptimized = 7,

    /// <summary>Compiled ahead of time into the assembly (ReadyToRun).</summary>
    ReadyToRun = 8,
}

/// <summary>A piece of machine code of a .NET method, as the runtime announces it.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="ModuleId">The runtime's number of the assembly it is from.</param>
/// <param name="Token">Its row in the assembly's method table (0x06nnnnnn); 0 for generated code.</param>
/// <param name="TypeName">Namespace and type as the runtime spells them: <c>System.Collections.Generic.List`1[System.__Canon]</c>.</param>
/// <param name="Name">The method as the runtime spells it: <c>&lt;Main&gt;b__0_0</c>.</param>
/// <param name="Signature">Its parameter and return types as the runtime spells them.</param>
/// <param name="Tier">How the code was made.</param>
/// <param name="Dynamic">True for code generated at run time: <c>DynamicMethod</c>, marshalling stubs.</param>
public sealed record ClrMethod(
    ulong Start, uint Size, ulong ModuleId, uint Token, string TypeName, string Name, string Signature, CodeTier Tier, bool Dynamic);

/// <summary>An assembly that was loaded; <paramref name="Path"/> is its file, empty when it has none.</summary>
public sealed record ClrModule(ulong Id, string Path);

/// <summary>A sampled allocation, with what it stands for.</summary>
/// <param name="TypeName">The type of the object, as the runtime spells it.</param>
/// <param name="Bytes">The estimated bytes that this sample stands for.</param>
/// <param name="Objects">The estimated objects that this sample stands for.</param>
public readonly record struct ClrAllocation(string TypeName, double Bytes, double Objects);
