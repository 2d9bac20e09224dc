using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Profilers.Python;

/// <summary>One thread as the kernel shows it under <c>/proc/PID/task/TID</c>; the files stay open while it is watched.</summary>
internal sealed class KernelThread(int pid, int tid) : IDisposable
{
    private SafeFileHandle? _stat;
    private SafeFileHandle? _syscall;

    /// <summary>The kernel's thread id.</summary>
    public int Tid { get; } = tid;

    /// <summary>Its Python thread; null while it has none.</summary>
    public PythonThread? Python { get; set; }

    /// <summary>
    /// The state letter of proc_pid_stat(5): R running or runnable, S sleeping, D in uninterruptible sleep, t stopped by a
    /// tracer; <c>'\0'</c> when the thread is gone.
    /// </summary>
    public char State()
    {
        Span<byte> bytes = stackalloc byte[512];
        int length = Read(ref _stat, "stat", bytes);
        int name = bytes[..length].LastIndexOf((byte)')');
        return name > 0 && name + 2 < length ? (char)bytes[name + 2] : '\0';
    }

    /// <summary>The number of the system call the thread is in (proc_pid_syscall(5)); -1 when it is in none or may not be seen.</summary>
    public int Syscall()
    {
        Span<byte> bytes = stackalloc byte[256];
        int length = Read(ref _syscall, "syscall", bytes);
        int space = bytes[..length].IndexOf((byte)' ');
        return space > 0 && int.TryParse(Encoding.ASCII.GetString(bytes[..space]), out int number) ? number : -1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stat?.Dispose();
        _syscall?.Dispose();
    }

    private int Read(ref SafeFileHandle? handle, string file, Span<byte> bytes)
    {
        try
        {
            handle ??= File.OpenHandle($"/proc/{pid}/task/{Tid}/{file}");
            return RandomAccess.Read(handle, bytes, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
