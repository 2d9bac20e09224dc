using Hone.Cli.Steps.Guarding;
using Hone.Units;

namespace Hone.Tests.Guarding;

public sealed class GuardSelfTestTests
{
    [Fact]
    public void A_program_beside_itself_is_always_among_the_checks()
    {
        Assert.Equal([0, 0.05, 0.1], Plan(0.05, 0.1).Effects);
        Assert.Equal([0, 0.05], Plan(0.05, 0, 0.05).Effects);
        Assert.Equal([0], Plan().Effects);
    }

    private static GuardSelfTestPlan Plan(params double[] effects) => new(1, effects, Duration.FromSeconds(1), Duration.FromSeconds(1), 1);
}
