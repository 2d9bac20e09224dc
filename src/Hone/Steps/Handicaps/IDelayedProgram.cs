using Hone.Linux.Processes;
using Hone.Opportunities.Handicaps;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>A workload's program with a counter in one function that can wait.</summary>
internal interface IDelayedProgram : IDisposable
{
    /// <summary><c>source</c> or <c>breakpoint</c>.</summary>
    string Way { get; }

    /// <summary>Waiting is coarse here: a language that takes long to read a clock.</summary>
    bool IsSlow { get; }

    /// <summary>The largest number of calls that a counter counts down from.</summary>
    long MostEvery { get; }

    /// <summary>Wall times of the program without counter, under the same conditions, in nanoseconds.</summary>
    IReadOnlyList<long> Unchanged { get; }

    /// <summary>How it is started.</summary>
    /// <param name="every">A thread waits every so many calls.</param>
    /// <param name="wait">How long, in nanoseconds.</param>
    SpawnRequest Request(long every, long wait);

    /// <summary>What the counters of the last run say; everything is as before that run afterwards.</summary>
    DelayTotals Take();
}
