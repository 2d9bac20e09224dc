using System.Text;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Io;

/// <summary>Collects the stacks of <c>strace -k</c> and names them by the symbols and debug information of the mapped files.</summary>
internal sealed class NativeSites(ImageStore images)
{
    private readonly Dictionary<(IoKey, string), (StraceCall Call, long Count)> _seen = [];
    private readonly Dictionary<StraceFrame, IReadOnlyList<Frame>> _named = [];

    /// <summary>Calls seen with a stack.</summary>
    public long Calls { get; private set; }

    /// <summary>Takes a call.</summary>
    public void Add(StraceCall call)
    {
        if (call.Stack.Count == 0)
        {
            return;
        }

        Calls++;
        StringBuilder stack = new();
        foreach (StraceFrame frame in call.Stack)
        {
            stack.Append(frame.Path).Append('\0').Append(frame.FileOffset).Append('\0');
        }

        (IoKey, string) key = (IoKey.Of(call), stack.ToString());
        _seen[key] = _seen.TryGetValue(key, out (StraceCall Call, long Count) before) ? (before.Call, before.Count + 1) : (call, 1);
    }

    /// <summary>The places, named.</summary>
    public IReadOnlyList<SyscallSite> Sites()
    {
        List<SyscallSite> sites = [];
        foreach (((IoKey key, string _), (StraceCall call, long count)) in _seen)
        {
            sites.Add(new SyscallSite(key, Name(call), count));
        }

        return sites;
    }

    private List<Frame> Name(StraceCall call)
    {
        // The C library's own wrapper says nothing that the system call's name does not.
        Frame wrapper = Name(call.Stack[0])[0];
        bool drop = call.Stack.Count > 1 && IsCLibrary(wrapper.Module) && IsWrapper(wrapper.Function, call.Syscall);
        List<Frame> frames = [];
        for (int i = call.Stack.Count - 1; i >= (drop ? 1 : 0); i--)
        {
            frames.AddRange(Name(call.Stack[i]));
        }

        return frames;
    }

    private IReadOnlyList<Frame> Name(StraceFrame frame)
    {
        if (!_named.TryGetValue(frame, out IReadOnlyList<Frame>? frames))
        {
            // The offset is that of the instruction behind the call, which can belong to the next line or function.
            // strace's own name for it is no help where there are no symbols: it is that of some exported neighbour.
            frames = ProcessSymbols.ResolveIn(images, frame.Path, frame.FileOffset - 1);
            _named.Add(frame, frames);
        }

        return frames;
    }

    private static bool IsCLibrary(string module) =>
        module.StartsWith("libc.", StringComparison.Ordinal) || module.StartsWith("libpthread", StringComparison.Ordinal) || module.StartsWith("ld-", StringComparison.Ordinal);

    private static bool IsWrapper(string function, string syscall)
    {
        string name = function.TrimStart('_');
        name = name.StartsWith("GI_", StringComparison.Ordinal) ? name[3..].TrimStart('_') : name;
        name = name.StartsWith("libc_", StringComparison.Ordinal) ? name["libc_".Length..] : name;
        return Base(name) == Base(syscall);
    }

    private static string Base(string name)
    {
        name = name.EndsWith("_nocancel", StringComparison.Ordinal) ? name[..^"_nocancel".Length] : name;
        name = name.EndsWith("64", StringComparison.Ordinal) ? name[..^2] : name;
        name = name.StartsWith("new", StringComparison.Ordinal) ? name[3..] : name;
        return name switch
        {
            "openat" => "open",
            "llseek" => "lseek",
            "sendto" => "send",
            "recvfrom" => "recv",
            "fstatat" or "fstat" or "lstat" => "stat",
            _ => name,
        };
    }
}
