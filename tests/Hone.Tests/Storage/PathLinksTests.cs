using Hone.Linux.Storage;

namespace Hone.Tests.Storage;

/// <summary>Where paths lie when links are on the way, whatever somebody committed.</summary>
public sealed class PathLinksTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hone-links-").FullName;

    private string Tree => Path.Combine(_root, "tree");

    public PathLinksTests()
    {
        Directory.CreateDirectory(Path.Combine(Tree, "real/deep"));
        Directory.CreateDirectory(Path.Combine(_root, "out/x"));
        Directory.CreateDirectory(Path.Combine(_root, "out/y"));
        Directory.CreateDirectory(Path.Combine(_root, "tree-2"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("real/in.txt", "real/in.txt")]
    [InlineData("new/deep/in.txt", "new/deep/in.txt")]
    [InlineData("inner/in.txt", "real/deep/in.txt")]
    [InlineData("absolute/in.txt", "real/in.txt")]
    [InlineData("top/in.txt", "in.txt")]
    [InlineData("own/in.txt", null)]
    [InlineData("one/in.txt", null)]
    [InlineData("two/in.txt", null)]
    [InlineData("outer/in.txt", null)]
    [InlineData("around/in.txt", null)]
    [InlineData("beside/in.txt", null)]
    [InlineData("dangling/in.txt", null)]
    [InlineData("dangling", null)]
    [InlineData("outer", null)]
    public void A_path_is_inside_where_the_kernel_finds_it_inside(string path, string? inside)
    {
        Link("inner", "real/deep");
        Link("absolute", Path.Combine(Tree, "real"));
        Link("top", ".");
        Link("own", "own/x");
        Link("one", "two");
        Link("two", "one/x");
        Link("outer", Path.Combine(_root, "out/x"));

        // Without the link this would be "tree/y", which is inside and there.
        Directory.CreateDirectory(Path.Combine(Tree, "y"));
        Link("around", "outer/../y");
        Link("beside", "../tree-2");
        Link("dangling", "nothing");
        Assert.Equal(inside is null ? null : Path.Combine(Tree, inside), PathLinks.Inside(Tree, Path.Combine(Tree, path)));
    }

    [Fact]
    public void A_tree_that_is_named_by_a_link_is_that_tree()
    {
        string named = Path.Combine(_root, "named");
        File.CreateSymbolicLink(named, Tree);
        Assert.Equal(Path.Combine(named, "real/in.txt"), PathLinks.Inside(named, Path.Combine(named, "real/in.txt")));
    }

    [Fact]
    public void The_first_link_among_the_folders_on_the_way_is_told_and_one_at_the_path_is_none()
    {
        Link("real/inner", "deep");
        Link("real/deep/second", "third");
        Assert.Equal(new PathLink("real/inner", "deep"), PathLinks.First(Tree, "real/inner/second/in.txt"));
        Assert.Null(PathLinks.First(Tree, "real/inner"));
    }

    private void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(Tree, path), target);
}
