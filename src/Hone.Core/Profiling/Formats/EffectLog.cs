namespace Hone.Profiling.Formats;

/// <summary>What a system call did to the world outside its process.</summary>
public enum EffectKind
{
    /// <summary>Opened a file for writing, made one, or tried to.</summary>
    Write,

    /// <summary>Opened a file so that every write waits for the disk (O_SYNC, O_DSYNC).</summary>
    SyncedWrite,

    /// <summary>Removed a file or folder.</summary>
    Remove,

    /// <summary>Gave a file another name.</summary>
    Rename,

    /// <summary>Made a link.</summary>
    Link,

    /// <summary>Made a folder.</summary>
    MakeFolder,

    /// <summary>Changed permissions or the owner.</summary>
    Mode,

    /// <summary>Cut or lengthened a file by its name.</summary>
    Truncate,

    /// <summary>Waited until a file was on the disk (fsync, fdatasync, syncfs, msync, sync).</summary>
    Sync,

    /// <summary>Started another program.</summary>
    Execute,

    /// <summary>Made a process; threads are none.</summary>
    Process,

    /// <summary>Left its session or process group, so that it may outlive who started it.</summary>
    Detach,

    /// <summary>Connected to an address.</summary>
    Connect,

    /// <summary>Took an address for others to connect to.</summary>
    Bind,

    /// <summary>Sent a signal to a process.</summary>
    Signal,
}

/// <summary>One effect.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Path">To which file, absolute; to which address, as strace writes it; empty where there is neither.</param>
/// <param name="To">The other name of a rename or link; empty otherwise.</param>
/// <param name="Failed">It was tried, and refused.</param>
public sealed record Effect(EffectKind Kind, string Path, string To, bool Failed);

/// <summary>Reads the effects of a run from its system calls, in the order in which they ended.</summary>
/// <param name="folder">The absolute folder in which the run began.</param>
public sealed class EffectLog(string folder)
{
    private const int MostEffects = 200_000;
    private static readonly string[] _writing = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"];

    private readonly StracePaths _paths = new(folder);
    private readonly List<Effect> _effects = [];

    /// <summary>The system calls that are looked at, as strace names them.</summary>
    public static IReadOnlyList<string> Syscalls { get; } =
    [
        .. StracePaths.Syscalls,
        "open", "openat", "openat2", "creat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "link", "linkat", "symlink", "symlinkat", "truncate", "mknod", "mknodat",
        "mkdir", "mkdirat", "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat", "fsync", "fdatasync", "syncfs", "sync", "msync", "sync_file_range",
        "execve", "execveat", "setsid", "setpgid", "connect", "bind", "kill", "socket", "accept", "accept4", "dup", "dup2", "dup3",
    ];

    /// <summary>The effects so far.</summary>
    public IReadOnlyList<Effect> Effects => _effects;

    /// <summary>How many threads were started besides the first of each process.</summary>
    public int Threads { get; private set; }

    /// <summary>The most descriptors that were open at a time, judged by the highest that was given out (the kernel gives the lowest free one).</summary>
    public int Descriptors { get; private set; }

    /// <summary>True when there were more effects than are kept.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Takes the next call, with its arguments.</summary>
    public void Add(StraceCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!call.Failed)
        {
            _paths.Add(call);
        }

        switch (call.Syscall)
        {
            case "open" or "openat" or "openat2" or "creat":
                Descriptor(call);
                Opened(call);
                break;
            case "socket" or "accept" or "accept4" or "dup" or "dup2" or "dup3":
                Descriptor(call);
                break;
            case "clone" or "clone3" or "fork" or "vfork" when call.Value > 0 && !call.Failed:
                Started(call);
                break;

            // The first names that PATH leads to are often not there.
            case "execve" or "execveat" when !call.Failed:
                Note(EffectKind.Execute, call);
                break;
            case "rename" or "renameat" or "renameat2":
                Note(EffectKind.Rename, call);
                break;
            case "link" or "linkat" or "symlink" or "symlinkat":
                Note(EffectKind.Link, call);
                break;
            case "unlink" or "unlinkat" or "rmdir":
                Note(EffectKind.Remove, call);
                break;
            case "mkdir" or "mkdirat":
                Note(EffectKind.MakeFolder, call);
                break;
            case "mknod" or "mknodat":
                Note(EffectKind.Write, call);
                break;
            case "truncate":
                Note(EffectKind.Truncate, call);
                break;
            case "chmod" or "fchmodat" or "fchmodat2" or "chown" or "lchown" or "fchownat":
                Note(EffectKind.Mode, call);
                break;
            case "fchmod" or "fchown":
                Note(EffectKind.Mode, call, call.File);
                break;
            case "fsync" or "fdatasync" or "syncfs" or "sync" or "msync" or "sync_file_range":
                Note(EffectKind.Sync, call, call.File);
                break;
            case "connect":
                Note(EffectKind.Connect, call, Address(call.Arguments));
                break;
            case "bind":
                Note(EffectKind.Bind, call, Address(call.Arguments));
                break;
            case "setsid" or "setpgid":
                Note(EffectKind.Detach, call, "");
                break;
            case "kill":
                Note(EffectKind.Signal, call, call.Arguments.Split(',') is [_, string signal, ..] ? signal.Trim() : "");
                break;
            default:
                break;
        }
    }

    private void Opened(StraceCall call)
    {
        string flags = call.Arguments;
        bool writes = call.Syscall == "creat" || Array.Exists(_writing, flag => flags.Contains(flag, StringComparison.Ordinal));

        // A file that is to be new and is there already: the program looks for a free name.
        if (!writes || flags.Contains("O_TMPFILE", StringComparison.Ordinal) || (call.Failed && flags.Contains("O_EXCL", StringComparison.Ordinal)))
        {
            return;
        }

        string path = call.File.StartsWith('/') ? call.File : _paths.Of(call).FirstOrDefault() ?? "";
        Note(EffectKind.Write, call, path);
        if (flags.Contains("O_SYNC", StringComparison.Ordinal) || flags.Contains("O_DSYNC", StringComparison.Ordinal))
        {
            Note(EffectKind.SyncedWrite, call, path);
        }
    }

    private void Started(StraceCall call)
    {
        if (call.Arguments.Contains("CLONE_THREAD", StringComparison.Ordinal))
        {
            Threads++;
        }
        else
        {
            Note(EffectKind.Process, call, "");
        }
    }

    private void Descriptor(StraceCall call)
    {
        if (!call.Failed && call.Value is > 0 and < int.MaxValue)
        {
            Descriptors = Math.Max(Descriptors, (int)call.Value + 1);
        }
    }

    private void Note(EffectKind kind, StraceCall call)
    {
        List<string> paths = _paths.Of(call);
        Keep(new(kind, paths.Count > 0 ? paths[0] : call.File, kind is EffectKind.Rename or EffectKind.Link && paths.Count > 1 ? paths[1] : "", call.Failed));
    }

    private void Note(EffectKind kind, StraceCall call, string path) => Keep(new(kind, path, "", call.Failed));

    private void Keep(Effect effect)
    {
        if (_effects.Count < MostEffects)
        {
            _effects.Add(effect);
        }
        else
        {
            Overflowed = true;
        }
    }

    // The structure of the address: {sa_family=AF_UNIX, sun_path="/run/x"}.
    private static string Address(string arguments)
    {
        int open = arguments.IndexOf('{', StringComparison.Ordinal);
        int close = arguments.LastIndexOf('}');
        return open < 0 || close < open ? "" : arguments[(open + 1)..close];
    }
}
