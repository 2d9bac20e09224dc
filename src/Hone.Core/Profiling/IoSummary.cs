using Hone.Units;

namespace Hone.Profiling;

/// <summary>What one system call did with one file over a whole run.</summary>
/// <param name="Syscall">The system call.</param>
/// <param name="File">A path, or <c>pipe</c>, <c>socket</c>, <c>tty</c> and the like; empty when unknown.</param>
/// <param name="Calls">How often it was called.</param>
/// <param name="Failed">How many of the calls returned an error.</param>
/// <param name="Transferred">The bytes that went through it.</param>
/// <param name="Time">The time inside it, the tracer's own work included.</param>
/// <param name="MedianSize">The median of the bytes that one call moved, calls that moved none left out; null when none moved any.</param>
public sealed record IoRow(string Syscall, string File, long Calls, long Failed, Bytes Transferred, Duration Time, Bytes? MedianSize);

/// <summary>The input and output of a run, a row for each system call and file, the most time first.</summary>
public sealed record IoSummary
{
    /// <summary>The rows.</summary>
    public required IReadOnlyList<IoRow> Rows { get; init; }

    /// <summary>
    /// The shortest call of the run. It did next to nothing, so this is about what the tracer adds to the time of every call.
    /// </summary>
    public required Duration ShortestCall { get; init; }

    /// <summary>All calls.</summary>
    public long Calls => Rows.Sum(row => row.Calls);

    /// <summary>All time inside system calls.</summary>
    public Duration Time => new(Rows.Sum(row => row.Time.Nanoseconds));
}
