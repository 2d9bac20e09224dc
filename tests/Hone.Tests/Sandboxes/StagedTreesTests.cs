using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;

namespace Hone.Tests.Sandboxes;

/// <summary>Trees at one path, with one folder for their outputs.</summary>
public sealed class StagedTreesTests : IDisposable
{
    private readonly string _project = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly StagedTrees _trees = new();

    public StagedTreesTests() => Write("main.py", "print()");

    [Fact]
    public void Each_lies_on_the_stage_in_its_turn_and_they_write_to_one_folder()
    {
        BuildTree first = Make(0);
        BuildTree second = Make(1);
        HashSet<ulong> inodes = [];
        HashSet<string> others = [];
        foreach (int turn in new[] { 0, 1, 1, 0, 1 })
        {
            _trees.Put(turn);
            Assert.Equal(Path.Combine(_trees.Stage, "tree"), _trees[turn].Project);
            Assert.Equal(turn == 0 ? "0" : "1", File.ReadAllText(Path.Combine(_trees[turn].Project, "which")));
            inodes.Add(Inode(Path.Combine(_trees[turn].Project, "out")));
            others.Add(string.Join(' ', Inode(first.Home), Inode(first.Temporary)));
        }

        Assert.Single(inodes);
        Assert.Single(others);
        Assert.Equal(first.Project, second.Project);
    }

    [Fact]
    public void What_a_run_of_one_left_the_other_does_not_find()
    {
        _ = Make(0);
        _ = Make(1);
        _trees.Put(0);
        string output = Path.Combine(_trees[0].Project, "out");
        Directory.CreateDirectory(Path.Combine(output, "an/answer"));
        File.WriteAllText(Path.Combine(output, "an/answer/file"), "");
        File.WriteAllText(Path.Combine(output, "file"), "");

        _trees.Put(1);
        _trees[1].ClearOutputs(["out"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(output));
        Assert.Equal(0, _trees.Deleted);

        _trees.Put(0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(output));
    }

    [Fact]
    public void A_folder_in_which_one_of_them_has_something_of_its_own_is_not_shared()
    {
        Write("out/kept", "of the source");
        _ = Make(0);
        File.Delete(Path.Combine(_project, "out/kept"));
        _ = Make(1);

        _trees.Put(0);
        string output = Path.Combine(_trees[0].Project, "out");
        ulong first = Inode(output);
        _trees[0].ClearOutputs(["out"]);
        Assert.Equal(["kept"], Directory.EnumerateFiles(output).Select(Path.GetFileName));
        _trees.Put(1);
        Assert.Empty(Directory.EnumerateFiles(output));
        Assert.NotEqual(first, Inode(output));
    }

    [Fact]
    public void One_that_is_made_anew_with_a_file_there_ends_the_sharing_and_everyone_keeps_a_folder()
    {
        _ = Make(0);
        _ = Make(1);
        _trees.Put(1);
        Write("out/kept", "of the source");
        _ = Make(1);

        Assert.True(File.Exists(Path.Combine(_trees[1].Project, "out/kept")));
        _trees.Put(0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_trees[0].Project, "out")));
        _trees.Put(1);
        Assert.True(File.Exists(Path.Combine(_trees[1].Project, "out/kept")));
    }

    [Fact]
    public void Apart_each_has_a_folder_and_one_of_three_can_go()
    {
        _ = Make(0);
        _ = Make(1);
        _ = Make(2);
        ulong shared = Inode(Path.Combine(_trees[2].Project, "out"));
        _trees.Part();
        Assert.All([0, 1, 2], number => Assert.True(Directory.Exists(Path.Combine(_trees.Aside(number), "tree/out"))));
        File.WriteAllText(Path.Combine(_trees.Aside(0), "tree/out/left"), "");

        _trees.Remove(2);
        Assert.Null(_trees.Now);
        foreach (int turn in new[] { 0, 1, 0 })
        {
            _trees.Put(turn);
            _trees[turn].ClearOutputs(["out"]);
            Assert.Equal(shared, Inode(Path.Combine(_trees[turn].Project, "out")));
        }

        Assert.Equal(2, _trees.Count);
        Assert.False(_trees.Has(2));
    }

    [Fact]
    public void A_folder_of_outputs_that_is_a_link_is_left_alone()
    {
        Write("elsewhere/file", "");
        File.CreateSymbolicLink(Path.Combine(_project, "out"), "elsewhere");
        _ = Make(0);
        _ = Make(1);

        foreach (int turn in new[] { 0, 1 })
        {
            _trees.Put(turn);
            Assert.Equal("elsewhere", new FileInfo(Path.Combine(_trees[turn].Project, "out")).LinkTarget);
            Assert.True(File.Exists(Path.Combine(_trees[turn].Project, "elsewhere/file")));
        }
    }

    public void Dispose()
    {
        _trees.Dispose();
        Assert.False(Directory.Exists(_trees.Folder));
        Directory.Delete(_project, recursive: true);
    }

    private static ulong Inode(string path) => OutputWatch.MarkOf(path)!.Value.Inode;

    private BuildTree Make(int number)
    {
        Directory.CreateDirectory(Path.Combine(_project, "out"));
        BuildTree tree = _trees.Make(number, new(_project) { Outputs = ["out"], Whole = true }, TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(tree.Project, "which"), number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _trees.Share(["out"]);
        return tree;
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_project, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
