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
    public static BeadVerdict Of(Session session, BeadView bead) => Of(session, PhaseView.Load(session), bead);

    /// <summary>The same, by what the record was read to say.</summary>
    public static BeadVerdict Of(Session session, PhaseView view, BeadView bead)
    {
        string step = PhaseRounds.StepOf(session.Project, bead.Key);
        return step switch
        {
            PhaseSteps.Strength => Strength(session, view, bead),
            PhaseSteps.Teeth => Teeth(session, bead.Bead),
            PhaseSteps.Guardrails => Guardrails(session, view, bead),
            _ when step.StartsWith("lever-", StringComparison.Ordinal) => Lever(session, view, bead),
            _ => Step(session, view, step, bead),
        };
    }

    private static BeadVerdict Step(Session session, PhaseView view, string step, BeadView bead)
    {
        string? reason = new RoundEvidence(session, view).Of(bead.Key);
        Gate? stale = _gates.TryGetValue(step, out string? name) ? view.Report.Gates.FirstOrDefault(gate => gate.Name == name && !gate.Holds) : null;
        return stale is not null ? new(false, $"{stale.Name}: {stale.Value}; {stale.Command}")
            : reason is null ? new(false, "the record has no evidence of this round for it: hone run")
            : new(true, reason);
    }

    private static BeadVerdict Strength(Session session, PhaseView view, BeadView bead) =>
        view.Report.Strength is not { Grade: OracleGrade.Full } ? new(false, "the oracle is not at full grade: hone oracle strength")
        : session.Evidence().Strength is { } measured && new RoundEvidence(session, view).Counts(bead.Key, measured.Entry) ? new(true, $"the oracle's grade is full (ledger entry {measured.Entry.Seq})")
        : new(false, "the oracle's grade was full in an earlier round, and was not measured in this one: hone oracle strength");

    private static BeadVerdict Guardrails(Session session, PhaseView view, BeadView bead) =>
        session.Evidence().Guard.Set is not { } set ? new(false, "no reference is pinned: hone guard set")
        : new RoundEvidence(session, view).Counts(bead.Key, set.Entry) ? new(true, $"a reference is pinned (ledger entry {set.Entry.Seq})")
        : new(false, "the reference is the last round's: hone guard set");

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
}
