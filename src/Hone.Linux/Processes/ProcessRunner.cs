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
        string path = ProgramLookup.Require(request);
        ChildSettings settings = ChildSettings.Of(request);
        Trees.Ready();
        string marker = Trees.NewMarker();
        ChildFiles files = ChildFiles.Open(request);
        try
        {
            LaunchOrder order = new(path, request.Argv, ChildEnvironment.Of(request.Environment, request.ClearEnvironment, marker), request.WorkingDirectory, files, settings);
            return new(() => Launch(order), marker, request.Timeout, files.OutputPipe, files.ErrorPipe);
        }
        catch
        {
            files.Abandon();
            throw;
        }
    }

    private static LaunchedChild Launch(LaunchOrder order)
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
                throw new ProblemException(refused.Describe(Path.Combine(order.Folder, order.Path), order.Folder));
            }

            Trees.Add(child.Pid, child.Pid);
            return child;
        }
    }
}
