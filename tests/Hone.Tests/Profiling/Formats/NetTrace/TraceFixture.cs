using System.IO.Compression;
using Hone.Profiling.Formats.NetTrace;

namespace Hone.Tests.Profiling.Formats.NetTrace;

/// <summary>The traces that tests/fixtures/dotnet/capture.sh recorded.</summary>
internal static class TraceFixture
{
    public static byte[] Alloc { get; } = Read("alloc.nettrace.gz");

    public static byte[] Burn { get; } = Read("burn.nettrace.gz");

    public static byte[] PerfData { get; } = Read("perf.data.gz");

    public static string Path(string name) => System.IO.Path.Combine(Repository.Root, "tests/fixtures/dotnet", name);

    public static MethodMap Methods(byte[] trace)
    {
        MethodMap methods = new();
        NetTraceReader.Read(new MemoryStream(trace), (in NetTraceEvent traceEvent) => methods.Add(traceEvent));
        return methods;
    }

    private static byte[] Read(string name)
    {
        using GZipStream zipped = new(File.OpenRead(Path(name)), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        zipped.CopyTo(bytes);
        return bytes.ToArray();
    }
}
