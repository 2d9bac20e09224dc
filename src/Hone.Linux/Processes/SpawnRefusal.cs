using System.Globalization;
using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>What a child does before it is the program; the launcher says it by the number of the call (x86-64).</summary>
internal enum SpawnStep
{
    Clone = 56,
    Descriptors = 33,
    Folder = 80,
    Affinity = 203,
    Priority = 141,
    Scheduling = 144,
    Addresses = 135,
    Exec = 59,
}

/// <summary>Why a program was not started.</summary>
/// <param name="Step">What the kernel refused.</param>
/// <param name="Errno">Its reason, see errno(3).</param>
internal readonly record struct SpawnRefusal(SpawnStep Step, int Errno)
{
    /// <summary>In words.</summary>
    public Problem Describe(string path, string folder) => (Step, Errno) switch
    {
        (SpawnStep.Priority, LibC.Eacces or LibC.Eperm) => Machine("priority-refused", "a priority above Hone's own was refused: it needs CAP_SYS_NICE, or a limit (ulimit -e) that allows it", "run as root, or ask for a nice value that is not below Hone's own"),
        (SpawnStep.Scheduling, LibC.Eacces or LibC.Eperm) => Machine("real-time-refused", "to run at real time was refused: it needs CAP_SYS_NICE, or a limit (ulimit -r) that allows it", "run as root (in a container: --cap-add sys_nice), or leave it out"),
        (SpawnStep.Affinity, LibC.Einval) => Machine("cpu-missing", "none of the CPUs asked for can be used any more", "see /sys/devices/system/cpu/online, and the cpuset of the container"),
        (SpawnStep.Affinity or SpawnStep.Priority or SpawnStep.Scheduling or SpawnStep.Addresses, _) => Machine("setting-refused", $"the kernel refused the setting '{Step.ToString().ToLowerInvariant()}'{Number}", "leave it out; containers often forbid it (seccomp)"),
        (SpawnStep.Folder, _) => new(ExitCode.Usage, "folder-forbidden", "the folder to run in could not be entered" + Number, "see the modes of it and the folders above") { Place = folder },
        (_, LibC.Enoent) => Machine("interpreter-missing", "the program's interpreter or loader does not exist", "see its first line (#!) or what `file` says of it", path),
        (_, LibC.Enoexec) => Machine("not-a-program", "the kernel does not know how to run this file", "a script needs a first line such as #!/bin/sh; a binary must be built for this machine", path),
        (_, LibC.Eacces) => Machine("no-permission", "permission to run the program, or the interpreter it names, was denied", "see the modes of both and whether the file system is mounted noexec", path),
        (_, LibC.E2Big) => Machine("arguments-too-long", "arguments and environment are larger than the kernel takes", "pass them through a file", path),
        (_, LibC.Etxtbsy) => Machine("program-being-written", "the program's file is open for writing", "wait until its build has ended", path),
        (_, LibC.Eagain) => Machine("too-many-processes", "the limit of processes is reached", "see ulimit -u and the pids limit of the container", path),
        _ => Machine("spawn-refused", "the kernel refused to start the program" + Number, "see errno(3), ulimit -a and free memory", path),
    };

    private string Number => string.Create(CultureInfo.InvariantCulture, $" (errno {Errno})");

    private static Problem Machine(string rule, string what, string next, string? place = null) => new(ExitCode.ToolMissing, rule, what, next) { Place = place };
}
