using Hone.Beads;
using Hone.Opportunities;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>The one next step of the method.</summary>
internal static class NextStep
{
    /// <summary>A command that can be run as it stands, or null when nothing is left; and why.</summary>
    public sealed record Answer(string? Command, string Because)
    {
        /// <summary>The folder in which somebody edits before anything else can be done, absolute; null for a step that is the command alone.</summary>
        public string? Edit { get; init; }
    }

    /// <summary>The next step for whoever asks: their own change first, then what the phase lacks.</summary>
    public static Answer For(Session session, PhaseView view, string? folder)
    {
        if (view.Report.Stop.IsMet)
        {
            return Over(BeadsStep.Open(session, view.Beads));
        }

        string option = folder is null ? "" : " -C " + ShellQuoting.Quote(folder);
        if (NextChange.For(session, view, option) is Answer change)
        {
            return change;
        }

        Answer answer = For(view, folder);
        return NextChange.Waiting(session, option) is string waiting ? answer with { Because = $"{answer.Because}; {waiting}" } : answer;
    }

    /// <summary>The end of the phase. Beads that are open all the same keep a timer from its next round, and nothing else would name them.</summary>
    internal static Answer Over(IReadOnlyCollection<BeadView> left) => new(null, "every term of the stop condition holds: the phase may stop" + (left.Count == 0 ? "" :
        $"; no next round begins before {BeadsStep.Named(left)} {(left.Count == 1 ? "is" : "are")} closed: hone beads close NAME --reason …"));

    /// <summary>The next step for the project; <paramref name="folder"/> is how the person named it, or null.</summary>
    public static Answer For(PhaseView view, string? folder)
    {
        string place = folder is null ? "" : " " + ShellQuoting.Quote(folder);
        string option = folder is null ? "" : " -C " + ShellQuoting.Quote(folder);
        PhaseReport report = view.Report;
        if (report.Stop.IsMet)
        {
            return Over([]);
        }

        Gate[] missing = [.. report.Gates.Where(gate => !gate.Holds)];
        if (missing.Length > 1)
        {
            return new("hone run" + place, $"missing: {string.Join(", ", missing.Select(gate => gate.Name))}");
        }

        if (missing.Length == 1)
        {
            return new(missing[0].Command + place, $"{missing[0].Name}: {missing[0].Value}");
        }

        if (view.Beads.FirstOrDefault(bead => bead.IsProfiling && bead.IsOpen) is BeadView profiling)
        {
            return new("hone run" + place, $"the profiling bead {profiling.Name} is open");
        }

        Opportunity? best = report.Matrix.FirstOrDefault(row => view.IsUnresolved(row));
        if (best is not null && view.BeadOf(best) is BeadView { IsReady: true } bead)
        {
            return new($"hone beads claim {ShellQuoting.Quote(bead.Name)}{option}", $"{FigureText.Function(best.Hotspot.Frame)} scores {best.Score:0.0}, the best of the unresolved opportunities");
        }

        if (best is not null && view.BeadOf(best) is null)
        {
            return new("hone beads seed" + place, $"{FigureText.Function(best.Hotspot.Frame)} scores {best.Score:0.0} and has no bead yet");
        }

        if (best is not null)
        {
            return new($"hone matrix show {best.Id}{option}", $"{FigureText.Function(best.Hotspot.Frame)} is being worked on by {view.BeadOf(best)?.Assignee ?? "nobody"}; close its bead with the outcome when done");
        }

        Opportunity? below = report.Matrix.FirstOrDefault(view.IsActionable);
        return below is not null
            ? new($"hone matrix show {below.Id}{option}", $"{FigureText.Function(below.Hotspot.Frame)} is above the hotspot threshold and nobody judged it yet: name its lever (hone matrix set {below.Id} --lever NAME --lines FILE:A-B --because …), or turn it down (hone matrix reject {below.Id} --because …)")
            : new("hone run" + place, "the record is not complete");
    }
}
