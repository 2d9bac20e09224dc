namespace Hone.Profiling.Waiting;

/// <summary>What a thread waits for, as its stack tells.</summary>
public enum WaitReason
{
    /// <summary>Nothing that the table knows.</summary>
    Other,

    /// <summary>A lock that somebody holds: mutex, read-write lock, monitor.</summary>
    Lock,

    /// <summary>A futex of which no function tells the use.</summary>
    Futex,

    /// <summary>Something that another thread announces: condition variable, semaphore, barrier, event.</summary>
    Event,

    /// <summary>One of several files or sockets to be ready: poll, select, epoll, accept; or a signal.</summary>
    Poll,

    /// <summary>The end of another thread.</summary>
    Join,

    /// <summary>The end or a stop of a child process.</summary>
    Child,

    /// <summary>Time to pass.</summary>
    Sleep,

    /// <summary>A system call that moves bytes or works on files.</summary>
    Io,

    /// <summary>A page of memory to be read or made.</summary>
    PageFault,
}

/// <summary>
/// Tells reasons by the leaf, the system call that the kernel serves, and for a futex by the functions above it whose names say
/// what it is for. Names: glibc (nptl), musl, libstdc++, Rust's std, the
/// .NET class library, and Python's threading module.
/// </summary>
public static class WaitReasons
{
    private static readonly Dictionary<string, WaitReason> _syscalls = new(StringComparer.Ordinal)
    {
        ["futex"] = WaitReason.Futex,
        ["futex_wait"] = WaitReason.Futex,
        ["futex_waitv"] = WaitReason.Futex,
        ["nanosleep"] = WaitReason.Sleep,
        ["clock_nanosleep"] = WaitReason.Sleep,
        ["wait4"] = WaitReason.Child,
        ["waitid"] = WaitReason.Child,
        ["waitpid"] = WaitReason.Child,
        ["vfork"] = WaitReason.Child,
        ["poll"] = WaitReason.Poll,
        ["ppoll"] = WaitReason.Poll,
        ["select"] = WaitReason.Poll,
        ["pselect6"] = WaitReason.Poll,
        ["epoll_wait"] = WaitReason.Poll,
        ["epoll_pwait"] = WaitReason.Poll,
        ["epoll_pwait2"] = WaitReason.Poll,
        ["accept"] = WaitReason.Poll,
        ["accept4"] = WaitReason.Poll,
        ["io_uring_enter"] = WaitReason.Poll,
        ["io_getevents"] = WaitReason.Poll,
        ["rt_sigtimedwait"] = WaitReason.Poll,
        ["rt_sigsuspend"] = WaitReason.Poll,
        ["pause"] = WaitReason.Poll,
        ["page fault"] = WaitReason.PageFault,
        ["semop"] = WaitReason.Event,
        ["semtimedop"] = WaitReason.Event,
        ["flock"] = WaitReason.Lock,
        ["msgrcv"] = WaitReason.Io,
        ["mq_timedreceive"] = WaitReason.Io,
    };

    private static readonly string[] _io =
    [
        "read", "write", "pread", "pwrite", "preadv", "pwritev", "readv", "writev", "recv", "send", "open", "close", "fsync", "fdatasync", "sync",
        "getdents", "stat", "lstat", "fstat", "statx", "connect", "sendfile", "splice", "copy_file_range", "unlink", "rename", "mkdir", "ftruncate", "fallocate",
    ];

    // The first that matches counts.
    private static readonly (string Word, WaitReason Reason)[] _uses =
    [
        ("cond_wait", WaitReason.Event), ("cond_timedwait", WaitReason.Event), ("cond_clockwait", WaitReason.Event), ("condvar", WaitReason.Event),
        ("condition_variable", WaitReason.Event), ("sem_wait", WaitReason.Event), ("sem_timedwait", WaitReason.Event), ("sem_clockwait", WaitReason.Event),
        ("new_sem_wait", WaitReason.Event), ("barrier", WaitReason.Event), ("::park", WaitReason.Event), ("atomic_wait", WaitReason.Event),
        ("pthread_join", WaitReason.Join), ("pthread_timedjoin", WaitReason.Join), ("clockjoin", WaitReason.Join),
        ("mutex", WaitReason.Lock), ("lll_lock", WaitReason.Lock), ("rwlock", WaitReason.Lock), ("RwLock", WaitReason.Lock), ("spin_lock", WaitReason.Lock),
        ("System.Threading.Thread.Join", WaitReason.Join), ("System.Threading.Thread.Sleep", WaitReason.Sleep),
        ("System.Threading.Monitor.Wait", WaitReason.Event), ("System.Threading.Monitor.Enter", WaitReason.Lock), ("System.Threading.Monitor.TryEnter", WaitReason.Lock),
        ("System.Threading.Monitor.ReliableEnter", WaitReason.Lock), ("System.Threading.Lock.", WaitReason.Lock),
        ("System.Threading.ReaderWriterLock", WaitReason.Lock), ("System.Threading.SpinLock", WaitReason.Lock),
        ("System.Threading.", WaitReason.Event),
    ];

