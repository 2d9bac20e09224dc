using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement.Instructions;

/// <summary>What the counts of two commands say.</summary>
public enum InstructionFinding
{
    /// <summary>As many, as far as this instrument can tell.</summary>
    Same,

    /// <summary>The second executes fewer.</summary>
    Fewer,

    /// <summary>The second executes more.</summary>
    More,

    /// <summary>The counts of one command differ too much among themselves to say anything.</summary>
    Undecided,
}

/// <summary>How one function's own instructions changed from the first command to the second, at the medians.</summary>
public sealed record FunctionChange(string Function, long First, long Second)
{
    /// <summary>Instructions more in the second; negative for fewer.</summary>
    public long Change => Second - First;
}

/// <summary>
/// Compares the instruction counts of two commands, computed from the counts each time it is read. There is no test of
/// significance here: counts either repeat, and then any difference is one, or they have a spread, and then only what stands
/// clear of it is believed.
/// </summary>
public sealed record InstructionVerdict
{
    /// <summary>
    /// Changes below this share are not called changes, even where both commands repeat exactly: the length of a path or of the
    /// environment alone makes up to some 0.003 % of a short program.
    /// </summary>
    public const double Resolution = 0.0001;

    /// <summary>The largest relative spread among the counts of one command at which "same" can still be said.</summary>
    public const double LargestSpread = 0.0005;

    /// <summary>What the counts say.</summary>
    public required InstructionFinding Finding { get; init; }

    /// <summary>Median of the second's counts over the median of the first's; 1 is as many.</summary>
    public required Ratio Ratio { get; init; }

    /// <summary>The smallest and the largest quotient of a count of the second and one of the first.</summary>
    public required Interval Range { get; init; }

    /// <summary>The larger one of both commands' relative spreads, (greatest − least) / least: what A/A showed.</summary>
    public required Ratio Spread { get; init; }

    /// <summary>The smallest relative change that would have been called one.</summary>
    public required Ratio SmallestVisible { get; init; }

    /// <summary>True when every count of both commands is the same number.</summary>
    public required bool Identical { get; init; }

    /// <summary>The functions that changed most, the greatest change first; empty where the source knows no functions.</summary>
    public required IReadOnlyList<FunctionChange> Functions { get; init; }

    /// <summary>Compares at least one count of each; two are the fewest that show a spread.</summary>
    /// <exception cref="ArgumentException">A side is empty, or the counts come from different sources.</exception>
    public static InstructionVerdict Of(IReadOnlyList<InstructionCount> first, IReadOnlyList<InstructionCount> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count == 0 || second.Count == 0)
        {
            throw new ArgumentException("no counts");
        }

        if (first.Concat(second).Select(count => count.Source).Distinct().Count() > 1)
        {
            throw new ArgumentException("counts of different sources are never compared");
        }

        (long low, long high) a = Ends(first);
        (long low, long high) b = Ends(second);
        double spread = Math.Max(SpreadOf(a), SpreadOf(b));
        double limit = Math.Max(spread, Resolution);
        double gap = b.low > a.high ? Relative(a.high, b.low) : b.high < a.low ? Relative(b.high, a.low) : 0;
        return new()
        {
            Finding = gap > limit ? (b.low > a.high ? InstructionFinding.More : InstructionFinding.Fewer)
                : spread > LargestSpread ? InstructionFinding.Undecided
                : InstructionFinding.Same,
            Ratio = Ratio.Of(MedianOf(second), MedianOf(first)),
            Range = new(Quotient(b.low, a.high), Quotient(b.high, a.low)),
            Spread = new(spread),
            // The ranges must stand apart by the limit, and each has its own width.
            SmallestVisible = new(limit + (2 * spread)),
            Identical = a.low == a.high && a == b,
            Functions = Changes(first, second),
        };
    }

    /// <summary>The relative spread of the counts of one command: (greatest − least) / least.</summary>
    public static Ratio SpreadOf(IReadOnlyList<InstructionCount> counts) => new(SpreadOf(Ends(counts)));

    private static double SpreadOf((long Low, long High) ends) => Relative(ends.Low, ends.High);

    private static (long Low, long High) Ends(IReadOnlyList<InstructionCount> counts) => (counts.Min(count => count.Total), counts.Max(count => count.Total));

    // Nothing counted is less than any count, by all of it.
    private static double Relative(long low, long high) => low == high ? 0 : low <= 0 ? 1 : (high - low) / (double)low;

    private static double Quotient(long part, long whole) => Ratio.Of(part, whole).Value;

    private static double MedianOf(IReadOnlyList<InstructionCount> counts) => Median.Of([.. counts.Select(count => (double)count.Total)]);

    private static List<FunctionChange> Changes(IReadOnlyList<InstructionCount> first, IReadOnlyList<InstructionCount> second)
    {
        IReadOnlyDictionary<string, long> a = Typical(first).ByFunction();
        IReadOnlyDictionary<string, long> b = Typical(second).ByFunction();
        return
        [
            .. a.Keys.Union(b.Keys)
                .Select(function => new FunctionChange(function, a.GetValueOrDefault(function), b.GetValueOrDefault(function)))
                .Where(change => change.Change != 0)
                .OrderByDescending(change => Math.Abs(change.Change))
                .ThenBy(change => change.Function, StringComparer.Ordinal),
        ];
    }

    /// <summary>The count in the middle, so that its functions belong to one run.</summary>
    private static InstructionCount Typical(IReadOnlyList<InstructionCount> counts) => counts.OrderBy(count => count.Total).ElementAt((counts.Count - 1) / 2);
}
