using Hone.Profiling;

namespace Hone.Linux.Profilers;

/// <summary>The places in a program that made system calls.</summary>
/// <param name="Sites">The places; see <see cref="SyscallSite"/> for what may be left unknown.</param>
/// <param name="Notes">What is degraded, one sentence each.</param>
public sealed record SyscallSites(IReadOnlyList<SyscallSite> Sites, IReadOnlyList<string> Notes);

/// <summary>
/// Sees from outside which code of an interpreted program makes its system calls, while strace holds the calling thread
/// (ptrace(2)): the thread's registers (<c>/proc/PID/syscall</c>) say which call, its interpreter's frames say from where.
/// </summary>
public interface ISyscallSites
{
    /// <summary>True when it can read programs of this runtime.</summary>
    bool Suits(TargetRuntime runtime);

    /// <summary>Begins to watch all descendants of strace, which was just started with this process id.</summary>
    ISyscallWatch Watch(int tracer);
}

/// <summary>A watch that goes on; disposing it ends it.</summary>
public interface ISyscallWatch : IDisposable
{
    /// <summary>Ends the watch, after every watched process has ended, and says what was seen.</summary>
    SyscallSites Finish();
}
