using System.Diagnostics;
using System.Globalization;
using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>Starts child processes without a shell and accounts for what they cost. Safe to use from several threads.</summary>
public static class ProcessRunner
{
    /// <summary>
    /// Starts a child in a session of its own. What is missing (program, folder, file) is a <see cref="ProblemException"/>.
    /// </summary>
    public static RunningProcess Start(SpawnRequest request)
    {
        string path = ProgramLookup.Require(request);
        Trees.Ready();
        string marker = Trees.NewMarker();
        using ChildFiles files = ChildFiles.Open(request);
        using SpawnPlan plan = new(request.WorkingDirectory, new Dictionary<string, string?>(request.Environment) { [Trees.Variable] = marker });
        plan.Duplicate(files.Input, 0);
        plan.Duplicate(files.Output, 1);
        plan.Duplicate(files.Error, 2);
        int error;
        LaunchedChild child;
        lock (Trees.Gate)
        {
            error = Launch(plan, path, request.Argv, out child);
            if (error == 0)
            {
                Trees.Add(child.Pid, child.Session);
            }
        }

        if (error != 0)
        {
            files.Abandon();
            throw new ProblemException(Refused(error, Path.Combine(request.WorkingDirectory, path)));
        }

        return new(child, marker, request.Timeout, files.OutputPipe, files.ErrorPipe);
    }

    /// <summary>Starts a child and waits for its whole tree.</summary>
    public static RunOutcome Run(SpawnRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using RunningProcess process = Start(request);
        return process.Wait(cancellation);
    }

    private static int Launch(SpawnPlan plan, string path, IReadOnlyList<string> argv, out LaunchedChild child)
    {
        if (Launcher.Path is string launcher)
        {
            return plan.SpawnBy(launcher, path, argv, out child);
        }

        long started = Stopwatch.GetTimestamp();
        int error = plan.Spawn(path, argv, out int pid);
        child = new(pid, pid, started);
        return error;
    }

    private static Problem Refused(int error, string path) => error switch
    {
        LibC.Enoent => new(ExitCode.ToolMissing, "interpreter-missing", "the program's interpreter or loader does not exist", "see its first line (#!) or what `file` says of it") { Place = path },
        LibC.Enoexec => new(ExitCode.ToolMissing, "not-a-program", "the kernel does not know how to run this file", "a script needs a first line such as #!/bin/sh; a binary must be built for this machine") { Place = path },
        LibC.Eacces => new(ExitCode.ToolMissing, "no-permission", "permission to run the program, or the interpreter it names, was denied", "see the modes of both and whether the file system is mounted noexec") { Place = path },
        LibC.E2Big => new(ExitCode.ToolMissing, "arguments-too-long", "arguments and environment are larger than the kernel takes", "pass them through a file") { Place = path },
        LibC.Etxtbsy => new(ExitCode.ToolMissing, "program-being-written", "the program's file is open for writing", "wait until its build has ended") { Place = path },
        LibC.Eagain => new(ExitCode.ToolMissing, "too-many-processes", "the limit of processes is reached", "see ulimit -u and the pids limit of the container") { Place = path },
        _ => new(ExitCode.ToolMissing, "spawn-refused", string.Create(CultureInfo.InvariantCulture, $"the kernel refused to start the program (errno {error})"), "see errno(3), ulimit -a and free memory") { Place = path },
    };
}
