using Hone.Linux.Repositories;

namespace Hone.Tests.Repositories;

/// <summary>What <c>git diff-tree --raw -z</c> says.</summary>
public sealed class TreeEntryTests
{
    [Fact]
    public void Changes_additions_deletions_and_renames_are_told_apart()
    {
        IReadOnlyList<TreeEntry> entries = TreeEntry.Read(
            ":100644 100755 aa bb M\0src/x.c\0:000000 100644 00 cc A\0new\n.c\0:100644 000000 dd 00 D\0gone.c\0:100644 100644 ee ff R087\0old.c\0moved.c\0:100644 120000 11 22 T\0link\0");
        Assert.Equal(["src/x.c", "new\n.c", "gone.c", "moved.c", "link"], entries.Select(entry => entry.Path));
        Assert.Equal("old.c", entries[3].Old);
        Assert.Equal([false, true, false, false, false], entries.Select(entry => entry.IsAdded));
        Assert.Equal([false, false, true, false, false], entries.Select(entry => entry.IsDeleted));
        Assert.Equal([true, true, true, true, false], entries.Select(entry => entry.IsRegular));
        Assert.Equal(("100755", "bb"), (entries[0].NewMode, entries[0].NewBlob));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing of the kind")]
    [InlineData(":100644 100644 aa bb R100\0only-one")]
    [InlineData(":100644 100644\0x\0")]
    public void What_is_cut_or_something_else_gives_no_entries(string raw) => Assert.Empty(TreeEntry.Read(raw));
}
