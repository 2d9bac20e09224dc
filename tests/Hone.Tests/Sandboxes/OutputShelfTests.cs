using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;

namespace Hone.Tests.Sandboxes;

/// <summary>What runs wrote is out of the way and not deleted, while there is space.</summary>
public sealed class OutputShelfTests : IDisposable
{
    // Not in /dev/shm: in memory nothing is put aside.
    private readonly string _root = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, Path.GetRandomFileName())).FullName;

    [Fact]
    public void Outputs_of_a_tree_are_gone_from_it_and_their_inodes_are_kept()
    {
        string project = Directory.CreateDirectory(Path.Combine(_root, "project")).FullName;
        Directory.CreateDirectory(Path.Combine(project, "out"));
        File.WriteAllText(Path.Combine(project, "out/of-the-source"), "stays");
        using BuildTree tree = BuildTree.CreateAt(new(project) { Outputs = ["out"], Whole = true }, Path.Combine(_root, "tree"), TestContext.Current.CancellationToken);
        tree.Shelf = new(Path.Combine(_root, "shelf"));
        Assert.SkipWhen(tree.Shelf.IsFull, "too little space on this disk");
        HashSet<ulong> inodes = [];
        for (int run = 0; run < 3; run++)
        {
            for (int file = 0; file < 5; file++)
            {
                string path = Path.Combine(tree.Project, "out", file.ToString(System.Globalization.CultureInfo.InvariantCulture));
                File.WriteAllText(path, "written");
                inodes.Add(OutputWatch.MarkOf(path)!.Value.Inode);
            }

            File.CreateSymbolicLink(Path.Combine(tree.Project, "out/link"), project);
            tree.ClearOutputs(["out"]);
            Assert.Equal(["of-the-source"], Directory.GetFileSystemEntries(Path.Combine(tree.Project, "out")).Select(Path.GetFileName));
        }

        // No file of a later run has the inode of an earlier one, since none was given back.
        Assert.Equal(15, inodes.Count);
        Assert.Equal(0, tree.Shelf.Deleted);
        Assert.Equal(18, Directory.GetFiles(Path.Combine(_root, "shelf"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Length);
        Assert.True(File.Exists(Path.Combine(project, "out/of-the-source")));
    }

    [Fact]
    public void More_than_a_thousand_are_taken()
    {
        OutputShelf shelf = new(Path.Combine(_root, "shelf"));
        Assert.SkipWhen(shelf.IsFull, "too little space on this disk");
        string file = Path.Combine(_root, "output");
        for (int i = 0; i < 1001; i++)
        {
            File.WriteAllText(file, "");
            shelf.Put(file);
        }

        Assert.False(File.Exists(file));
        Assert.Equal(0, shelf.Deleted);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(_root, "shelf")).Length);
    }

    [Fact]
    public void In_memory_nothing_is_put_aside()
    {
        string memory = Path.Combine("/dev/shm", Path.GetRandomFileName());
        Directory.CreateDirectory(memory);
        try
        {
            Assert.SkipUnless(new DriveInfo(memory).DriveFormat == "tmpfs", "no tmpfs here");
            OutputShelf shelf = new(Path.Combine(memory, "shelf"));
            string file = Path.Combine(memory, "output");
            File.WriteAllText(file, "");
            shelf.Put(file);
            Assert.False(File.Exists(file));
            Assert.Equal(1, shelf.Deleted);
        }
        finally
        {
            Directory.Delete(memory, recursive: true);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
