using System.Diagnostics;
using Hone.Linux.Repositories;

namespace Hone.Tests.Repositories;

/// <summary>The candidate as real git sees it.</summary>
public sealed class CandidateTreeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly string _work;

    public CandidateTreeTests()
    {
        _work = Path.Combine(_folder, "work");
        Directory.CreateDirectory(Path.Combine(_work, "src"));
        File.WriteAllText(Path.Combine(_work, "src/a.c"), "int a;\nint b;\nint c;\n");
        File.WriteAllText(Path.Combine(_work, "src/ü.c"), "int u;\n");
        File.WriteAllText(Path.Combine(_work, "data.txt"), "data\n");
        Git("init", "-q");
        Git("config", "user.email", "tester@example.org");
        Git("config", "user.name", "tester");
        Git("add", "-A");
        Git("commit", "-q", "-m", "base");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Chosen_files_of_the_worktree_stand_on_the_base_whatever_its_attributes_and_index_say()
    {
        string head = Git("rev-parse", "HEAD").Trim();
        string status = Git("status", "--porcelain");
        int objects = Directory.EnumerateFiles(Path.Combine(_work, ".git/objects"), "*", SearchOption.AllDirectories).Count();
        File.WriteAllText(Path.Combine(_work, "src/a.c"), "int a;\nlong b;\nint c;\n");
        File.WriteAllText(Path.Combine(_work, "src/new.c"), "int n;\n");
        File.WriteAllText(Path.Combine(_work, "data.txt"), "other\n");
        File.Delete(Path.Combine(_work, "src/ü.c"));
        File.WriteAllText(Path.Combine(_work, ".gitattributes"), "*.c -diff binary\n");

        CandidateTree trees = New();
        string whole = trees.Whole(head, CancellationToken.None);
        IReadOnlyList<TreeEntry> all = trees.Between(head, whole, CancellationToken.None);
        Assert.Equal([".gitattributes", "data.txt", "src/a.c", "src/new.c", "src/ü.c"], all.Select(entry => entry.Path).Order(StringComparer.Ordinal));
        string tree = trees.With(head, all.Where(entry => entry.Path.StartsWith("src/", StringComparison.Ordinal)), CancellationToken.None);
        string patch = trees.Patch(head, tree, CancellationToken.None);
        Assert.Contains("-int b;\n+long b;\n", patch, StringComparison.Ordinal);
        Assert.DoesNotContain("data.txt", patch, StringComparison.Ordinal);
        Assert.DoesNotContain("Binary", patch, StringComparison.Ordinal);
        Assert.Equal(3, trees.Between(head, tree, CancellationToken.None).Count);

        // Nothing of it is in the repository.
        Assert.Equal(objects, Directory.EnumerateFiles(Path.Combine(_work, ".git/objects"), "*", SearchOption.AllDirectories).Count());
        Assert.Equal("", status);
        Assert.Equal("", Git("diff", "--cached", "--name-only"));

        // The patch put into the base is that tree again, and what does not fit is told.
        Assert.Equal(tree, New().Applied(head, System.Text.Encoding.Latin1.GetBytes(patch), CancellationToken.None));
        Assert.Null(trees.Applied(tree, System.Text.Encoding.Latin1.GetBytes(patch), CancellationToken.None));
    }

    [Fact]
    public void A_renamed_file_is_one_entry_and_leaves_nothing_behind()
    {
        string head = Git("rev-parse", "HEAD").Trim();
        File.Move(Path.Combine(_work, "src/a.c"), Path.Combine(_work, "src/z.c"));
        CandidateTree trees = New();
        TreeEntry entry = Assert.Single(trees.Between(head, trees.Whole(head, CancellationToken.None), CancellationToken.None));
        Assert.Equal(("src/z.c", "src/a.c"), (entry.Path, entry.Old));
        string tree = trees.With(head, [entry], CancellationToken.None);
        Assert.Null(trees.Find(tree, "src/a.c", CancellationToken.None));
        Assert.Equal("int a;\nint b;\nint c;\n", System.Text.Encoding.UTF8.GetString(trees.Content(trees.Find(tree, "src/z.c", CancellationToken.None)!.Value.Blob, CancellationToken.None)));
    }

    private CandidateTree New()
    {
        string own = Path.Combine(_folder, Path.GetRandomFileName());
        Directory.CreateDirectory(own);
        return new(_work, own, keep: false, CancellationToken.None);
    }

    private string Git(params string[] arguments)
    {
        ProcessStartInfo start = new("git", arguments) { WorkingDirectory = _work, RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
