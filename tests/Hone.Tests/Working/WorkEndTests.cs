using Hone.Changes;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Working;
using Hone.Reporting.Working;

namespace Hone.Tests.Working;

public sealed class WorkEndTests : IDisposable
{
    private const string Id = "cpu-1.1";

    private readonly RecordedChanges _record = new();

    public void Dispose() => _record.Dispose();

    [Fact]
    public void What_was_accepted_is_not_given_up_whatever_comes_after()
    {
        _record.Begin(Id, "x-1.0a1b2c3d");
        _record.Verify(Id);
        WorkRow row = Returned("project-locked");
        Assert.Equal((WorkResult.Accepted, "project-locked", "it went wrong"), (row.Result, row.Rule, row.Measured));
        Assert.Equal(ChangeState.Open, State());
    }

    [Fact]
    public void What_landed_is_told_as_landed()
    {
        ChangeView view = _record.Begin(Id, "x-1.0a1b2c3d");
        ChangeClosing.Close(_record.Session, view, ChangeState.Landed, "it gains", new('e', 40));
        WorkRow row = Returned("bug");
        Assert.Equal((WorkResult.Landed, new string('e', 40)), (row.Result, row.Commit));
    }

    [Fact]
    public void A_quick_verification_that_accepts_and_one_that_refuses_keep_nothing()
    {
        _record.Begin(Id, "x-1.0a1b2c3d");
        _record.Verify(Id, run => run with { Quick = true });
        Assert.Equal((WorkResult.Failed, ChangeState.Abandoned), (Returned("agent-failed").Result, State()));
    }

    private WorkRow Returned(string rule) => WorkEnd.Returned(_record.Session, new("x-1.0a1b2c3d", "bd-many.b1", "cpu-1", Id, WorkResult.Stopped), WorkResult.Failed, rule, "it went wrong");

    private ChangeState State() => ChangeView.Find(_record.Session, Id).Recorded.State;
}
