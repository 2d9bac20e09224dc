using Hone.Linux.Processes;

namespace Hone.Linux.Profilers.Heap;

/// <summary>
/// heaptrack's preloaded library as it is used for one run. The library takes its own settings out of the environment so that
/// only the first process is recorded, which for a workload that starts through a shell, <c>env</c> or a wrapper script is the
/// wrong one. So a copy is made in which the two names that it removes are unremovable: unsetenv(3) refuses a name with an
/// equals sign, while glibc's getenv(3) still finds the variable <c>DUMP_HEAPTRACK</c> whose value begins with <c>OUTPUT=</c>.
/// </summary>
internal sealed class HeapRecorder
{
    private HeapRecorder(string library, bool followsPrograms)
    {
        Library = library;
        FollowsPrograms = followsPrograms;
    }

    /// <summary>The path that is preloaded.</summary>
    public string Library { get; }

    /// <summary>True when the programs that a recorded process starts are recorded too.</summary>
    public bool FollowsPrograms { get; }

    /// <summary>Makes the copy in a folder, or falls back on the library itself where that is not possible.</summary>
    public static HeapRecorder Prepare(string library, string folder)
    {
        string copy = Path.Combine(folder, "libheaptrack_preload.so");

        // LD_PRELOAD separates its paths by spaces and colons (ld.so(8)).
        byte[] bytes = File.ReadAllBytes(library);
        if (copy.AsSpan().IndexOfAny(' ', ':') >= 0 || !Replace(bytes, "LD_PRELOAD\0"u8, "LD=PRELOAD\0"u8)
            || !Replace(bytes, "DUMP_HEAPTRACK_OUTPUT\0"u8, "DUMP_HEAPTRACK=OUTPUT\0"u8))
        {
            return new HeapRecorder(library, followsPrograms: false);
        }

        File.WriteAllBytes(copy, bytes);
        return new HeapRecorder(copy, followsPrograms: true);
    }

    /// <summary>The run under the recorder, each process writing to a file in <paramref name="output"/> that bears its process id.</summary>
    public SpawnRequest Apply(SpawnRequest run, string output)
    {
        string earlier = (run.Environment.TryGetValue("LD_PRELOAD", out string? value) ? value : Environment.GetEnvironmentVariable("LD_PRELOAD")) ?? "";
        Dictionary<string, string?> environment = new(run.Environment)
        {
            ["LD_PRELOAD"] = earlier.Length == 0 ? Library : Library + ":" + earlier,
        };
        string file = Path.Combine(output, "$$");
        if (FollowsPrograms)
        {
            environment["DUMP_HEAPTRACK"] = "OUTPUT=" + file;
        }
        else
        {
            environment["DUMP_HEAPTRACK_OUTPUT"] = file;
        }

        return run with { Environment = environment };
    }

    private static bool Replace(byte[] bytes, ReadOnlySpan<byte> name, ReadOnlySpan<byte> with)
    {
        int at = bytes.AsSpan().IndexOf(name);
        if (at < 0 || bytes.AsSpan(at + 1).IndexOf(name) >= 0)
        {
            return false;
        }

        with.CopyTo(bytes.AsSpan(at));
        return true;
    }
}
