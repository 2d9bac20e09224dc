namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Decides whether a thread must be held to be read. Holding only after a read has failed would count what keeps still twice: it is
/// read while it runs, and has its share of what is read when the rest could not be. So a thread of which more than a few reads fail
/// is held for nearly every sample, and tried without now and then, to see whether it has come to rest: soon after a single failure
/// (a program starts up with many), seldom where most of them fail.
/// </summary>
public sealed class Restlessness
{
    private const double Memory = 0.9;
    private const double TooOften = 0.05;
    private const double Mostly = 0.25;
    private const int TrySoon = 4;
    private const int TrySeldom = 50;

    private double _failing;
    private int _held;

    /// <summary>True when the next sample is to be taken with the thread held; each call is one sample.</summary>
    public bool ShouldHold => _failing > TooOften && ++_held % (_failing > Mostly ? TrySeldom : TrySoon) != 0;

    /// <summary>Notes a read of the running thread.</summary>
    public void Add(bool failed) => _failing = (Memory * _failing) + (failed ? 1 - Memory : 0);
}
