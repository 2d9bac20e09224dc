using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>Starts child processes without a shell and accounts for what they cost. Safe to use from several threads.</summary>
public static class ProcessRunner
{
    /// <summary>
    /// Starts a child in a session of its own. What is missing (program, folder, file) or refused (a setting) is a
    /// <see cref="ProblemException"/>.
    /// </summary>
    public static RunningProcess Start(SpawnRequest request)
    {
        TreeWatch watch = Prepare(request);
        watch.RunApart();
        return new(watch);
    }

    /// <summary>Starts a child and waits for its whole tree, all on the calling thread: no other is made or woken for it.</summary>
    public static RunOutcome Run(SpawnRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using IDisposable? prompt = request.RealTime ? RealTime.Enter() : null;
        using TreeWatch watch = Prepare(request);
        using (cancellation.UnsafeRegister(static watch => ((TreeWatch)watch!).Stop(), watch))
        {
            watch.RunHere();
        }

        cancellation.ThrowIfCancellationRequested();
        return watch.Result();
    }

    private static TreeWatch Prepare(SpawnRequest request)
    {
        StandingOrder standing = StandingOrder.Of(request);
        Trees.Ready();
        string marker = Trees.NewMarker();
        ChildFiles files = ChildFiles.Open(request);
        try
        {
            LaunchOrder order = new(standing, Trees.Variable + "=" + marker, files);
            return new(() => Launch(order, request), marker, request.Timeout, request.OrphanGrace, files.OutputPipe, files.ErrorPipe);
        }
        catch
        {
            files.Abandon();
            throw;
        }
    }

    private static LaunchedChild Launch(LaunchOrder order, SpawnRequest request)
    {
        using ChildFiles files = order.Files;
        lock (Trees.Gate)
        {
            if (!Launcher.TryLaunch(order, out LaunchedChild child, out SpawnRefusal? refusal))
            {
                refusal = DirectSpawn.Launch(order, out child);
            }

            if (refusal is SpawnRefusal refused)
            {
                // The program or its folder may have gone since it was looked up; that is said in words of its own.
                StandingOrder.Forget(request);
                _ = ProgramLookup.Require(request);
                throw new ProblemException(refused.Describe(Path.Combine(order.Standing.Folder, order.Standing.Path), order.Standing.Folder));
            }

            Trees.Add(child.Pid, child.Pid);
            return child;
        }
    }
}