    /// <summary>The reason of a stack given from the root to the leaf.</summary>
    public static WaitReason Of(IReadOnlyList<Frame> rootToLeaf)
    {
        ArgumentNullException.ThrowIfNull(rootToLeaf);
        if (rootToLeaf.Count == 0)
        {
            return WaitReason.Other;
        }

        Frame leaf = rootToLeaf[^1];
        WaitReason reason = leaf.Origin is FrameOrigin.Kernel or FrameOrigin.Syscall ? OfSyscall(leaf.Function) : WaitReason.Other;
        if (reason is not (WaitReason.Futex or WaitReason.Other))
        {
            return reason;
        }

        return OfScript(rootToLeaf) ?? OfManaged(rootToLeaf) ?? OfNative(rootToLeaf, reason);
    }

    /// <summary>The frame is part of what carries out a wait, not of who asked for it: kernel, C library, runtime, the standard library's synchronisation.</summary>
    public static bool IsMachinery(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame.Origin switch
        {
            FrameOrigin.Kernel or FrameOrigin.Syscall or FrameOrigin.Runtime => true,
            FrameOrigin.Managed => frame.Module is "System.Private.CoreLib.dll" && frame.Function.StartsWith("System.Threading.", StringComparison.Ordinal),
            FrameOrigin.Script => false,
            _ => frame.Module.StartsWith("libc.", StringComparison.Ordinal) || frame.Module.StartsWith("libc-", StringComparison.Ordinal)
                || frame.Module.StartsWith("libpthread", StringComparison.Ordinal) || frame.Module.StartsWith("ld-", StringComparison.Ordinal)
                || frame.Module.StartsWith("libstdc++", StringComparison.Ordinal)
                || frame.Function.StartsWith("std::", StringComparison.Ordinal) || frame.Function.StartsWith("void std::", StringComparison.Ordinal)
                || frame.Function.StartsWith("__gthread_", StringComparison.Ordinal) || frame.Function.StartsWith("parking_lot", StringComparison.Ordinal),
        };
    }

    /// <summary>Of Python's threading module, which stands right above the system call.</summary>
    private static WaitReason? OfScript(IReadOnlyList<Frame> rootToLeaf)
    {
        for (int i = rootToLeaf.Count - 2; i >= 0 && rootToLeaf[i] is { Origin: FrameOrigin.Script, Module: "threading.py" }; i--)
        {
            string function = rootToLeaf[i].Function;
            if (function.EndsWith("Thread.join", StringComparison.Ordinal) || function.Contains("tstate_lock", StringComparison.Ordinal))
            {
                return WaitReason.Join;
            }

            if (function.EndsWith(".wait", StringComparison.Ordinal) || function.EndsWith(".acquire", StringComparison.Ordinal))
            {
                return WaitReason.Event;
            }
        }

        return null;
    }

    /// <summary>Of the class library's functions around a wait, the outermost is the one that the program called.</summary>
    private static WaitReason? OfManaged(IReadOnlyList<Frame> rootToLeaf)
    {
        WaitReason? outermost = null;
        for (int i = rootToLeaf.Count - 1; i >= 0 && IsMachinery(rootToLeaf[i]); i--)
        {
            outermost = rootToLeaf[i].Origin == FrameOrigin.Managed ? Use(rootToLeaf[i].Function) : outermost;
        }

        return outermost;
    }

    /// <summary>Of the C library's, the innermost: a condition variable takes its mutex again before it returns.</summary>
    private static WaitReason OfNative(IReadOnlyList<Frame> rootToLeaf, WaitReason reason)
    {
        for (int i = rootToLeaf.Count - 1; i >= 0 && IsMachinery(rootToLeaf[i]); i--)
        {
            if (Use(rootToLeaf[i].Function) is WaitReason use)
            {
                return use;
            }

            // Where the kernel hides its names, those of the C library say the same.
            reason = reason == WaitReason.Other && rootToLeaf[i].Origin == FrameOrigin.Native ? OfSyscall(Plain(rootToLeaf[i].Function)) : reason;
            if (reason is not (WaitReason.Futex or WaitReason.Other))
            {
                return reason;
            }
        }

        return reason;
    }

    private static WaitReason? Use(string function)
    {
        foreach ((string word, WaitReason use) in _uses)
        {
            if (function.Contains(word, StringComparison.Ordinal))
            {
                return use;
            }
        }

        return null;
    }

    private static WaitReason OfSyscall(string name)
    {
        if (_syscalls.TryGetValue(name, out WaitReason reason))
        {
            return reason;
        }

        foreach (string io in _io)
        {
            if (name.StartsWith(io, StringComparison.Ordinal))
            {
                return WaitReason.Io;
            }
        }

        return WaitReason.Other;
    }

    /// <summary><c>__GI___libc_read</c>, <c>__read_nocancel</c> and <c>__libc_read@@GLIBC</c> are all <c>read</c>.</summary>
    private static string Plain(string function)
    {
        string name = function.TrimStart('_');
        name = name.StartsWith("GI_", StringComparison.Ordinal) ? name[3..].TrimStart('_') : name;
        name = name.StartsWith("libc_", StringComparison.Ordinal) ? name["libc_".Length..] : name;
        int end = name.AsSpan().IndexOfAny('@', '(', ' ');
        return end > 0 ? name[..end] : name;
    }
}
