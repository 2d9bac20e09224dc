namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Decides whether a thread must be held to be read. Holding only after a read has failed would count what keeps still twice: it is
/// read while it runs, and has its share of what is read when the rest could not be. So a thread of which more than a few reads fail
/// is held for every sample, and tried now and then without, to see whether it has come to rest.
/// </summary>
public sealed class Restlessness
{
    private const double Memory = 0.9;
    private const double TooOften = 0.05;
    private const int TryEvery = 50;

    private double _failing;
    private int _held;

    /// <summary>True when the next sample is to be taken with the thread held; each call is one sample.</summary>
    public bool ShouldHold => _failing > TooOften && ++_held % TryEvery != 0;

    /// <summary>Notes a read of the running thread.</summary>
    public void Add(bool failed) => _failing = (Memory * _failing) + (failed ? 1 - Memory : 0);
}
