using System.Diagnostics;
using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>Starts child processes without a shell and accounts for what they cost.</summary>
public static class ProcessRunner
{
    private const int Enoent = 2;
    private const int E2Big = 7;
    private const int Enoexec = 8;
    private const int Eacces = 13;

    /// <summary>Starts a child. A program that does not exist or may not be executed is a <see cref="ProblemException"/>.</summary>
    public static RunningProcess Start(SpawnRequest request)
    {
        string path = Check(request);
        Guard.Ensure();
        string marker = ProcessTree.NewMarker();
        Dictionary<string, string?> environment = new(request.Environment) { [ProcessTree.Variable] = marker };
        using SpawnPlan plan = new(request.WorkingDirectory, environment);
        plan.Open(0, request.StdinFile ?? "/dev/null", LibC.OpenReadOnly);
        PipeReader? stdout = Connect(plan, request.Stdout, 1, out int stdoutEnd);
        PipeReader? stderr = Connect(plan, request.Stderr, 2, out int stderrEnd);
        LaunchedChild child;
        if (plan.SpawnByLauncher(path, request.Argv, out child) is not int error)
        {
            long started = Stopwatch.GetTimestamp();
            error = plan.Spawn(path, request.Argv, out int pid);
            child = new(pid, pid, started);
        }

        Close(stdoutEnd);
        Close(stderrEnd);
        if (error != 0)
        {
            stdout?.Abandon();
            stderr?.Abandon();
            throw new ProblemException(Refused(error, path));
        }

        ProcessTree.AddRoot(child.Pid, child.Session);
        stdout?.Start();
        stderr?.Start();
        return new(child, marker, request.Timeout, stdout, stderr);
    }

    /// <summary>Starts a child and waits for its whole tree.</summary>
    public static RunOutcome Run(SpawnRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using RunningProcess process = Start(request);
        return process.Wait(cancellation);
    }

    private static string Check(SpawnRequest request)
    {
        if (!Directory.Exists(request.WorkingDirectory))
        {
            throw new ProblemException(new(ExitCode.ToolMissing, "folder-missing", "the folder to run in does not exist", "make it, or mend cwd") { Place = request.WorkingDirectory });
        }

        if (request.StdinFile is string stdin && !File.Exists(stdin))
        {
            throw new ProblemException(new(ExitCode.ToolMissing, "stdin-missing", "the file for standard input does not exist", "make it, or mend stdin") { Place = stdin });
        }

        string path = request.Environment.TryGetValue("PATH", out string? changed) ? changed ?? "" : Environment.GetEnvironmentVariable("PATH") ?? "";
        return ProgramLookup.Find(request.Argv[0], request.WorkingDirectory, path)
            ?? throw new ProblemException(ProgramLookup.Missing(request.Argv[0], request.WorkingDirectory));
    }

    private static PipeReader? Connect(SpawnPlan plan, OutputTarget target, int fd, out int childEnd)
    {
        childEnd = -1;
        switch (target)
        {
            case OutputTarget.Null:
                plan.Open(fd, "/dev/null", LibC.OpenWriteOnly);
                return null;
            case OutputTarget.ToFile file:
                plan.Open(fd, file.Path, LibC.OpenWriteOnly | LibC.OpenCreate | LibC.OpenTruncate);
                return null;
            case OutputTarget.Inherit:
                plan.Duplicate(2, fd);
                return null;
            default:
                PipeReader reader = PipeReader.Open(target, out childEnd);
                plan.Duplicate(childEnd, fd);
                return reader;
        }
    }

    private static void Close(int fd)
    {
        if (fd >= 0)
        {
            _ = LibC.Close(fd);
        }
    }

    private static Problem Refused(int error, string path) => error switch
    {
        Enoent => new(ExitCode.ToolMissing, "interpreter-missing", "the program's interpreter or loader does not exist", "see its first line (#!) or what `file` says of it") { Place = path },
        Enoexec => new(ExitCode.ToolMissing, "not-a-program", "the kernel does not know how to run this file", "a script needs a first line such as #!/bin/sh; a binary must be built for this machine") { Place = path },
        Eacces => new(ExitCode.ToolMissing, "no-permission", "permission to run the program was denied", "see the file's mode and whether its file system is mounted noexec") { Place = path },
        E2Big => new(ExitCode.ToolMissing, "arguments-too-long", "arguments and environment are larger than the kernel takes", "pass them through a file") { Place = path },
        _ => new(ExitCode.ToolMissing, "spawn-refused", $"the kernel refused to start the program (errno {error})", "see dmesg, ulimit -a and free memory") { Place = path },
    };
}
