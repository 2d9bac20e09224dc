using System.Globalization;
using System.Text;
using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Reporting;
using Hone.Reporting.Comparisons;

namespace Hone.Cli.Steps.Changes;

/// <summary>Changes as people read them, on 80 columns.</summary>
internal static class ChangeText
{
    private const int Name = 12;

    /// <summary>All changes, one a line.</summary>
    public static string List(IReadOnlyList<ChangeView> changes)
    {
        if (changes.Count == 0)
        {
            return "no change was begun; begin one with: hone change start ROW\n";
        }

        TextTable table = new("change", "state", "lever", "function", "last verdict");
        foreach (ChangeView view in changes)
        {
            table.Add(view.Change.Id, view.Recorded.State.Name(), view.Change.Lever, Printable.Shorten(Printable.Clean(view.Change.Function), 24), Word(view.Last));
        }

        return table.ToText("");
    }

    /// <summary>One change with its verifications.</summary>
    /// <param name="view">The change.</param>
    /// <param name="worktree">Its worktree; null when it has none any more.</param>
    public static string Page(ChangeView view, string? worktree)
    {
        Change change = view.Change;
        StringBuilder text = new();
        text.Append(change.Id).Append("  ").Append(view.Recorded.State.Name()).Append('\n');
        Line(text, "row", $"{change.Row}: {change.Lever} in {change.Function}, {change.Metric} of {change.Workload}");
        Line(text, "base", change.Base);
        Line(text, "bound", string.Create(CultureInfo.InvariantCulture, $"{change.Bound.Gain * 100:0.0} %{(change.Bound.Holds ? "" : ", which is no bound here")}: {change.Bound.Basis}"));
        Line(text, "worktree", worktree ?? "none");
        Line(text, "attempts", string.Create(CultureInfo.InvariantCulture, $"{view.Recorded.Attempts} of this change, {view.Recorded.TriedBefore} at this function since something landed there; the next is tested at {VerdictLimits.Alpha(view.Recorded.TriedBefore + 1) * 100:0.###} %"));
        if (change.Bead is string bead)
        {
            Line(text, "bead", bead);
        }

        if (view.Recorded.Closed is { } closed)
        {
            Line(text, "closed", $"{closed.Fact.How} by {closed.Entry.Actor}: {closed.Fact.Because}");
        }

        foreach (JudgedRun run in view.Runs)
        {
            text.Append('\n').Append(Run(view, run));
        }

        return text.ToString();
    }

    /// <summary>One verification with its verdict.</summary>
    public static string Run(ChangeView view, JudgedRun run)
    {
        StringBuilder text = new();
        string quick = run.Recorded.Run.Fact.Quick ? ", quick" : "";
        string attempt = run.Recorded.Attempt > 0 ? FormattableString.Invariant($", attempt {run.Recorded.Attempt}") : "";
        text.Append(CultureInfo.InvariantCulture, $"entry {run.Recorded.Run.Entry.Seq}: {Word(run)}{quick}{attempt}\n");
        switch (run.Verdict)
        {
            case Verdict.Rejected rejected:
                Line(text, "rule", rejected.Rule + (rejected.Quarantined ? ", quarantined" : ""));
                Line(text, "measured", rejected.Measured);
                Line(text, "limit", rejected.Limit);
                Line(text, "next", rejected.Next);
                break;
            case Verdict.Inconclusive inconclusive:
                Line(text, "rule", inconclusive.Rule);
                Line(text, "because", inconclusive.Because);
                Line(text, "decides", inconclusive.Decides);
                break;
            case null:
                Line(text, "because", "its evidence is not on this machine, or is no longer the same");
                break;
            default:
                break;
        }

        if (run.Run is ChangeRun seen)
        {
            Seen(text, view, run, seen);
        }

        return text.ToString();
    }

