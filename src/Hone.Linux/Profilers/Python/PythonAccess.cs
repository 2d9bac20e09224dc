using Hone.Problems;

namespace Hone.Linux.Profilers.Python;

/// <summary>Whether this machine lets one process read the memory of its own children.</summary>
internal static class PythonAccess
{
    private const string ScopeFile = "/proc/sys/kernel/yama/ptrace_scope";

    /// <summary>Why no memory can be read, with the remedy; null when it can (ptrace(2), "Ptrace access mode checking").</summary>
    public static string? Unavailable()
    {
        if (!ProcessMemory.IsAllowed())
        {
            return "process_vm_readv is forbidden here (a container's seccomp filter): start the container with --cap-add=SYS_PTRACE";
        }

        return Environment.IsPrivilegedProcess || Scope() < 2
            ? null
            : "kernel.yama.ptrace_scope forbids reading other processes' memory: sysctl kernel.yama.ptrace_scope=1";
    }

    /// <summary>The problem when the kernel refused although nothing here said it would.</summary>
    public static Problem Denied() => new(
        ExitCode.ToolMissing,
        "python-memory-denied",
        "the kernel did not let Hone read the Python program's memory (process_vm_readv: EPERM); a program that changes its user, or a security module, can be the reason",
        "run Hone as the user that the program runs as, or with CAP_SYS_PTRACE");

    private static int Scope()
    {
        try
        {
            return int.TryParse(File.ReadAllText(ScopeFile), out int scope) ? scope : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
