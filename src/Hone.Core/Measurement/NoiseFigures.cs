using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement;

/// <summary>Holes in the time that a spinning thread sees on one core: something else ran there, or the hypervisor took it.</summary>
/// <param name="Core">The processor.</param>
/// <param name="Span">How long the thread spun, in nanoseconds.</param>
/// <param name="Worst">The longest hole, in nanoseconds.</param>
/// <param name="Lost">All holes of 10 µs and more together, in nanoseconds.</param>
/// <param name="Counts">Holes of at least 10 µs, 100 µs, 1 ms and 10 ms; each count holds the next.</param>
public sealed record CoreHoles(int Core, long Span, long Worst, long Lost, IReadOnlyList<int> Counts)
{
    /// <summary>The lengths that <see cref="Counts"/> stand for, in nanoseconds.</summary>
    public static IReadOnlyList<long> Lengths { get; } = [10_000, 100_000, 1_000_000, 10_000_000];
}

/// <summary>What a machine does to a program that does the same each time. Times are nanoseconds.</summary>
public sealed record NoiseFigures
{
    /// <summary>The pairs that <see cref="SmallestWall"/> speaks of.</summary>
    public const int Pairs = 40;

    /// <summary>From this smallest effect on, neither wall nor CPU time is of use here.</summary>
    public const double Hopeless = 0.10;

    // 20 ms of work are four pieces of 5 ms.
    private const int PiecesOfRun = 4;

    /// <summary>Wall time of equal pieces of work of about 5 ms, in the order in which they ran.</summary>
    public required IReadOnlyList<double> WorkWall { get; init; }

    /// <summary>CPU time of the same.</summary>
    public required IReadOnlyList<double> WorkCpu { get; init; }

    /// <summary>Wall time of starting and ending a program that does nothing.</summary>
    public required IReadOnlyList<double> StartWall { get; init; }

    /// <summary>CPU time of the same.</summary>
    public required IReadOnlyList<double> StartCpu { get; init; }

    /// <summary>Holes, one entry a core.</summary>
    public required IReadOnlyList<CoreHoles> Holes { get; init; }

    /// <summary>The smallest step that the clock was seen to make.</summary>
    public required double ClockStep { get; init; }

    /// <summary>What one reading of the clock takes.</summary>
    public required double ClockCost { get; init; }

    /// <summary>The wall time that the check took.</summary>
    public required Duration Took { get; init; }

    /// <summary>The smallest effect on wall time that 40 pairs of a 20 ms program can be expected to show; null when too little was measured.</summary>
    public Ratio? SmallestWall => PairedNoise.SmallestVisibleEffect(Runs(WorkWall, StartWall), Pairs);

    /// <summary>The same on CPU time.</summary>
    public Ratio? SmallestCpu => PairedNoise.SmallestVisibleEffect(Runs(WorkCpu, StartCpu), Pairs);

    /// <summary>True when neither wall nor CPU time can show an effect of ten percent, or nothing could be measured.</summary>
    public bool IsHopeless => !(SmallestWall?.Value < Hopeless) && !(SmallestCpu?.Value < Hopeless);

    /// <summary>The robust relative spread of samples: 1.4826 · MAD / median; 0 for less than two.</summary>
    public static Ratio Spread(IReadOnlyList<double> samples)
    {
        double[] all = [.. samples];
        return all.Length < 2 ? new(0) : Ratio.Of(Mad.NormalScale * Mad.Of(all), Median.Of(all));
    }

    // A run of a 20 ms program is a start and four pieces of work, taken one after the other; where more starts than runs were
    // measured, those in between are left out.
    private static double[] Runs(IReadOnlyList<double> work, IReadOnlyList<double> starts)
    {
        int runs = work.Count / PiecesOfRun;
        int step = runs == 0 ? 0 : starts.Count / runs;
        return [.. Enumerable.Range(0, runs).Select(run => (step == 0 ? 0 : starts[run * step]) + work.Skip(run * PiecesOfRun).Take(PiecesOfRun).Sum())];
    }
}
