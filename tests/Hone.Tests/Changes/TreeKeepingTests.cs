using Hone.Cli.Steps.Changes;

namespace Hone.Tests.Changes;

/// <summary>What a run leaves in a built tree is gone before the next, and nothing else is.</summary>
public sealed class TreeKeepingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hone-keeping-").FullName;

    private string Tree => Path.Combine(_root, "tree");

    public TreeKeepingTests()
    {
        Directory.CreateDirectory(Path.Combine(Tree, "src"));
        File.WriteAllText(Path.Combine(Tree, "src/work.py"), "print(1)\n");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void New_files_and_folders_go_and_outputs_stay()
    {
        TreeKeeping keeping = new(Tree);
        File.WriteAllText(Path.Combine(Tree, "memo"), "42");
        Directory.CreateDirectory(Path.Combine(Tree, "src/answer-42/deep"));
        File.WriteAllText(Path.Combine(Tree, "report.txt"), "an output");
        keeping.Sweep(path => path == Path.Combine(Tree, "report.txt"));
        Assert.Equal(["report.txt", "src", "src/work.py"], Directory.EnumerateFileSystemEntries(Tree, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Tree, path)).Order(StringComparer.Ordinal));
        Assert.Null(keeping.Changed);
    }

    [Fact]
    public void What_lies_behind_a_link_is_not_the_trees()
    {
        string mine = Directory.CreateDirectory(Path.Combine(_root, "mine")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(Tree, "node_modules"), mine);
        TreeKeeping keeping = new(Tree);
        File.WriteAllText(Path.Combine(mine, "installed-meanwhile"), "keep me");
        Directory.CreateSymbolicLink(Path.Combine(Tree, "latest"), mine);
        keeping.Sweep(_ => false);
        Assert.True(File.Exists(Path.Combine(mine, "installed-meanwhile")));
        Assert.True(Directory.Exists(Path.Combine(Tree, "node_modules")));
        Assert.False(Path.Exists(Path.Combine(Tree, "latest")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_input_that_Hone_moves_and_puts_back_is_unchanged_unless_a_run_changed_it_before(bool edited)
    {
        TreeKeeping keeping = new(Tree);
        string file = Path.Combine(Tree, "src/../src/work.py");
        string saved = Path.Combine(_root, "saved");
        Thread.Sleep(20);
        if (edited)
        {
            File.WriteAllText(file, "print(2)\n");
        }

        keeping.Taking(file);
        File.Move(file, saved);
        File.WriteAllText(file, "generated");
        File.Delete(file);
        File.Move(saved, file);
        keeping.PutBack(file);
        keeping.Sweep(_ => false);
        Assert.Equal(edited ? "src/work.py" : null, keeping.Changed);
    }

    [Fact]
    public void A_file_that_was_changed_is_noticed_though_its_size_and_time_are_set_back()
    {
        TreeKeeping keeping = new(Tree);
        string file = Path.Combine(Tree, "src/work.py");
        DateTime before = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "print(2)\n");
        File.SetLastWriteTimeUtc(file, before);
        keeping.Sweep(_ => false);
        Assert.Equal("src/work.py", keeping.Changed);
    }

    [Fact]
    public void A_file_that_is_gone_is_noticed_and_an_output_that_is_gone_is_not()
    {
        File.WriteAllText(Path.Combine(Tree, "report.txt"), "made by the build");
        TreeKeeping keeping = new(Tree);
        File.Delete(Path.Combine(Tree, "report.txt"));
        keeping.Sweep(path => path == Path.Combine(Tree, "report.txt"));
        keeping.Sweep(_ => false);
        Assert.Null(keeping.Changed);
        File.Delete(Path.Combine(Tree, "src/work.py"));
        keeping.Sweep(_ => false);
        Assert.Equal("src/work.py", keeping.Changed);
    }
}
