namespace Hone.Linux.Machines;

/// <summary>A program that Hone can use, as found on this machine.</summary>
/// <param name="Name">Such as <c>perf</c>.</param>
/// <param name="Path">Its absolute path; null when it is missing.</param>
/// <param name="Version">Its version as it states it, such as <c>6.1.187</c>; null when it is missing or says none.</param>
/// <param name="Package">The Debian package that brings it.</param>
/// <param name="Gives">What is degraded without it, as a noun phrase: <c>CPU profiles</c>.</param>
public sealed record Tool(string Name, string? Path, string? Version, string Package, string Gives)
{
    /// <summary>True when it is there.</summary>
    public bool Found => Path is not null;
}
