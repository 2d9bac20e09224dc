using System.Globalization;
using System.Text;
using Hone.Measurement.Comparing;
using Hone.Opportunities.Handicaps;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>A handicap test as people read it.</summary>
public static class HandicapText
{
    private const double DearCounter = 0.2;

    /// <summary>The page: slope, verdict, what the same rounds say of the benchmark, notes.</summary>
    public static string Render(HandicapRun run)
    {
        StringBuilder text = new();
        text.Append(Printable.Clean(run.Function)).Append("  ").Append(Printable.Clean(run.File));
        text.Append(run.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $":{run.Line}") : "").Append("  workload ").Append(Printable.Clean(run.Workload)).Append(", ").Append(Printable.Clean(run.Way)).Append('\n');
        if (HandicapFigures.Of(run) is not HandicapFigures figures)
        {
            return text.Append(CultureInfo.InvariantCulture, $"  {run.Rounds.Count} rounds are too few to say anything\n").ToString();
        }

        string waits = run.Every == 1 ? "each waits" : string.Create(CultureInfo.InvariantCulture, $"one of {run.Every:#,0} waits");
        text.Append(CultureInfo.InvariantCulture, $"  calls      {figures.Calls:#,0} a run, {waits}; {Count(figures.Threads, "thread")}\n");
        text.Append(CultureInfo.InvariantCulture, $"  run        {new Duration((long)figures.WallNanoseconds)} with the counter{Cost(figures)}, {Count(figures.Rounds, "round")}\n");
        text.Append("  slope      β = ").Append(Slope(figures)).Append(" of wall time for each ns put in\n");
        if (figures.Threads > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"             {figures.BetaOfThreadTime:0.00} for each ns of thread time; threads that work at the same time wait at the same time, so β counts the longest chain\n");
        }

        text.Append("  verdict    ").Append(Verdict(figures.Verdict)).Append('\n');
        text.Append("  benchmark  ").Append(Teeth(figures)).Append('\n');
        foreach (HandicapLevel level in figures.Levels)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {level.Level * 100,4:0.#} %   {Measured(level.Comparison)}, {new Duration((long)level.InsertedNanoseconds)} put in\n");
        }

        foreach (string note in run.Notes)
        {
            text.Append("  note       ").Append(Printable.Clean(note)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The slope with its interval: <c>1.02 (0.94–1.10)</c>.</summary>
    public static string Slope(HandicapFigures figures) => FormattableString.Invariant($"{figures.Beta:0.00} ({figures.Interval.Low:0.00}–{figures.Interval.High:0.00})");

    /// <summary>What a verdict means, in a sentence.</summary>
    public static string Verdict(HandicapVerdict verdict) => verdict switch
    {
        HandicapVerdict.OnPath => "on the critical path: what is saved here is saved of the run",
        HandicapVerdict.PartlyOnPath => "partly on the critical path: a change here pays β times what it saves",
        HandicapVerdict.OffPath => "off the critical path: the run does not wait for this, and a change here cannot pay",
        HandicapVerdict.Convoy => "a convoy: others queue behind this function, and what is saved here is saved more than once",
        _ => "not known: the slope is too uncertain; a quieter machine or a larger --time-budget would help",
    };

    /// <summary>What the rounds say of the benchmark, in a sentence.</summary>
    public static string Teeth(HandicapFigures figures)
    {
        string smallest = figures.SmallestVisible is double visible && double.IsFinite(visible) ? FormattableString.Invariant($"; the smallest change that so many rounds show here is {visible * 100:0.0} %") : "";
        return (figures.SeesNothingAsChange ? "calls equal programs different: trust nothing here"
            : figures.SeesFivePercent ? "sees 5 %"
            : figures.TellsTeeth ? "does not see 5 %"
            : "cannot be told by a function that the run does not wait for") + smallest;
    }

    private static string Measured(Comparison comparison) => comparison.Interval is { } interval
        ? FormattableString.Invariant($"{Word(comparison.Verdict),-9} ×{comparison.Ratio:0.000} ({interval.Low:0.000}–{interval.High:0.000})")
        : FormattableString.Invariant($"{Word(comparison.Verdict),-9} ×{comparison.Ratio:0.000}");

    private static string Word(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Slower => "slower",
        ComparisonVerdict.Faster => "faster",
        ComparisonVerdict.Same => "same",
        _ => "undecided",
    };

    private static string Cost(HandicapFigures figures) => figures.CounterCost is double cost && cost > DearCounter
        ? FormattableString.Invariant($", which itself costs {cost * 100:0} %: what is called so often moves by being counted")
        : "";

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:#,0} {what}{(number == 1 ? "" : "s")}");
}
