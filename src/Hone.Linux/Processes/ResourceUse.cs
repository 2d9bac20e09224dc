using System.Runtime.InteropServices;
using Hone.Units;

namespace Hone.Linux.Processes;

/// <summary>struct rusage of Linux with 64-bit longs (getrusage(2)); times as seconds and microseconds, max RSS in KiB.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ResourceUse
{
#pragma warning disable IDE0044 // The kernel writes these through a pointer.
    private long _userSeconds;
    private long _userMicroseconds;
    private long _systemSeconds;
    private long _systemMicroseconds;
    private long _maxRssKib;
    private long _sharedText;
    private long _unsharedData;
    private long _unsharedStack;
    private long _minorFaults;
    private long _majorFaults;
    private long _swaps;
    private long _blocksIn;
    private long _blocksOut;
    private long _messagesSent;
    private long _messagesReceived;
    private long _signals;
    private long _voluntarySwitches;
    private long _involuntarySwitches;
#pragma warning restore IDE0044

    /// <summary>CPU time in user mode.</summary>
    public readonly Duration User => new((_userSeconds * 1_000_000_000) + (_userMicroseconds * 1000));

    /// <summary>CPU time in the kernel.</summary>
    public readonly Duration System => new((_systemSeconds * 1_000_000_000) + (_systemMicroseconds * 1000));

    /// <summary>Largest resident set of any one process.</summary>
    public readonly Bytes PeakRss => new(_maxRssKib * 1024);

    /// <summary>Page faults served without I/O.</summary>
    public readonly long MinorFaults => _minorFaults;

    /// <summary>Page faults that needed I/O.</summary>
    public readonly long MajorFaults => _majorFaults;

    /// <summary>Context switches because the process waited.</summary>
    public readonly long VoluntarySwitches => _voluntarySwitches;

    /// <summary>Context switches because something else wanted the CPU.</summary>
    public readonly long InvoluntarySwitches => _involuntarySwitches;

    /// <summary>CPU time of Hone's own process since it started, children excluded.</summary>
    public static Duration Self()
    {
        const int RusageSelf = 0;
        return LibC.GetResourceUse(RusageSelf, out ResourceUse usage) == 0 ? usage.User + usage.System : Duration.Zero;
    }

    /// <summary>Two processes of one tree: times and counts add up, the larger resident set counts.</summary>
    internal static ResourceUse Add(ResourceUse left, ResourceUse right) => new()
    {
        _userSeconds = left._userSeconds + right._userSeconds,
        _userMicroseconds = left._userMicroseconds + right._userMicroseconds,
        _systemSeconds = left._systemSeconds + right._systemSeconds,
        _systemMicroseconds = left._systemMicroseconds + right._systemMicroseconds,
        _maxRssKib = Math.Max(left._maxRssKib, right._maxRssKib),
        _minorFaults = left._minorFaults + right._minorFaults,
        _majorFaults = left._majorFaults + right._majorFaults,
        _voluntarySwitches = left._voluntarySwitches + right._voluntarySwitches,
        _involuntarySwitches = left._involuntarySwitches + right._involuntarySwitches,
    };
}
