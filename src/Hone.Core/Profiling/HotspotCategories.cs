using Hone.Profiling.Waiting;

namespace Hone.Profiling;

/// <summary>What kind of work a hotspot is; it suggests which levers to look at.</summary>
public enum HotspotCategory
{
    /// <summary>Computing, or nothing more special that the name tells.</summary>
    Cpu,

    /// <summary>Getting and freeing memory.</summary>
    Allocation,

    /// <summary>Copying and clearing memory.</summary>
    Copy,

    /// <summary>Garbage collection.</summary>
    Gc,

    /// <summary>Taking or waiting for locks.</summary>
    Lock,

    /// <summary>Reading, writing, sockets, files.</summary>
    Io,

    /// <summary>Turning values into text or bytes and back.</summary>
    Serialization,

    /// <summary>Regular expressions.</summary>
    Regex,

    /// <summary>Hash functions and hash tables.</summary>
    Hashing,

    /// <summary>Inside the kernel, not in a system call of known kind.</summary>
    Kernel,

    /// <summary>A language runtime's machinery other than its collector.</summary>
    Runtime,

    /// <summary>Waiting for time to pass, for another thread, for a child process, for something to happen.</summary>
    Wait,
}

/// <summary>
/// The category of a frame. The origin decides first (kernel, system call and file; a runtime frame is its collector or
/// the runtime), then the first rule of the table one of whose words begins a word of the function's name. Words begin
/// after anything that is not a letter and at a capital after a small letter, so <c>gc</c> is in <c>gcMarkWork</c> but
/// not in <c>imgcache</c>. An own function whose name says nothing takes the category of the foreign code that most of
/// its weight is spent in; what is left is what the profile measures.
/// </summary>
public static class HotspotCategories
{
    private static readonly (HotspotCategory Category, string[] Words)[] Rules =
    [
        (HotspotCategory.Regex, ["regex", "regexp", "pcre", "irregexp", "sre_"]),
        (HotspotCategory.Serialization, ["json", "serialize", "deserialize", "xml", "yaml", "protobuf", "msgpack", "strtod", "strtol", "printf", "sprintf", "vfprintf", "snprintf", "stringify", "pickle", "utf8json"]),
        (HotspotCategory.Gc, ["gc", "gc_", "gcheap", "gcmark", "gcsweep", "scavenge", "markcompact", "garbage"]),
        (HotspotCategory.Lock, ["mutex", "lock", "futex", "monitor", "spinlock", "rwlock", "semaphore", "pthread_cond", "lll_lock"]),
        (HotspotCategory.Copy, ["memcpy", "memmove", "memset", "memmovealigned", "blockcopy", "copyto", "clone", "arraycopy", "bulkmove"]),
        (HotspotCategory.Allocation, ["malloc", "calloc", "realloc", "free", "cfree", "alloc", "allocate", "operator new", "operator delete", "mmap", "brk", "allocatestring"]),
        (HotspotCategory.Hashing, ["hash", "hashcode", "gethashcode", "hashset", "hashmap", "hashtable", "sha1", "sha256", "sha512", "md5", "crc32", "xxh", "siphash", "murmur", "findvalue"]),
        (HotspotCategory.Io, ["read", "write", "pread", "pwrite", "recv", "send", "fopen", "fread", "fwrite", "fsync", "stream", "socket", "file", "epoll", "poll"]),
    ];

    /// <summary>The category that the frame itself tells, or null when its name tells none.</summary>
    public static HotspotCategory? OfFrame(Frame frame) => frame.Origin switch
    {
        FrameOrigin.Kernel => HotspotCategory.Kernel,
        FrameOrigin.Syscall or FrameOrigin.File => HotspotCategory.Io,
        FrameOrigin.Unknown => HotspotCategory.Cpu,
        FrameOrigin.Runtime => OfName(frame.Function) is HotspotCategory.Gc or HotspotCategory.Allocation ? OfName(frame.Function) : HotspotCategory.Runtime,
        _ => OfName(frame.Function),
    };

    /// <summary>
    /// In an off-CPU profile, the category of a function that most of the waiting below it says: what the system call waits for
    /// (<see cref="WaitReasons"/>).
    /// </summary>
    public static HotspotCategory OfReason(WaitReason reason) => reason switch
    {
        WaitReason.Lock or WaitReason.Futex => HotspotCategory.Lock,
        WaitReason.Io => HotspotCategory.Io,
        _ => HotspotCategory.Wait,
    };

    /// <summary>What a profile of this kind measures, for frames that tell nothing else.</summary>
    public static HotspotCategory OfKind(ProfileKind kind) => kind switch
    {
        ProfileKind.Allocation => HotspotCategory.Allocation,
        ProfileKind.Io => HotspotCategory.Io,
        ProfileKind.Lock => HotspotCategory.Lock,
        ProfileKind.OffCpu => HotspotCategory.Wait,
        _ => HotspotCategory.Cpu,
    };

    private static HotspotCategory? OfName(string function)
    {
        // Arguments and template parameters would lend a function the category of the types it takes.
        int end = function.AsSpan().IndexOfAny('(', '<');
        ReadOnlySpan<char> name = end > 0 ? function.AsSpan(0, end) : function;
        foreach ((HotspotCategory category, string[] words) in Rules)
        {
            foreach (string word in words)
            {
                if (HasWord(name, word))
                {
                    return category;
                }
            }
        }

        return null;
    }

    private static bool HasWord(ReadOnlySpan<char> name, string word)
    {
        int from = 0;
        while (true)
        {
            int at = name[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            at += from;
            int after = at + word.Length;
            bool begins = at == 0 || !char.IsLetter(name[at - 1]) || (char.IsUpper(name[at]) && char.IsLower(name[at - 1]));
            bool ends = after == name.Length || !char.IsLower(name[after]) || !char.IsLetter(name[after - 1]);
            if (begins && ends)
            {
                return true;
            }

            from = at + 1;
        }
    }
}
