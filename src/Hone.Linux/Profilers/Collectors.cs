using Hone.Linux.Profilers.Dotnet;
using Hone.Linux.Profilers.Java;
using Hone.Linux.Profilers.Node;
using Hone.Linux.Profilers.Python;
using Hone.Linux.Profilers.Symbols;
using Hone.Linux.Profilers.Waiting;
using Hone.Profiling;

namespace Hone.Linux.Profilers;

/// <summary>Every collector of this version; of those that suit, the first that is available records.</summary>
public static class Collectors
{
    // Shared: libc's debug information alone takes a good part of a second to read.
    private static readonly ImageStore _images = new();

    /// <summary>In order of preference.</summary>
    public static IReadOnlyList<ICollector> All { get; } =
    [
        new PerfNativeCollector(_images),
        new DotnetCpuCollector(),
        new PythonCpuCollector(),
        new NodeCpuCollector(),
        new HeaptrackCollector(_images),
        new DotnetAllocationCollector(),
        new PythonAllocationCollector(),
        new NodeAllocationCollector(),
        new JavaCollector(ProfileKind.Cpu),
        new JavaCollector(ProfileKind.Allocation),
        new JavaCollector(ProfileKind.Lock),
        new StraceCollector(_images, new PythonSyscallSites()),
        new NativeOffCpuCollector(_images),
        new DotnetOffCpuCollector(),
        new PythonOffCpuCollector(),
        new NativeLockCollector(_images),
        new DotnetLockCollector(),
    ];
}
