using Hone.Profiling.Formats.Readers;

namespace Hone.Profiling.Formats;

/// <summary>Every format of profiles that is read.</summary>
public static class ProfileFormats
{
    /// <summary>The readers in the order in which a file is tried: what bears a mark of its own first, plain text last.</summary>
    public static IReadOnlyList<IProfileReader> All { get; } =
    [
        new PerfDataReader(),
        new NetTraceProfileReader(),
        new HoneProfileReader(),
        new DhatReader(),
        new SpeedscopeReader(),
        new FirefoxReader(),
        new ChromeTraceReader(),
        new CpuProfileReader(),
        new HeapProfileReader(),
        new HeaptrackRawReader(),
        new HeaptrackReader(),
        new CallgrindReader(),
        new PerfScriptReader(),
        new PprofReader(),
        new FoldedReader(),
    ];

    /// <summary>The names, in the same order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(reader => reader.Name)];

    /// <summary>The reader of that name, or null.</summary>
    public static IProfileReader? Named(string name) => All.FirstOrDefault(reader => reader.Name == name);

    /// <summary>The first reader that recognises the beginning of a file, or null.</summary>
    public static IProfileReader? Recognise(ReadOnlySpan<byte> head)
    {
        foreach (IProfileReader reader in All)
        {
            if (reader.Recognises(head))
            {
                return reader;
            }
        }

        return null;
    }
}
