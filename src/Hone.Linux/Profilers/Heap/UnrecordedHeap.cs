using Hone.Linux.Processes;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers.Heap;

/// <summary>Says why a program left no heap recording.</summary>
internal static class UnrecordedHeap
{
    /// <summary>One sentence with the reason and the remedy.</summary>
    public static string Reason(SpawnRequest run)
    {
        const string start = "No allocation was recorded: ";
        string path = run.Environment.TryGetValue("PATH", out string? changed) ? changed ?? "" : Environment.GetEnvironmentVariable("PATH") ?? "";
        if (ProgramLookup.Find(run.Argv[0], run.WorkingDirectory, path) is not string program)
        {
            return start + "the program was not found afterwards.";
        }

        if ((File.GetUnixFileMode(program) & (UnixFileMode.SetUser | UnixFileMode.SetGroup)) != 0)
        {
            return start + $"{program} is setuid or setgid, and the loader ignores LD_PRELOAD for such programs (ld.so(8)); profile a copy without that bit.";
        }

        ReadOnlyMemory<byte> bytes = Read(program);
        if (bytes.Span.StartsWith("#!"u8))
        {
            return start + $"{program} is a script whose interpreter is statically linked or clears LD_PRELOAD; make the workload start the interpreter itself.";
        }

        if (ElfImage.Parse(bytes) is ElfImage image && image.Section(".interp").IsEmpty)
        {
            return start + $"{program} is statically linked (as Go programs are), so its allocator cannot be replaced from outside; link it dynamically, or use the language's own heap profiler.";
        }

        return start + $"{program} never called malloc, left through _exit(2) within its first few allocations, or could not load heaptrack's library (another C library, another machine type, or a scratch folder mounted noexec).";
    }

    private static ReadOnlyMemory<byte> Read(string path)
    {
        try
        {
            return new FileInfo(path).Length < 1L << 30 ? File.ReadAllBytes(path) : default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
