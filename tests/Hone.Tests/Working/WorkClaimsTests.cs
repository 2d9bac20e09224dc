using Hone.Changes;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Working;
using Hone.Linux.Storage;

namespace Hone.Tests.Working;

public sealed class WorkClaimsTests : IDisposable
{
    private const string Run = "0a1b2c3d";

    private readonly RecordedChanges _record = new();

    public void Dispose() => _record.Dispose();

    [Fact]
    public void An_agent_is_called_by_its_program_its_number_and_its_run()
    {
        Assert.Equal("claude-1.0a1b2c3d", WorkClaims.Agent("/usr/bin/claude", 1, Run));
        Assert.Equal("myagent-2.0a1b2c3d", WorkClaims.Agent("my agent!.sh", 2, Run));
        Assert.Equal("agent-3.0a1b2c3d", WorkClaims.Agent("/opt/…", 3, Run));
        Assert.Matches("^[0-9a-f]{8}$", WorkClaims.NewRun());
    }

    [Fact]
    public void A_run_gives_back_what_it_holds_and_nothing_else()
    {
        _record.Beads(("b1", "x-1." + Run), ("b2", "x-1.ffffffff"), ("b3", "me"), ("b4", "x-2." + Run));
        _record.Begin("cpu-1.1", "x-1." + Run, bead: "bd-many.b1");
        _record.Begin("cpu-2.1", "x-1.ffffffff");

        // A change and its bead, and a bead whose change never came to be.
        Assert.Equal(2, WorkClaims.GiveBack(_record.Session, Run, "killed"));
        Assert.Equal((ChangeState.Abandoned, ChangeState.Open), (State("cpu-1.1"), State("cpu-2.1")));
        Assert.Equal((null, "x-1.ffffffff", "me", null), (_record.Assignee("b1"), _record.Assignee("b2"), _record.Assignee("b3"), _record.Assignee("b4")));
        Assert.Equal(0, WorkClaims.GiveBack(_record.Session, Run, "killed"));
    }

    [Fact]
    public void What_was_accepted_is_kept_with_its_bead()
    {
        _record.Beads(("b1", "x-1." + Run));
        _record.Begin("cpu-1.1", "x-1." + Run, bead: "bd-many.b1");
        _record.Verify("cpu-1.1");
        Assert.Equal(0, WorkClaims.GiveBack(_record.Session, Run, "killed"));
        Assert.Equal((ChangeState.Open, "x-1." + Run), (State("cpu-1.1"), _record.Assignee("b1")));
    }

    [Fact]
    public void Only_runs_that_are_dead_are_swept_and_then_forgotten()
    {
        string folder = WorkClaims.Folder(_record.Session);
        _record.Begin("cpu-1.1", "x-1." + Run);
        _record.Begin("cpu-2.1", "x-1.ffffffff");
        AliveMark.Begin(folder, Run).Dispose();
        using AliveMark alive = AliveMark.Begin(folder, "ffffffff");
        Assert.Equal(1, WorkClaims.Sweep(_record.Session));
        Assert.Equal((ChangeState.Abandoned, ChangeState.Open), (State("cpu-1.1"), State("cpu-2.1")));
        Assert.Empty(AliveMark.Dead(folder));
    }

    [Fact]
    public void Runs_and_changes_of_a_clone_lie_under_the_same_name() => Assert.Equal(Path.GetFileName(ChangeFolder.All(_record.Session)), Path.GetFileName(WorkClaims.Folder(_record.Session)));

    private ChangeState State(string id) => ChangeView.Find(_record.Session, id).Recorded.State;
}
