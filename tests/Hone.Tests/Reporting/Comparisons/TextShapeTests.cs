using Hone.Reporting.Comparisons;

namespace Hone.Tests.Reporting.Comparisons;

public sealed class TextShapeTests
{
    [Fact]
    public void Nothing_but_ASCII_is_left_for_a_terminal_that_knows_no_more()
    {
        Assert.Equal("+ C oracle -> 2.0x, 5 us +- 1; x >= 3 . ?", TextShape.ToAscii("✓ C oracle → 2.0×, 5 µs ± 1; ✗ ≥ 3 · é"));
        Assert.All(TextShape.ToAscii("Zoë’s „naïve“ ≤ 日本 …"), static c => Assert.InRange(c, ' ', '~'));
    }
}
