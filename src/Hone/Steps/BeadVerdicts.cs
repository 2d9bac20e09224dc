using Hone.Beads;
using Hone.Cli.Steps.Handicaps;
using Hone.Equivalence;
using Hone.Ledger;
using Hone.Linux.Trackers;
using Hone.Opportunities;
using Hone.Opportunities.Calibration;
using Hone.Opportunities.Handicaps;
using Hone.Reporting;

namespace Hone.Cli.Steps;

/// <summary>Hone's word on a bead, computed from the record each time it is asked for.</summary>
internal static class BeadVerdicts
{
    private static readonly Dictionary<string, string> _gates = new()
    {
        [PhaseSteps.Baseline] = "baseline",
        [PhaseSteps.FlameGraph] = "profiles",
        [PhaseSteps.Heaptrack] = "profiles",
        [PhaseSteps.Io] = "profiles",
        [PhaseSteps.Oracle] = "oracle",
    };

    /// <summary>Whether the record holds the evidence that closes the bead, which is none of the epic: that ends by the stop condition.</summary>
    public static BeadVerdict Of(Session session, BeadView bead)
    {
        PhaseView view = PhaseView.Load(session);
        string step = PhaseRounds.StepOf(session.Project, bead.Key);
        return step switch
        {
            PhaseSteps.Strength => Of(view.Report.Strength is { Grade: OracleGrade.Full }, "the oracle's grade is full", "the oracle is not at full grade: hone oracle strength"),
            PhaseSteps.Teeth => Teeth(session, bead.Bead),
            PhaseSteps.Guardrails => Of(session.Evidence().Guard.Set is not null, "a reference is pinned", "no reference is pinned: hone guard set"),
            _ when step.StartsWith("lever-", StringComparison.Ordinal) => Lever(session, view, bead),
            _ => Step(view, step),
        };
    }

    private static BeadVerdict Step(PhaseView view, string step)
    {
        string? reason = BeadsStep.Evidence(view).FirstOrDefault(each => each.Step == step).Reason;
        Gate? stale = _gates.TryGetValue(step, out string? name) ? view.Report.Gates.FirstOrDefault(gate => gate.Name == name && !gate.Holds) : null;
        return stale is not null ? new(false, $"{stale.Name}: {stale.Value}; {stale.Command}")
            : reason is null ? new(false, "the record has no evidence for it: hone run")
            : new(true, reason);
    }

    private static BeadVerdict Lever(Session session, PhaseView view, BeadView bead)
    {
        Outcome? outcome = session.Evidence().Matrix.Outcomes.LastOrDefault(each => BeadId.Key(session.Project, BeadId.StepOfRow(each.Row)) == bead.Key);
        Opportunity? row = view.Report.Matrix.FirstOrDefault(each => BeadId.Key(session.Project, BeadId.StepOfRow(each.Id)) == bead.Key);
        return outcome?.Verdict switch
        {
            OutcomeVerdict.Landed => new(true, $"a change at {outcome.Row} landed, with its gain measured"),
            OutcomeVerdict.NoWin => new(true, $"no win at {outcome.Row}, with the figures in the record"),
            _ when row?.Rejected is { } because => new(true, $"{row.Id} was turned down: {because}"),
            OutcomeVerdict.Refused => new(false, $"the last change at {outcome.Row} was turned down by a gate"),
            _ => new(false, "no change at it has landed or was shown to be no win: hone change start"),
        };
    }

    private static BeadVerdict Teeth(Session session, Bead bead)
    {
        Evidence evidence = session.Evidence();
        IReadOnlyList<TeethTest> tests = HandicapView.TeethTests(session, evidence);
        IReadOnlyList<string> lacking = TeethEvidence.Lacking(tests, bead.CreatedAt);
        return HandicapView.Blunt(session, evidence) is { } blunt ? new(false, $"a benchmark does not show 5 %: {blunt.Workloads[0]}; hone handicap --teeth")
            : tests.Count == 0 ? new(false, "no benchmark was tested: hone handicap --teeth")
            : lacking.Count > 0 ? new(false, $"not tested since the bead was made, or not as the program is now: {string.Join(", ", lacking)}; hone handicap --teeth")
            : new(true, "every benchmark that was tested shows 5 %, and was tested since the bead was made");
    }

    private static BeadVerdict Of(bool passes, string held, string missing) => new(passes, passes ? held : missing);
}
