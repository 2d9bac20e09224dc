namespace Hone.Measurement.Latency;

/// <summary>Requests that were not answered well, by kind.</summary>
/// <param name="Status">Answered with a status of 400 or above.</param>
/// <param name="Connect">No connection could be made.</param>
/// <param name="Timeout">Not answered in time, or not even sent for want of a connection.</param>
/// <param name="Broken">The connection ended before the answer did.</param>
/// <param name="Malformed">The answer was no HTTP/1.1, or larger than the limits.</param>
public sealed record LoadErrors(long Status, long Connect, long Timeout, long Broken, long Malformed)
{
    /// <summary>All together.</summary>
    public long Total => Status + Connect + Timeout + Broken + Malformed;

    /// <summary>The kinds that occurred, with their names.</summary>
    public IEnumerable<(string Kind, long Count)> Kinds() =>
        new (string, long)[] { ("status", Status), ("connect", Connect), ("timeout", Timeout), ("broken", Broken), ("malformed", Malformed) }
            .Where(kind => kind.Item2 > 0);
}