    private static void Seen(StringBuilder text, ChangeView view, JudgedRun run, ChangeRun seen)
    {
        if (run.Gain(view.Change) is GainFigures gain)
        {
            string range = gain.Range is { } interval ? string.Create(CultureInfo.InvariantCulture, $" ({interval.Low * 100:0.0} to {interval.High * 100:0.0}, 95 %)") : "";
            Line(text, "gain", string.Create(CultureInfo.InvariantCulture, $"{gain.Gain * 100:0.0} % of {gain.Metric.Name}{range} in {gain.Comparison.Pairs} pairs; at least {gain.Least * 100:0.0} % is asked for"));
        }

        if (run.Verdict is Verdict.Accepted && view.Change.Bound is { Holds: true, CallersShare: double callers } bound && run.Gain(view.Change) is { Range.Low: double low } && low > bound.High + VerdictLimits.BoundSlack)
        {
            Line(text, "beyond", string.Create(CultureInfo.InvariantCulture, $"the function itself costs at most {bound.High * 100:0.0} %: its callers ({callers * 100:0.0} % of CPU time) do less with what it returns; look whether that is meant"));
        }

        Line(text, "patch", $"{seen.Patch[..Math.Min(16, seen.Patch.Length)]}, {Count(seen.Paths.Count(path => path.Class == PathClass.Source), "source file")} on {seen.Base[..Math.Min(12, seen.Base.Length)]}");
        foreach (IGrouping<PathClass, ChangedPath> group in seen.Paths.Where(path => path.Class != PathClass.Source).GroupBy(path => path.Class).OrderBy(group => group.Key))
        {
            string what = group.Key == PathClass.NewTest ? "run on both" : "left out";
            Line(text, what, string.Join(", ", group.Take(6).Select(path => $"{path.Path} ({path.Why})")) + (group.Count() > 6 ? FormattableString.Invariant($", and {group.Count() - 6} more") : ""));
        }

        if (seen.Cases is { } cases)
        {
            Line(text, "oracle", $"{Count(cases.Count, "case")}{(seen.Seeded is { } seeded ? ", " + Count(seeded.Tried, "generated input") : "")}, {Count(seen.Timed.Sum(timed => timed.Outputs.Compared), "timed output")} compared");
        }

        if (seen.Sandbox is SandboxReport sandbox)
        {
            Line(text, "sandbox", sandbox.IsSandboxed && sandbox.Without.Count == 0 ? "whole" : (sandbox.IsSandboxed ? "" : "unsandboxed: ") + string.Join("; ", sandbox.Without));
        }

        foreach (GateFinding finding in seen.Findings)
        {
            Line(text, finding.Blocks ? finding.Gate : "warning", $"{finding.Rule} {finding.Place}: {finding.Measured}; {finding.Limit}; {finding.Next}");
        }

        foreach (string note in seen.Notes)
        {
            Line(text, "note", note);
        }
    }

    /// <summary>What a gate found, one rule a paragraph, what blocks first.</summary>
    public static string Findings(IReadOnlyList<GateFinding> findings)
    {
        StringBuilder text = new();
        foreach (GateFinding finding in findings.OrderByDescending(finding => finding.Blocks))
        {
            text.Append(Printable.Clean($"{finding.Place}: {finding.Rule}{(finding.Blocks ? "" : ", a warning")}")).Append('\n');
            Line(text, "measured", finding.Measured);
            Line(text, "limit", finding.Limit);
            Line(text, "next", finding.Next);
        }

        return text.ToString();
    }

    /// <summary>The verdict in a word or two.</summary>
    public static string Word(JudgedRun? run) => run is null ? "not verified"
        : run.Verdict is not Verdict verdict ? "evidence missing"
        : verdict.Word + (verdict.DecidedBy is string rule ? $" ({rule})" : "") + (run.Run?.Sandbox is { IsSandboxed: false } ? ", unsandboxed" : "");

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static void Line(StringBuilder text, string name, string value) =>
        text.Append(TextShape.Wrap(string.Join(' ', value.Split('\n').Select(Printable.Clean)), "  " + name.PadRight(Name), new(' ', Name + 2)));
}
