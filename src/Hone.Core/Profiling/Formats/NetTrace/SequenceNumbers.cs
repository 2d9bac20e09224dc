namespace Hone.Profiling.Formats.NetTrace;

/// <summary>
/// Counts the events that a runtime dropped. Each capturing thread numbers its events from 1, also those that find no
/// room in the buffers, so a gap is a loss (NetTraceFormat, "Event Sequence Numbers").
/// </summary>
internal sealed class SequenceNumbers
{
    private readonly Dictionary<long, uint> _last = [];

    public long Dropped { get; private set; }

    /// <summary>An event with this number was read.</summary>
    public void Seen(long thread, uint number)
    {
        if (_last.TryGetValue(thread, out uint last))
        {
            Miss(unchecked(number - last - 1));
        }

        _last[thread] = number;
    }

    /// <summary>A sequence point says that the thread has numbered this far.</summary>
    public void Reached(long thread, uint number)
    {
        if (_last.TryGetValue(thread, out uint last) && unchecked(number - last) < int.MaxValue)
        {
            Miss(unchecked(number - last));
            _last[thread] = number;
        }
    }

    // A number that runs backwards is a new thread with an old thread's id, not a loss.
    private void Miss(uint gap) => Dropped += gap < int.MaxValue ? gap : 0;
}
