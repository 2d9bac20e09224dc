namespace Hone.Profiling.Formats;

/// <summary>A call site with its running sums; <see cref="Peak"/> is what it held in the epoch of the largest heap so far.</summary>
internal struct HeaptrackSite
{
    public ulong Address;
    public int Parent;
    public int Segment;
    public long Allocations;
    public long Bytes;
    public long Temporary;
    public long Current;
    public long Peak;
    public long Epoch;

    /// <summary>Called before a change: a site that did not change since the last peak still holds what it held then.</summary>
    public void Touch(long epoch)
    {
        if (Epoch != epoch)
        {
            Peak = Current;
            Epoch = epoch;
        }
    }
}
