using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class TextSealTests
{
    private static readonly string Sealed = TextSeal.Seal("Title", "Body\n- [ ] box");

    [Fact]
    public void Sealed_text_is_intact_whatever_the_line_ends()
    {
        Assert.True(TextSeal.IsIntact("Title", Sealed));
        Assert.True(TextSeal.IsIntact("Title ", Sealed.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"));
    }

    [Fact]
    public void Any_edit_breaks_the_seal()
    {
        Assert.False(TextSeal.IsIntact("Title!", Sealed));
        Assert.False(TextSeal.IsIntact("Title", Sealed.Replace("[ ]", "[x]", StringComparison.Ordinal)));
        Assert.False(TextSeal.IsIntact("Title", Sealed + "\nMore."));
        Assert.False(TextSeal.IsIntact("Title", "Body"));
        Assert.False(TextSeal.IsIntact("Title", ""));
        Assert.False(TextSeal.IsIntact("Title", "<!-- hone:text -->"));
    }
}
