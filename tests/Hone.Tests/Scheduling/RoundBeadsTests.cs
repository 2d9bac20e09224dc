using Hone.Beads;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Scheduling;
using Hone.Ledger;
using Hone.Linux.Trackers;
using Hone.Profiling;
using Hone.Tests.Guarding;

namespace Hone.Tests.Scheduling;

/// <summary>The beads of rounds as a record of measurements closes them. Nothing is measured.</summary>
public sealed class RoundBeadsTests : IDisposable
{
    private const string EachDay = "0 0 * * *";

    private readonly GitProject _project = new();

    public RoundBeadsTests()
    {
        _project.Session.Lock("test", TimeSpan.FromSeconds(10));
        Baseline();
        _ = BeadsStep.SeedAndClose(_project.Session);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_round_is_not_closed_by_what_the_last_one_measured_and_hone_work_measures_it()
    {
        Assert.False(Bead("baseline").IsOpen);
        Assert.False(BeadsStep.IsUnmeasured(_project.Session, View));
        CloseAllBut("guardrails");
        _ = BeadsStep.SeedAndClose(_project.Session, newRound: true);
        Assert.True(Bead("baseline-r2").IsOpen);
        Assert.True(BeadsStep.IsUnmeasured(_project.Session, View));
        Baseline();
        Assert.False(BeadsStep.IsUnmeasured(_project.Session, View));
        _ = BeadsStep.SeedAndClose(_project.Session);
        Assert.False(Bead("baseline-r2").IsOpen);
        Assert.False(BeadsStep.IsUnmeasured(_project.Session, View));
    }

    [Fact]
    public void Guardrails_that_nobody_pinned_stand_over_keep_no_round_away_and_are_closed_once_in_whichever_round_they_are()
    {
        CloseAllBut("guardrails");
        Assert.Empty(BeadsStep.Open(_project.Session, BeadsStep.Read(_project.Session)));
        Assert.Null(DueStep.Ask(_project.Session, EachDay, holdsLock: true).Answer.Open);
        _ = BeadsStep.SeedAndClose(_project.Session, newRound: true);
        Assert.DoesNotContain(BeadsStep.Read(_project.Session), bead => bead.Key.EndsWith("guardrails-r2", StringComparison.Ordinal));
        Assert.NotNull(DueStep.Ask(_project.Session, EachDay, holdsLock: true).Answer.Open);
        Pin();
        _ = BeadsStep.SeedAndClose(_project.Session);
        Assert.False(Bead("guardrails").IsOpen);
        _ = BeadsStep.SeedAndClose(_project.Session);
        Assert.DoesNotContain(BeadsStep.Read(_project.Session), bead => bead.Key.EndsWith("guardrails-r2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_profile_of_waiting_that_only_an_earlier_round_took_does_not_keep_the_matrix_open_and_one_that_each_round_takes_does()
    {
        Profile(ProfileKind.Cpu, ProfileKind.Allocation, ProfileKind.Io, ProfileKind.OffCpu);
        CloseAllBut("guardrails");
        _ = BeadsStep.SeedAndClose(_project.Session, newRound: true);
        CloseAllBut("guardrails", "matrix");
        Profile(ProfileKind.Cpu, ProfileKind.Allocation);
        _ = BeadsStep.SeedAndClose(_project.Session);
        Assert.True(Bead("matrix-r2") is { IsOpen: true, IsReady: true });
        Profile(ProfileKind.Io);
        _ = BeadsStep.SeedAndClose(_project.Session);
        Assert.False(Bead("matrix-r2").IsOpen);
    }

    [Fact]
    public void The_reference_of_the_last_round_is_not_this_ones()
    {
        Pin();
        CloseAllBut();
        _ = BeadsStep.SeedAndClose(_project.Session, newRound: true);
        BeadVerdict verdict = BeadVerdicts.Of(_project.Session, Bead("guardrails-r2"));
        Assert.True(!verdict.Passes && verdict.Note.Contains("the last round's", StringComparison.Ordinal), verdict.Note);
        Pin();
        Assert.True(BeadVerdicts.Of(_project.Session, Bead("guardrails-r2")).Passes);
    }

    [Fact]
    public void A_new_round_that_was_asked_for_has_no_beads_while_the_last_one_is_open()
    {
        _ = BeadsStep.SeedAndClose(_project.Session, newRound: true);
        Assert.DoesNotContain(BeadsStep.Read(_project.Session), bead => bead.Key.EndsWith("-r2", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_phase_may_stop_the_beads_that_keep_the_next_round_away_are_named()
    {
        CloseAllBut("guardrails", "matrix");
        string said = NextStep.Over(BeadsStep.Open(_project.Session, BeadsStep.Read(_project.Session))).Because;
        Assert.Contains("no next round begins before bd-", said, StringComparison.Ordinal);
        Assert.Contains(".matrix is closed", said, StringComparison.Ordinal);
        CloseAllBut("guardrails");
        Assert.EndsWith("the phase may stop", NextStep.Over(BeadsStep.Open(_project.Session, BeadsStep.Read(_project.Session))).Because, StringComparison.Ordinal);
    }

    private PhaseView View => PhaseView.LoadUnguarded(_project.Session);

    private BeadView Bead(string step) => BeadsStep.Read(_project.Session).Single(bead => bead.Key == BeadId.Key(_project.Session.Project, step));

    private void Baseline() => _project.Session.Append(EntryKind.Baseline, new BaselineFact("day", "/bin/true", 0, 3, new Dictionary<string, string>()), FactJson.Default.BaselineFact);

    private void Profile(params ProfileKind[] kinds)
    {
        foreach (ProfileKind kind in kinds)
        {
            _project.Session.Append(EntryKind.Profile, new ProfileFact("day", kind.Name(), "none", "/bin/true", ["not recordable here"]), FactJson.Default.ProfileFact);
        }
    }

    private void Pin() => _project.Session.Append(EntryKind.GuardSet, new GuardSetFact("abc", [], 0.1), FactJson.Default.GuardSetFact);

    // As hone beads close does it.
    private void CloseAllBut(params string[] steps)
    {
        Session session = _project.Session;
        Dictionary<string, string> closed = [];
        foreach (BeadView bead in BeadsStep.Read(session).Where(bead => bead.IsOpen && bead.Key != session.Project.Name && !steps.Contains(PhaseRounds.StepOf(session.Project, bead.Key))))
        {
            _ = BeadsStep.Tracker(session).Close(bead.Key, "nothing more to do", success: true, "me", Session.Now, force: true);
            closed[bead.Key] = "nothing more to do";
        }

        session.Append(EntryKind.Beads, new BeadsFact([], closed), FactJson.Default.BeadsFact);
    }
}
