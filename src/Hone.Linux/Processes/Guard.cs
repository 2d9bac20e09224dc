namespace Hone.Linux.Processes;

/// <summary>
/// A small shell process in a session of its own that waits for Hone's end, however it comes, and kills what Hone started: a
/// SIGKILL leaves Hone no chance to do it itself.
/// </summary>
internal static class Guard
{
    // Waits for the end of its input, which only Hone holds open; then kills what carries the marker until three looks in a
    // row find nothing.
    private const string Script =
        """
        read -r never
        clean=0
        while [ "$clean" -lt 3 ]; do
            clean=$((clean + 1))
            for path in $(grep -lsz "^HONE_TREE=$1" /proc/[0-9]*/environ); do
                clean=0
                pid=${path#/proc/}
                kill -9 "${pid%/environ}" 2>/dev/null
            done
            sleep 0.05
        done
        """;

    private static readonly Lazy<bool> _started = new(Start);

    /// <summary>Starts the guard, once.</summary>
    public static void Ensure() => _ = _started.Value;

    private static unsafe bool Start()
    {
        ProcessTree.BecomeSubreaper();
        int* pipe = stackalloc int[2];
        if (LibC.Pipe2(pipe, LibC.CloseOnExec) != 0)
        {
            return false;
        }

        using SpawnPlan plan = new("/", new Dictionary<string, string?> { [ProcessTree.Variable] = null });
        plan.Duplicate(pipe[0], 0);
        plan.Open(1, "/dev/null", LibC.OpenWriteOnly);
        plan.Open(2, "/dev/null", LibC.OpenWriteOnly);
        int error = plan.Spawn("/bin/sh", ["sh", "-c", Script, "sh", ProcessTree.Token], out int pid);
        _ = LibC.Close(pipe[0]);
        if (error != 0)
        {
            _ = LibC.Close(pipe[1]);
            return false;
        }

        // The write end stays open until this process ends; the guard is a child, but of no tree.
        ProcessTree.AddRoot(pid, 0);
        return true;
    }
}
