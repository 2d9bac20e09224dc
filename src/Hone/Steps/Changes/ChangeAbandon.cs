using System.Globalization;
using Hone.Changes;
using Hone.Changes.Verdicts;
using Hone.Problems;

namespace Hone.Cli.Steps.Changes;

/// <summary>Ends a change without landing it: given up, or closed because the evidence says that it cannot win.</summary>
internal static class ChangeAbandon
{
    private static readonly string[] _gainRules = ["no-gain", "below-minimum", "slower", "not-confirmed", "gain-not-shown"];

    /// <summary>Gives it up. Its entries stay, and so do its attempts; nothing else does.</summary>
    public static void Run(Session session, ChangeView view, string because)
    {
        ChangeLand.TakeBack(session, view);
        ChangeClosing.Close(session, view, ChangeState.Abandoned, because);
    }

    /// <summary>A whole verification says that there is no gain worth having: what <see cref="NoWin"/> asks for.</summary>
    public static bool IsNoGain(JudgedRun run) => run is { Run.Quick: false, Verdict.DecidedBy: string rule } && _gainRules.Contains(rule);

    /// <summary>Closes it with its evidence: a whole verification, the last, says that there is no gain worth having. The row is turned down and its bead closed.</summary>
    public static void NoWin(Session session, ChangeView view)
    {
        if (view.Last is not { Verdict: Verdict verdict } last)
        {
            throw Refused(view, "not-verified", "nothing was measured", $"hone change verify {view.Change.Id}");
        }

        if (!_gainRules.Contains(verdict.DecidedBy) || last.Gain(view.Change) is not GainFigures gain)
        {
            throw Refused(view, "no-win-not-shown", $"the last verification says {verdict.Word}{(verdict.DecidedBy is string rule ? $" ({rule})" : "")}", verdict is Verdict.Accepted ? $"hone change land {view.Change.Id}" : $"mend the change, or give it up: hone change abandon {view.Change.Id}");
        }

        if (last.Run!.Quick)
        {
            throw Refused(view, "only-quick", "the last verification was a quick one", $"hone change verify {view.Change.Id}");
        }

        string evidence = string.Create(
            CultureInfo.InvariantCulture,
            $"{gain.Metric.Name} of {gain.Workload} {gain.Gain * 100:+0.0;-0.0} % saved{(gain.Range is { } range ? $" ({range.Low * 100:0.0} to {range.High * 100:0.0})" : "")} in {gain.Comparison.Pairs} pairs, least worth having {gain.Least * 100:0.0} %; ledger entry {last.Recorded.Run.Entry.Seq}");
        ChangeClosing.Close(session, view, ChangeState.NoWin, evidence);
    }

    private static ProblemException Refused(ChangeView view, string rule, string measured, string next) =>
        new(new(ExitCode.GateSaidNo, rule, $"{measured}; a change is closed as no-win by a whole verification that shows no gain worth having", next) { Place = view.Change.Id, Measured = measured });
}
