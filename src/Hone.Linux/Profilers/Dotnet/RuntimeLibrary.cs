using Hone.Profiling;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>
/// The libraries of the .NET runtime. They come without symbols, so what can be said of their code is what the library
/// is for, and each is one frame.
/// </summary>
internal static class RuntimeLibrary
{
    /// <summary>The runtime itself: type loading, the interface of the JIT, allocation, interop.</summary>
    public static readonly Frame Runtime = Named("[.NET runtime]", "libcoreclr.so");

    /// <summary>What starts the runtime: the program file, hostfxr and hostpolicy.</summary>
    public static readonly Frame Host = Named("[.NET host]", "");

    private static readonly Dictionary<string, Frame> _frames = new(StringComparer.Ordinal)
    {
        ["libcoreclr.so"] = Runtime,
        ["libclrjit.so"] = Named("[.NET runtime: JIT]", "libclrjit.so"),
        ["libclrgc.so"] = Named("[.NET runtime: GC]", "libclrgc.so"),
        ["libclrgcexp.so"] = Named("[.NET runtime: GC]", "libclrgcexp.so"),
        ["libcoreclrtraceptprovider.so"] = Named("[.NET runtime: tracing]", "libcoreclrtraceptprovider.so"),
        ["libhostfxr.so"] = Host,
        ["libhostpolicy.so"] = Host,
        ["dotnet"] = Host,
    };

    /// <summary>A collection, in whichever library the collector is.</summary>
    public static Frame Collector { get; } = Named("[.NET runtime: GC]", "libcoreclr.so");

    /// <summary>Small pieces of code that the runtime makes as it goes: jumps to methods, write barriers, casts.</summary>
    public static Frame Stub { get; } = Named("[.NET runtime: stubs]", "");

    /// <summary>The frame for code of a file with this name; null when it is no part of the runtime.</summary>
    public static Frame? Find(string module) =>
        _frames.TryGetValue(module, out Frame? frame) ? frame
        : module.StartsWith("libSystem.", StringComparison.Ordinal) && module.EndsWith(".so", StringComparison.Ordinal) && module.Contains(".Native", StringComparison.Ordinal)
            ? Named($"[.NET runtime: {module["lib".Length..^".so".Length]}]", module)
            : null;

    private static Frame Named(string name, string module) => new(name, module, FrameOrigin.Runtime);
}
