using System.Runtime.InteropServices;

namespace Hone.Linux.Processes;

/// <summary>A child that the launcher started.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Session">Its session: the launcher's process id.</param>
/// <param name="Started">CLOCK_MONOTONIC just before exec, as <see cref="System.Diagnostics.Stopwatch"/> counts it.</param>
internal readonly record struct LaunchedChild(int Pid, int Session, long Started);

/// <summary>The tiny program in <c>Launcher/launcher.s</c> that stands between Hone and what it measures; the reasons are there.</summary>
internal static unsafe class Launcher
{
    /// <summary>The descriptor on which the launcher reports.</summary>
    public const int Descriptor = 3;

    private const string Resource = "Hone.Linux.Processes.Launcher.launcher.x86-64";
    private const uint CloseOnExec = 1;
    private const int TimeBytes = 16;
    private const int ErrnoBytes = 4;
    private const int PidBytes = 8;

    private static readonly Lazy<string?> _path = new(Load);

    /// <summary>Where it can be executed; null on machines that it was not built for, or where memory may not be executed.</summary>
    public static string? Path => _path.Value;

    /// <summary>Reads what the launcher says, and waits for it. The result is 0 or an errno.</summary>
    public static int Report(int fd, int launcher, out LaunchedChild child)
    {
        byte* buffer = stackalloc byte[64];
        int length = 0;
        nint read;
        while (length < 64 && (read = LibC.Read(fd, buffer + length, (nuint)(64 - length))) != 0)
        {
            if (read > 0)
            {
                length += (int)read;
            }
            else if (Marshal.GetLastPInvokeError() != LibC.Eintr)
            {
                break;
            }
        }

        Reap(launcher);
        ReadOnlySpan<byte> report = new(buffer, length);
        child = default;
        if (length < TimeBytes + PidBytes)
        {
            // No child came to exec: clone failed, and its errno is all there is.
            return length == PidBytes ? -(int)MemoryMarshal.Read<long>(report) : 5;
        }

        int pid = (int)MemoryMarshal.Read<long>(report[^PidBytes..]);
        if (length == TimeBytes + ErrnoBytes + PidBytes)
        {
            Reap(pid);
            return MemoryMarshal.Read<int>(report[TimeBytes..]);
        }

        long seconds = MemoryMarshal.Read<long>(report);
        long nanoseconds = MemoryMarshal.Read<long>(report[8..]);
        child = new(pid, launcher, (seconds * 1_000_000_000) + nanoseconds);
        return 0;
    }

    private static void Reap(int pid)
    {
        while (LibC.Wait4(pid, out _, 0, out _) < 0 && Marshal.GetLastPInvokeError() == LibC.Eintr)
        {
        }
    }

    private static string? Load()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || System.Diagnostics.Stopwatch.Frequency != 1_000_000_000)
        {
            return null;
        }

        using Stream? resource = typeof(Launcher).Assembly.GetManifestResourceStream(Resource);
        if (resource is null)
        {
            return null;
        }

        byte[] program = new byte[resource.Length];
        resource.ReadExactly(program);
        int fd = LibC.MemFdCreate("hone-launcher", CloseOnExec);
        if (fd < 0)
        {
            return null;
        }

        fixed (byte* start = program)
        {
            return LibC.Write(fd, start, (nuint)program.Length) == program.Length && CanExecute(fd) ? $"/proc/self/fd/{fd}" : null;
        }
    }

    // Some kernels forbid to execute memory (vm.memfd_noexec). One try tells, with a program that cannot exist.
    private static bool CanExecute(int fd)
    {
        using SpawnPlan plan = new("/", new Dictionary<string, string?>());
        return plan.SpawnBy($"/proc/self/fd/{fd}", "/dev/null/none", ["none"], out _) == LibC.Enotdir;
    }
}
