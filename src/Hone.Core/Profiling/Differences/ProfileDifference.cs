using Hone.Statistics;

namespace Hone.Profiling.Differences;

/// <summary>What became of a function.</summary>
public enum FunctionVerdict
{
    /// <summary>No change was shown.</summary>
    Same,

    /// <summary>It costs more.</summary>
    Grown,

    /// <summary>It costs less.</summary>
    Shrunk,

    /// <summary>It costs something where it cost nothing.</summary>
    Appeared,

    /// <summary>It costs nothing where it cost something.</summary>
    Disappeared,

    /// <summary>Its cost went to or came from a caller or callee, and the sum did not change: a function was inlined, split or merged.</summary>
    Shifted,

    /// <summary>Its own code costs what it cost, but what it calls does not, and no one function below explains it.</summary>
    Below,
}

/// <summary>One cost of a function on both sides. Costs are in the metric's unit per run, or parts of the whole (0 to 1) when shares are compared.</summary>
/// <param name="Before">The cost on the earlier side, as it was measured.</param>
/// <param name="After">The cost on the later side, as it was measured.</param>
/// <param name="Change">After without the common factor, less before.</param>
/// <param name="ChangeInterval">Its 95 % interval.</param>
/// <param name="Ratio">After without the common factor, over before; null when one of them is 0.</param>
/// <param name="RatioInterval">Its 95 % interval; null with it.</param>
/// <param name="PValue">Two-sided; null where it was not tested.</param>
/// <param name="AdjustedPValue">After Benjamini and Hochberg over all functions that were tested.</param>
public sealed record CostChange(
    double Before, double After, double Change, Interval ChangeInterval, double? Ratio, Interval? RatioInterval, double? PValue, double? AdjustedPValue);

/// <summary>A function, and how much of another's change it explains (in the measure's terms).</summary>
public sealed record Cause(Frame Frame, double Change);

/// <summary>One function on both sides.</summary>
public sealed record FunctionDifference
{
    /// <summary>The function, as the later side calls it where it has it.</summary>
    public required Frame Frame { get; init; }

    /// <summary>What the two sides' frames have in common.</summary>
    public required FrameIdentity Identity { get; init; }

    /// <summary>What became of it.</summary>
    public required FunctionVerdict Verdict { get; init; }

    /// <summary>The cost of its own code: what the verdict stands on.</summary>
    public required CostChange Self { get; init; }

    /// <summary>The cost of all stacks that hold it, recursion counted once.</summary>
    public required CostChange Cumulative { get; init; }

    /// <summary>The part of the earlier profiles that its own code has, 0 to 1.</summary>
    public required double ShareBefore { get; init; }

    /// <summary>The part of the later profiles.</summary>
    public required double ShareAfter { get; init; }

    /// <summary>Of a shift: the functions that its cost went to or came from, with their changes.</summary>
    public IReadOnlyList<Cause> ShiftedWith { get; init; } = [];

    /// <summary>Of a function that did not change itself but whose cumulative cost did: the functions below it that explain that, largest first.</summary>
    public IReadOnlyList<Cause> Because { get; init; } = [];

    /// <summary>Of a changed function: the one caller by whose calls it changed, when at least four fifths of the change came from there and it has several callers.</summary>
    public Frame? Through { get; init; }
}

/// <summary>One side of a difference.</summary>
/// <param name="Profiles">How many profiles.</param>
/// <param name="Runs">How many runs are in them; null when nobody knows, and each profile is taken for one.</param>
/// <param name="Total">The whole weight of all profiles.</param>
/// <param name="TotalPerRun">The whole weight of one run.</param>
/// <param name="Samples">Observations; 0 when everything was counted.</param>
public sealed record DifferenceSide(int Profiles, int? Runs, double Total, double TotalPerRun, double Samples);

/// <summary>By how much everything is dearer or cheaper together.</summary>
/// <param name="Factor">1 when by nothing.</param>
/// <param name="Interval">Its 95 % interval as the profiles show it.</param>
/// <param name="Expected">The spread, relative, that runs of one build have of it: estimated where there are several profiles a side, else assumed.</param>
/// <param name="Real">It is farther from 1 than runs of one build explain, and that was estimated and not assumed.</param>
public sealed record CommonChange(double Factor, Interval Interval, double Expected, bool Real);

/// <summary>Two profiles, or several of each side, held against each other.</summary>
public sealed record ProfileDifference
{
    /// <summary>The kind of all profiles.</summary>
    public required ProfileKind Kind { get; init; }

    /// <summary>What is counted.</summary>
    public required Metric Metric { get; init; }

    /// <summary>What the verdicts stand on.</summary>
    public required DifferenceMeasure Measure { get; init; }

    /// <summary>The earlier side.</summary>
    public required DifferenceSide Before { get; init; }

    /// <summary>The later side.</summary>
    public required DifferenceSide After { get; init; }

    /// <summary>The change that all functions share.</summary>
    public required CommonChange Common { get; init; }

    /// <summary>Every function that was tested, changed ones first, those by size of the change of their own code.</summary>
    public required IReadOnlyList<FunctionDifference> Functions { get; init; }

    /// <summary>How many functions cost too little on both sides to be tested.</summary>
    public required int TooSmall { get; init; }

    /// <summary>What stands on assumptions, each as a sentence.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What was asked for.</summary>
    public required DifferenceOptions Options { get; init; }

    /// <summary>The functions that changed: not the same, not shifted, and not merely called by or calling one that did.</summary>
    public IEnumerable<FunctionDifference> Changed =>
        Functions.Where(function => function.Verdict is not (FunctionVerdict.Same or FunctionVerdict.Shifted));
}
