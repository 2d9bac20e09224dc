using System.Diagnostics;
using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;

namespace Hone.Tests.Sandboxes;

public sealed class BuildTreeTests : IDisposable
{
    private const string Makefile = "build/p: src/a.c src/b.c\n\t@mkdir -p build obj\n\t$(CC) -c -o obj/a.o src/a.c\n\t$(CC) -c -o obj/b.o src/b.c\n\t$(CC) -o $@ obj/a.o obj/b.o\n";

    private readonly string _repository = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly TreePlace _place = new();

    private string Project => Path.Combine(_repository, "sub");

    public BuildTreeTests()
    {
        Write("sub/src/a.c", "int f(int a);\nint main(void) { return f(3); }\n");
        Write("sub/src/b.c", "int f(int a) { return a + 1; }\n");
        Write("sub/Makefile", Makefile);
        Write("sub/.gitignore", "build/\nobj/\ninput/\nout/\n");
        Write("sub/input/data.txt", "prepared\n");
        Write("outside.txt", "part of the repository\n");
        Directory.CreateDirectory(Path.Combine(Project, "out"));
    }

    public void Dispose()
    {
        _place.Dispose();
        Directory.Delete(_repository, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_mutant_is_built_and_the_original_after_it(bool git)
    {
        if (git)
        {
            Commit();
        }

        using BuildTree tree = Create();
        Assert.Equal(4, BuildAndRun(tree));
        tree.Write("src/b.c", "int f(int a) { return a + 7; }\n"u8.ToArray());
        Assert.Equal(10, BuildAndRun(tree));
        tree.Restore();
        Assert.Equal(4, BuildAndRun(tree));
        tree.Write("src/a.c", "int f(int a);\nint main(void) { return f(9); }\n"u8.ToArray());
        Assert.Equal(10, BuildAndRun(tree));
        tree.Restore();
        Assert.Equal(4, BuildAndRun(tree));
        Assert.Equal("int f(int a) { return a + 1; }\n", File.ReadAllText(Path.Combine(Project, "src/b.c")));
    }

    [Theory]
    [InlineData("out of the tree")]
    [InlineData("in the tree")]
    [InlineData("round")]
    public void An_input_is_laid_into_a_tree_of_an_older_commit_but_never_where_one_of_its_links_leads(string leads)
    {
        string outside = Directory.CreateTempSubdirectory("hone-test-").FullName;
        string link = Path.Combine(Project, "fixtures");
        Write("sub/real/kept.txt", "kept");
        File.CreateSymbolicLink(link, leads switch { "out of the tree" => outside, "round" => "fixtures", _ => "real" });
        Commit();
        File.Delete(link);
        Write("sub/fixtures/data.txt", "of today\n");
        using BuildTree tree = BuildTree.Create(new(Project) { Commit = "HEAD", Inputs = ["fixtures/data.txt"] }, _place, TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.Equal(leads == "in the tree", File.Exists(Path.Combine(tree.Project, "fixtures/data.txt")));
        Directory.Delete(outside);
    }

    [Fact]
    public void A_tree_has_what_lies_in_the_folder_now_and_the_prepared_inputs()
    {
        Commit();
        Write("sub/src/b.c", "int f(int a) { return a + 2; }\n");
        Write("sub/src/new.c", "int g;\n");
        File.Delete(Path.Combine(_repository, "outside.txt"));
        using BuildTree tree = Create();
        Assert.Equal("int f(int a) { return a + 2; }\n", File.ReadAllText(Path.Combine(tree.Project, "src/b.c")));
        Assert.True(File.Exists(Path.Combine(tree.Project, "src/new.c")));
        Assert.Equal("prepared\n", File.ReadAllText(Path.Combine(tree.Project, "input/data.txt")));
        Assert.True(Directory.Exists(Path.Combine(tree.Project, "out")));
        Assert.False(File.Exists(Path.Combine(tree.Source, "outside.txt")));
        Assert.Equal("", Git(tree.Source, "status", "--porcelain", "--", "sub/Makefile"));
    }

    [Fact]
    public void A_tree_of_a_commit_has_the_files_of_that_commit()
    {
        Commit();
        string first = Git(_repository, "rev-parse", "HEAD").Trim();
        Write("sub/src/b.c", "int f(int a) { return a + 5; }\n");
        Commit();
        using BuildTree tree = BuildTree.Create(new(Project) { Commit = first }, _place, CancellationToken.None);
        Assert.Equal(4, BuildAndRun(tree));
    }

    [Fact]
    public void Nothing_is_left_of_a_tree()
    {
        Commit();
        BuildTree tree = Create();
        string folder = tree.Source;
        tree.Dispose();
        Assert.False(Directory.Exists(folder));
        Assert.Single(Git(_repository, "worktree", "list").Trim().Split('\n'));
    }

    [Fact]
    public void What_a_killed_hone_left_behind_is_removed_by_the_next()
    {
        Commit();
        string abandoned = Directory.CreateTempSubdirectory("hone-trees-999999999-1-").FullName;
        File.WriteAllText(Path.Combine(abandoned, "file"), "");
        File.SetUnixFileMode(abandoned, UnixFileMode.None);
        using TreePlace next = new();
        Assert.False(Directory.Exists(abandoned));
        Assert.True(Directory.Exists(_place.Folder));
    }

    [Fact]
    public void The_same_program_of_another_source_has_the_same_fingerprint()
    {
        using BuildTree tree = Create();
        BuildOutputs outputs = new(tree.Source);
        Assert.Equal(4, BuildAndRun(tree));
        string? first = outputs.Fingerprint();
        Assert.NotNull(first);
        tree.Write("src/b.c", "int f(int a) { return   1 + a; }\n"u8.ToArray());
        Build(tree);
        Assert.Equal(first, outputs.Fingerprint());
        tree.Write("src/b.c", "int f(int a) { return a + 2; }\n"u8.ToArray());
        Build(tree);
        Assert.NotEqual(first, outputs.Fingerprint());
    }

    private BuildTree Create() => BuildTree.Create(new(Project) { Inputs = ["input/data.txt"], Outputs = ["out/result.txt"] }, _place, CancellationToken.None);

    private static void Build(BuildTree tree)
    {
        TreeBuild build = tree.Build(new() { Argv = ["make", "-s", "CC=gcc -O1 -g"], WorkingDirectory = tree.Project }, CancellationToken.None);
        Assert.True(build.Succeeded, Encoding.UTF8.GetString(build.Output));
    }

    private static int BuildAndRun(BuildTree tree)
    {
        Build(tree);
        return ProcessRunner.Run(new() { Argv = ["build/p"], WorkingDirectory = tree.Project }, CancellationToken.None).ExitCode;
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_repository, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Commit()
    {
        Git(_repository, "init", "-q");
        Git(_repository, "add", "-A");
        Git(_repository, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", "all");
    }

    private static string Git(string folder, params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
