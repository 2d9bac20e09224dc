using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hone.Linux.Processes;

/// <summary>
/// The tiny program in <c>Launcher/launcher.s</c> that stands between Hone and what it measures; the reasons are there. One runs
/// beside Hone, from the first start to Hone's end. Call everything with <see cref="Trees.Gate"/> held.
/// </summary>
internal static unsafe class Launcher
{
    private const string Resource = "Hone.Linux.Processes.Launcher.launcher.x86-64";
    private const int UnixDomain = 1;
    private const int StreamCloseOnExec = 1 | LibC.CloseOnExec;
    private const int NoSignal = 0x4000;
    private const uint MemoryCloseOnExec = 1;
    private const int Descriptors = 3;
    private const int LargeRequest = 64 << 10;
    private const int ControlBytes = 16 + (Descriptors * sizeof(int));

    private static readonly Lazy<int> _program = new(Load);
    private static int _socket = -1;
    private static int _pid;
    private static SharedRequest? _shared;
    private static bool _raised;
    private static bool _unusable = RuntimeInformation.ProcessArchitecture != Architecture.X64 || Stopwatch.Frequency != 1_000_000_000;

    /// <summary>
    /// Starts a child through it: null, or what was refused. False when there is none, as on machines that it was not built for and
    /// where memory may not be executed.
    /// </summary>
    public static bool TryLaunch(LaunchOrder order, out LaunchedChild child, out SpawnRefusal? refusal)
    {
        child = default;
        refusal = null;

        // A second time, because somebody may have killed it since it was last used.
        for (int attempt = 0; attempt < 2 && IsThere(); attempt++)
        {
            _raised |= order.Standing.Settings.RealTime && !_raised && RealTime.Raise(_pid);
            if (!_shared!.Write(order, _raised))
            {
                refusal = new(SpawnStep.Exec, LibC.E2Big);
                return true;
            }

            if (Send(order.Files) && Answered())
            {
                child = new((int)_shared.Pid, _shared.Started);
                refusal = _shared.Pid < 0 ? new(SpawnStep.Clone, (int)-_shared.Pid) : _shared.Refusal;
                if (_shared.Pid > 0 && refusal is not null)
                {
                    Reap(child.Pid);
                }

                // What it read of the request is in its memory now, and would be in the peak of every later program.
                if (_shared.Used > LargeRequest)
                {
                    Dismiss();
                }

                return true;
            }

            Dismiss();
        }

        return false;
    }

    /// <summary>Ends it and waits for that, so that a Hone below another one leaves no orphan behind.</summary>
    public static void Dismiss()
    {
        if (_socket >= 0)
        {
            _ = LibC.Close(_socket);
            _socket = -1;
            _shared!.Dispose();
            _ = LibC.Kill(_pid, LibC.SigKill);
            Reap(_pid);
            Trees.Forget(_pid);
        }
    }

    private static bool IsThere()
    {
        if (_socket < 0 && !_unusable)
        {
            _unusable = !Start();
        }

        return !_unusable;
    }

    // A kernel that forbids to execute memory (vm.memfd_noexec) says so here, at the first try.
    private static bool Start()
    {
        int* sockets = stackalloc int[2];
        if (_program.Value < 0 || LibC.SocketPair(UnixDomain, StreamCloseOnExec, 0, sockets) != 0)
        {
            return false;
        }

        int memory = LibC.MemFdCreate("hone-request", MemoryCloseOnExec);
        _shared = memory < 0 ? null : SharedRequest.Map(memory);
        int error = 1;
        if (_shared is not null)
        {
            // The environment stays Hone's own: below another Hone, that one's marker lets it find this process.
            using SpawnPlan plan = new("/", ChildEnvironment.Of(new Dictionary<string, string?>(), clear: false));
            plan.Duplicate(sockets[1], 0);
            plan.Duplicate(memory, 1);
            plan.Open(2, "/dev/null", LibC.OpenWriteOnly);
            error = plan.Spawn($"/proc/self/fd/{_program.Value}", ["hone-launcher"], out _pid);
        }

        _ = LibC.Close(sockets[1]);
        _ = memory < 0 ? 0 : LibC.Close(memory);
        if (error != 0)
        {
            _ = LibC.Close(sockets[0]);
            _shared?.Dispose();
            return false;
        }

        _socket = sockets[0];
        _raised = RealTime.IsHere;
        Trees.Add(_pid, 0);
        return true;
    }

    private static bool Send(ChildFiles files)
    {
        byte data = 1;
        long* part = stackalloc long[2];
        part[0] = (nint)(&data);
        part[1] = 1;

        // struct cmsghdr: length, SOL_SOCKET, SCM_RIGHTS, then the descriptors.
        byte* control = stackalloc byte[(ControlBytes + 7) & ~7];
        *(long*)control = ControlBytes;
        ((int*)control)[2] = 1;
        ((int*)control)[3] = 1;
        ((int*)control)[4] = files.Input;
        ((int*)control)[5] = files.Output;
        ((int*)control)[6] = files.Error;
        LibC.MessageHeader message = new() { Parts = part, PartCount = 1, Control = control, ControlBytes = (ControlBytes + 7) & ~7 };
        nint sent;
        while ((sent = LibC.SendMessage(_socket, &message, NoSignal)) < 0 && Marshal.GetLastPInvokeError() == LibC.Eintr)
        {
        }

        return sent == 1;
    }

    private static bool Answered()
    {
        byte data;
        nint got;
        while ((got = LibC.Read(_socket, &data, 1)) < 0 && Marshal.GetLastPInvokeError() == LibC.Eintr)
        {
        }

        return got == 1;
    }

    private static void Reap(int pid)
    {
        while (LibC.Wait4(pid, out _, 0, out _) < 0 && Marshal.GetLastPInvokeError() == LibC.Eintr)
        {
        }
    }

    private static int Load()
    {
        using Stream? resource = typeof(Launcher).Assembly.GetManifestResourceStream(Resource);
        int fd = resource is null ? -1 : LibC.MemFdCreate("hone-launcher", MemoryCloseOnExec);
        if (fd < 0)
        {
            return -1;
        }

        byte[] program = new byte[resource!.Length];
        resource.ReadExactly(program);
        fixed (byte* start = program)
        {
            return LibC.Write(fd, start, (nuint)program.Length) == program.Length ? fd : -1;
        }
    }
}
