using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Opportunities.Handicaps;

/// <summary>What one level of the handicap shows beside the same program without any.</summary>
/// <param name="Level">The part of the run's time that was put in; 0 for the arm that must show nothing.</param>
/// <param name="InsertedNanoseconds">What was really put in along the longest chain of threads, median, in nanoseconds.</param>
/// <param name="Comparison">Wall time, judged by the rule of <c>hone compare</c>.</param>
public sealed record HandicapLevel(double Level, double InsertedNanoseconds, Comparison Comparison)
{
    /// <summary>The rule says that the run takes longer.</summary>
    public bool IsSeen => Comparison.Verdict == ComparisonVerdict.Slower;
}

/// <summary>What a handicap test says; computed from its rounds each time, never stored.</summary>
/// <param name="Beta">
/// Nanoseconds of wall time for each nanosecond that was put in, along the longest chain of threads that follow each other. The
/// verdict uses this: N threads that do the same work at the same time each get the whole delay, and the run waits for it once.
/// </param>
/// <param name="Interval">Its 95 % interval.</param>
/// <param name="Calls">Calls of the function in one run, median.</param>
/// <param name="SeesFivePercent">The rule of <c>hone compare</c> finds a handicap of 5 %.</param>
/// <param name="Verdict">What follows.</param>
public sealed record HandicapFigures(double Beta, Interval Interval, long Calls, bool SeesFivePercent, HandicapVerdict Verdict)
{
    /// <summary>The level that a benchmark must be able to show.</summary>
    public const double Teeth = 0.05;

    /// <summary>
    /// Nanoseconds of wall time for each nanosecond of thread time that was put in, summed over threads: what a change saves of the
    /// run for each nanosecond of CPU time that it saves. 1/N where N threads share the work.
    /// </summary>
    public required double BetaOfThreadTime { get; init; }

    /// <summary>Threads that called the function in one run, median; processes count as threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Complete rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>Equal programs were called different: the machine or the benchmark cannot be trusted.</summary>
    public required bool SeesNothingAsChange { get; init; }

    /// <summary>The smallest relative change of wall time that so many rounds show here in 95 of 100 cases; null with too few of them.</summary>
    public required double? SmallestVisible { get; init; }

    /// <summary>Median wall time with the counter and without delay, in nanoseconds.</summary>
    public required double WallNanoseconds { get; init; }

    /// <summary>The counter's own cost, as a part of the unchanged program's wall time; null when that was not measured.</summary>
    public double? CounterCost { get; init; }

    /// <summary>The arms beside the first, in the order of <see cref="HandicapRun.Levels"/>.</summary>
    public required IReadOnlyList<HandicapLevel> Levels { get; init; }

    /// <summary>Whether the levels say something of the benchmark: what is put in off the path cannot be seen by any.</summary>
    public bool TellsTeeth => Verdict is HandicapVerdict.OnPath or HandicapVerdict.Convoy;

    /// <summary>Computes the figures; null when there are too few rounds to say anything.</summary>
    public static HandicapFigures? Of(HandicapRun run)
    {
        if (HandicapFit.Slope(run, HandicapRun.Chain) is not SlopeEstimate chain || HandicapFit.Slope(run, HandicapRun.Inserted) is not SlopeEstimate sum)
        {
            return null;
        }

        HandicapLevel[] levels = [.. Enumerable.Range(1, run.Levels.Count - 1).Select(arm => HandicapFit.Level(run, arm))];
        double[] walls = [.. run.Rounds.SelectMany(round => round.Runs.Take(2)).OfType<RunSample>().Select(sample => (double)sample.WallNanoseconds)];
        HandicapLevel? five = levels.FirstOrDefault(level => level.Level == Teeth);
        double wall = Median.Of(walls);
        return new(chain.Value, chain.Interval, (long)HandicapFit.Typical(run, HandicapRun.Calls), five?.IsSeen ?? false, HandicapFit.Judge(chain))
        {
            BetaOfThreadTime = sum.Value,
            Threads = (int)Math.Clamp(HandicapFit.Typical(run, HandicapRun.Threads), 0, int.MaxValue),
            Rounds = run.Rounds.Count,
            SeesNothingAsChange = levels[0].Comparison.Verdict is ComparisonVerdict.Slower or ComparisonVerdict.Faster,
            SmallestVisible = (five ?? levels[0]).Comparison.SmallestVisible,
            WallNanoseconds = wall,
            CounterCost = run.UnchangedNanoseconds is > 0 and long unchanged ? (wall / unchanged) - 1 : null,
            Levels = levels,
        };
    }
}
