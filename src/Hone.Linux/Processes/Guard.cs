namespace Hone.Linux.Processes;

/// <summary>
/// A small shell process in a session of its own that waits for Hone's end, however it comes, and kills what Hone started: a
/// SIGKILL leaves Hone no chance to do it itself.
/// </summary>
internal static unsafe class Guard
{
    // Waits for the end of its input, which only Hone holds open; then kills what carries the marker until three looks in a row
    // find nothing. A process that cannot be killed is given up in the end.
    private const string Script =
        """
        exec 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
        read -r never
        clean=0
        looks=0
        while [ "$clean" -lt 3 ] && [ "$looks" -lt 200 ]; do
            clean=$((clean + 1))
            looks=$((looks + 1))
            for path in $(grep -lsz "^HONE_TREE=$1" /proc/[0-9]*/environ); do
                clean=0
                pid=${path#/proc/}
                kill -9 "${pid%/environ}" 2>/dev/null
            done
            sleep 0.05
        done
        """;

    /// <summary>Starts the guard; false where it cannot be, for want of /bin/sh.</summary>
    public static bool Start()
    {
        int* pipe = stackalloc int[2];
        if (LibC.Pipe2(pipe, LibC.CloseOnExec) != 0)
        {
            return false;
        }

        // The environment stays Hone's own: below another Hone, that one's marker lets it find this guard.
        using SpawnPlan plan = new("/", ChildEnvironment.Of(new Dictionary<string, string?>(), clear: false));
        plan.Duplicate(pipe[0], 0);
        plan.Open(1, "/dev/null", LibC.OpenWriteOnly);
        plan.Open(2, "/dev/null", LibC.OpenWriteOnly);
        int error;
        int guard;
        lock (Trees.Gate)
        {
            error = plan.Spawn("/bin/sh", ["sh", "-c", Script, "hone-guard", Trees.Prefix], out guard);
            if (error == 0)
            {
                Trees.Add(guard, 0);
            }
        }

        _ = LibC.Close(pipe[0]);
        if (error != 0)
        {
            _ = LibC.Close(pipe[1]);
            return false;
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dismiss(guard);
        return true;
    }

    // At a normal end there is nothing left to guard, and a Hone below another one leaves no orphan behind.
    private static void Dismiss(int guard)
    {
        lock (Trees.Gate)
        {
            Launcher.Dismiss();
            if (Trees.None && LibC.Kill(guard, LibC.SigKill) == 0)
            {
                _ = LibC.Wait4(guard, out _, 0, out _);
            }
        }
    }
}
