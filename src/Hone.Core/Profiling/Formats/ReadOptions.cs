using Hone.Profiling.Symbols;

namespace Hone.Profiling.Formats;

/// <summary>What a reader is told beside the bytes.</summary>
public sealed record ReadOptions
{
    /// <summary>The file's name for errors and for <see cref="Profile.Command"/>.</summary>
    public string Place { get; init; } = "standard input";

    /// <summary>
    /// Finds the program or library that was mapped from a path, with its debug information; null when it cannot be had. Formats that
    /// hold addresses are named with it; without it their frames are called by their module.
    /// </summary>
    public Func<string, NativeImage?>? Images { get; init; }

    /// <summary>Which profile is wanted of a file that holds several; null takes the first that it has, cpu before allocation.</summary>
    public ProfileKind? Kind { get; init; }

    /// <summary>True to put a frame named after the program below every stack, where the format knows it.</summary>
    public bool ByProgram { get; init; }
}
