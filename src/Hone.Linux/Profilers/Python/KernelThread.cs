using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Profilers.Python;

/// <summary>A system call in progress: its number, its first and its third argument.</summary>
internal readonly record struct ThreadSyscall(int Number, ulong First, ulong Third);

/// <summary>One thread as the kernel shows it under <c>/proc/PID/task/TID</c>; the files stay open while it is watched.</summary>
internal sealed class KernelThread(int pid, int tid) : IDisposable
{
    private SafeFileHandle? _stat;
    private SafeFileHandle? _syscall;
    private SafeFileHandle? _schedstat;
    private bool _hidesSyscall;

    /// <summary>The kernel's thread id.</summary>
    public int Tid { get; } = tid;

    /// <summary>It is the thread that its process began with.</summary>
    public bool IsMain => Tid == pid;

    /// <summary>Its Python thread; null while it has none.</summary>
    public PythonThread? Python { get; set; }

    /// <summary>What <see cref="Slices"/> said before the thread was last looked at, or -1.</summary>
    public long SeenSlices { get; set; } = -1;

    /// <summary>The system call that the thread was last seen in.</summary>
    public ThreadSyscall? InCall { get; set; }

    /// <summary>What <see cref="Slices"/> said when the thread was last counted, or -1.</summary>
    public long CountedSlices { get; set; } = -1;

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

    /// <summary>
    /// It runs or is ready to. The file <c>syscall</c> then says "running" (proc_pid_syscall(5)) and costs the kernel a quarter of what
    /// it takes to print <c>stat</c>, which answers where a tracer may not look.
    /// </summary>
    public bool IsRunnable()
    {
        Span<byte> bytes = stackalloc byte[128];
        int length = _hidesSyscall ? 0 : Read(ref _syscall, "syscall", bytes);
        _hidesSyscall |= length == 0;
        return length == 0 ? State() == 'R' : bytes[..length].StartsWith("running"u8);
    }

    /// <summary>The system call the thread is in, with its arguments (proc_pid_syscall(5)); null when it is in none or may not be seen.</summary>
    public ThreadSyscall? Syscall()
    {
        Span<byte> bytes = stackalloc byte[256];
        int length = Read(ref _syscall, "syscall", bytes);

        // NUMBER 0xARGUMENT (six times) 0xSTACK 0xPC; or "running"; or -1 and no arguments outside any system call.
        string[] words = Encoding.ASCII.GetString(bytes[..length]).Split(' ');
        return words.Length >= 7 && int.TryParse(words[0], out int number) && number >= 0
            ? new ThreadSyscall(number, Hex(words[1]), Hex(words[3]))
            : null;
    }

    /// <summary>How often the thread was put on a CPU (third field of schedstat, kernel Documentation/scheduler/sched-stats); -1 when unknown.</summary>
    public long Slices()
    {
        Span<byte> bytes = stackalloc byte[128];
        int length = Read(ref _schedstat, "schedstat", bytes);
        string[] words = Encoding.ASCII.GetString(bytes[..length]).Split(' ');
        return words.Length == 3 && long.TryParse(words[2].AsSpan().TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out long slices) ? slices : -1;
    }

    /// <summary>What a file descriptor of the thread's process refers to, such as a path or <c>pipe:[123]</c>; empty when unknown.</summary>
    public string DescriptorTarget(ulong descriptor) => descriptor <= int.MaxValue ? ProcFiles.LinkTarget($"/proc/{pid}/fd/{descriptor}") ?? "" : "";

    private static ulong Hex(string word) => ulong.TryParse(word.AsSpan(Math.Min(2, word.Length)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong value) ? value : 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stat?.Dispose();
        _syscall?.Dispose();
        _schedstat?.Dispose();
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
