namespace Hone.Measurement.Latency;

/// <summary>
/// Latencies in the order of time, as counts in consecutive blocks: how the slow requests cluster tells how many independent
/// ones they are worth (see <see cref="LatencyQuantile"/>).
/// </summary>
public sealed class LatencyLog
{
    /// <summary>How many blocks a run is cut into: enough to see clusters, few enough that a block holds many requests.</summary>
    public const int StandardBlocks = 20;

    private readonly LatencyHistogram[] _blocks;
    private LatencyHistogram? _all;

    /// <summary>An empty log.</summary>
    /// <param name="blocks">How many blocks; 1 when nothing is known of the order.</param>
    public LatencyLog(int blocks = StandardBlocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        _blocks = new LatencyHistogram[blocks];
        for (int i = 0; i < blocks; i++)
        {
            _blocks[i] = new();
        }
    }

    /// <summary>The blocks, in the order of time.</summary>
    public IReadOnlyList<LatencyHistogram> Blocks => _blocks;

    /// <summary>All blocks together. Ask for it once the log is complete.</summary>
    public LatencyHistogram All
    {
        get
        {
            if (_all is null)
            {
                _all = new();
                foreach (LatencyHistogram block in _blocks)
                {
                    _all.Add(block);
                }
            }

            return _all;
        }
    }

    /// <summary>Counts a latency at a place of the run.</summary>
    /// <param name="place">0 for the start of the run, 1 for its end; places outside count to the nearest block.</param>
    /// <param name="nanoseconds">The latency.</param>
    public void Add(double place, long nanoseconds)
    {
        _all = null;
        _blocks[Math.Clamp((int)(place * _blocks.Length), 0, _blocks.Length - 1)].Add(nanoseconds);
    }

    /// <summary>The log of values that are in the order of time, in blocks of the same number of values.</summary>
    public static LatencyLog InOrder(IReadOnlyList<long> nanoseconds)
    {
        LatencyLog log = new(Math.Clamp(nanoseconds.Count, 1, StandardBlocks));
        for (int i = 0; i < nanoseconds.Count; i++)
        {
            log.Add((double)i / nanoseconds.Count, nanoseconds[i]);
        }

        return log;
    }

    /// <summary>The log of intervals that another program counted, in the order of time, put together to at most the standard number.</summary>
    public static LatencyLog OfBlocks(IReadOnlyList<LatencyHistogram> intervals)
    {
        LatencyLog log = new(Math.Clamp(intervals.Count, 1, StandardBlocks));
        for (int i = 0; i < intervals.Count; i++)
        {
            log._blocks[(long)i * log._blocks.Length / intervals.Count].Add(intervals[i]);
        }

        return log;
    }

    /// <summary>The log of counts whose order is unknown.</summary>
    public static LatencyLog WithoutOrder(LatencyHistogram counts)
    {
        LatencyLog log = new(1);
        log._blocks[0].Add(counts);
        return log;
    }
}
