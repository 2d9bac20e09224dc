using Hone.Linux.Profilers.Node;
using Hone.Linux.Profilers.Python;
using Hone.Linux.Profilers.Symbols;

namespace Hone.Linux.Profilers;

/// <summary>Every collector of this version; of those that suit, the first that is available records.</summary>
public static class Collectors
{
    /// <summary>In order of preference.</summary>
    public static IReadOnlyList<ICollector> All { get; } =
    [
        new PerfNativeCollector(),
        new PythonCpuCollector(),
        new NodeCpuCollector(),
        new HeaptrackCollector(new ImageStore()),
        new NodeAllocationCollector(),
    ];
}
