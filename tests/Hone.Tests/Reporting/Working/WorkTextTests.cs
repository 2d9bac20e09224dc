using Hone.Reporting.Working;
using Hone.Units;

namespace Hone.Tests.Reporting.Working;

public sealed class WorkTextTests
{
    [Fact]
    public void What_agents_did() => Golden.Check(WorkText.Render(
    [
        Row("cpu-1", WorkResult.Landed) with { Gain = "cpu +24.1 % (22.8–25.3)", Usage = new(12000, 900, 0.31) },
        Row("cpu-2", WorkResult.Accepted) with { Gain = "wall +8.0 % (6.9–9.2)" },
        Row("cpu-3", WorkResult.NoWin) with { Rule = "no-gain", Measured = "wall 0.1 % saved in 64 pairs", Gain = "wall +0.1 % (-0.6–0.8)", Calls = 2 },
        Row("cpu-4", WorkResult.Refused) with { Rule = "manifest-touched", Measured = "hone.toml is the manifest" },
        Row("cpu-5", WorkResult.Failed) with { Rule = "agent-timed-out", Measured = "the agent did not end within 30 min" },
    ]));

    [Fact]
    public void Nothing_is_ready() => Assert.Equal("no opportunity bead is ready: hone next says what is\n", WorkText.Render([]));

    [Fact]
    public void Names_from_outside_are_cleaned() => Assert.DoesNotContain('\u001b', WorkText.Render([Row("a\u001b[2J", WorkResult.Refused) with { Measured = "\u001b]0;x" }]));

    private static WorkRow Row(string row, WorkResult result) => new("claude-1.0a1b2c3d", "bd-wordfreq.lever-" + row, row, row + ".1", result) { Calls = 1, Verified = 1, Time = Duration.FromSeconds(90) };
}
