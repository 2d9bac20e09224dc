using Hone.Changes.Runs;
using Hone.Cli.Steps;

namespace Hone.Tests.Working;

public sealed class NextChangeTests : IDisposable
{
    private const string Id = "cpu-1.1";

    private readonly RecordedChanges _record = new("[agent]\nattempts = 2\n");

    public void Dispose() => _record.Dispose();

    [Fact]
    public void Without_a_change_or_a_claim_no_change_is_next() => Assert.Null(Next());

    [Fact]
    public void An_open_change_is_edited_then_verified_then_landed()
    {
        _record.Begin(Id, "me", edited: false);
        Assert.EndsWith("/tree", Next()!.Edit, StringComparison.Ordinal);
        _record.Edit(Id);
        Assert.Equal("hone change verify cpu-1.1 -C /p", Next()!.Command);
        _record.Verify(Id, run => run with { Quick = true });
        Assert.Equal("hone change verify cpu-1.1 -C /p", Next()!.Command);
        _record.Verify(Id);
        Assert.Equal("hone change land cpu-1.1 -C /p", Next()!.Command);
    }

    [Fact]
    public void What_was_accepted_on_another_base_is_verified_again_whosever_it_is()
    {
        _record.Begin(Id, "me");
        _record.Verify(Id);
        Assert.Equal("hone change land cpu-1.1 -C /p", Next()!.Command);
        _record.Commit("other.c", "int other;\n");
        Assert.Equal("hone change verify cpu-1.1 -C /p", Next()!.Command);
        _record.Session.ActingAs = "somebody";
        Assert.Equal("hone change verify cpu-1.1 -C /p", Next()!.Command);
    }

    [Fact]
    public void A_landing_that_is_refused_for_want_of_a_sandbox_is_not_asked_for_again()
    {
        _record.Begin(Id, "me");
        _record.Verify(Id, Unsandboxed);
        NextStep.Answer answer = Next()!;
        Assert.Equal("hone change show cpu-1.1 -C /p", answer.Command);
        Assert.Contains("both arms keep the network", answer.Because, StringComparison.Ordinal);
        Assert.Contains("--unsandboxed REASON", answer.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_have_accepted_is_landed_unless_it_was_without_a_sandbox_which_waits_and_is_told()
    {
        _record.Begin(Id, "x-1.0a1b2c3d");
        Assert.Null(Next());
        _record.Verify(Id, Unsandboxed);
        Assert.Null(Next());
        Assert.Contains("hone change show cpu-1.1", NextStep.For(_record.Session, _record.View, null).Because, StringComparison.Ordinal);
        _record.Verify(Id);
        Assert.Equal("hone change land cpu-1.1 -C /p", Next()!.Command);
        Assert.Null(NextChange.Waiting(_record.Session, ""));
    }

    [Fact]
    public void A_change_whose_attempts_are_used_is_given_up()
    {
        _record.Begin(Id, "me");
        ChangeRun Refused(ChangeRun run) => run with { Findings = [new("proof", "order-not-shown", "claim", "no witness", "one", "show it", true)] };
        _record.Verify(Id, Refused);
        Assert.NotNull(Next()!.Edit);
        _record.Verify(Id, Refused);
        Assert.StartsWith("hone change abandon cpu-1.1", Next()!.Command, StringComparison.Ordinal);
    }

    private static ChangeRun Unsandboxed(ChangeRun run) => run with { Sandbox = new(true, false, true, ["both arms keep the network: the program needs it"]) { Variables = true, Making = true } };

    private NextStep.Answer? Next() => NextChange.For(_record.Session, _record.View, " -C /p");
}
