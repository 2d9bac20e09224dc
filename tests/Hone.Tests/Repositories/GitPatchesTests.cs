using System.Text;
using Hone.Changes.Patches;
using Hone.Linux.Repositories;
using Hone.Problems;
using Hone.Tests.Changes;

namespace Hone.Tests.Repositories;

public sealed class GitPatchesTests : IDisposable
{
    private const string Text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n";

    private readonly GitFolder _git = new();
    private readonly string _scratch = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly string _base;

    public GitPatchesTests()
    {
        _git.State([("src/a.c", Text), ("src/\u00e4 b.c", Text), (".gitignore", "built/\n"), ("link-target", "x\n")]);
        _base = _git.Commit();
    }

    public void Dispose()
    {
        _git.Dispose();
        Directory.Delete(_scratch, recursive: true);
    }

    [Fact]
    public void New_staged_and_unstaged_files_count_ignored_ones_and_outputs_do_not()
    {
        _git.State([("src/a.c", Text.Replace("two", "2", StringComparison.Ordinal)), ("src/new.c", "new\n"), ("built/x", "built\n"), ("out/report", "out\n"), ("src/\u00e4 b.c", null)]);
        _git.Run("add", "src/a.c");
        byte[] index = File.ReadAllBytes(Path.Combine(_git.Folder, ".git/index"));
        Patch patch = Diff();
        Assert.Equal(["src/a.c Modified", "src/new.c Added", "src/\u00e4 b.c Deleted"], patch.Files.Select(file => file.Path + " " + file.Change).Order(StringComparer.Ordinal));
        Assert.Equal(index, File.ReadAllBytes(Path.Combine(_git.Folder, ".git/index")));
        Assert.Empty(Directory.GetFiles(_scratch));
    }

    [Fact]
    public void The_configuration_has_no_say_in_how_a_patch_looks()
    {
        _git.State([("src/a.c", Text.Replace("two", "2", StringComparison.Ordinal).Replace("nine", "9", StringComparison.Ordinal)), ("order", "x")]);
        string plain = Diff().ToText();
        string mark = Path.Combine(_scratch, "ran");
        foreach (string[] setting in (string[][])
        [
            ["diff.noprefix", "true"], ["diff.mnemonicPrefix", "true"], ["diff.context", "9"], ["diff.interHunkContext", "9"], ["diff.external", "touch " + mark], ["diff.orderFile", "order"], ["color.ui", "always"], ["diff.algorithm", "patience"],
            ["core.quotePath", "false"], ["diff.renames", "false"], ["diff.relative", "true"], ["core.hooksPath", "."], ["diff.evil.textconv", "touch " + mark], ["diff.evil.command", "touch " + mark], ["filter.evil.clean", "touch " + mark], ["filter.evil.smudge", "touch " + mark],
        ])
        {
            _git.Run("config", setting[0], setting[1]);
        }

        File.WriteAllText(Path.Combine(_git.Folder, ".git/info/attributes"), "* diff=evil filter=evil\n");
        Assert.Equal(plain, Diff().ToText());
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public void Parts_of_a_patch_are_put_into_a_tree_and_its_index()
    {
        _git.State([("src/a.c", Text.Replace("one", "1", StringComparison.Ordinal).Replace("ten", "10", StringComparison.Ordinal)), ("src/new.c", "new\n"), ("src/\u00e4 b.c", Text + "more\n")]);
        Patch patch = Diff();
        _git.Run("reset", "-q", "--hard", _base);
        File.Delete(Path.Combine(_git.Folder, "src/new.c"));
        FilePatch first = patch.Files.First(file => file.Path == "src/a.c");
        Patches().Apply(patch.Only(patch.Ids.Where(id => id != first.Hunks[0].Id).ToHashSet()), _scratch, CancellationToken.None);
        Assert.Equal(Text.Replace("ten", "10", StringComparison.Ordinal), _git.Text("src/a.c"));
        Assert.Equal("new\n", _git.Text("src/new.c"));
        Assert.Equal("", Encoding.UTF8.GetString(_git.Run("diff")));
        Assert.Equal("patch-does-not-apply", Assert.Throws<ProblemException>(() => Patches().Apply(patch, _scratch, CancellationToken.None)).Problem.Rule);
        Assert.Empty(Directory.GetFiles(_scratch));
    }

    [Theory]
    [InlineData("patch-path", "diff --git a/../x b/../x\nnew file mode 100644\n--- /dev/null\n+++ b/../x\n@@ -0,0 +1 @@\n+x\n")]
    [InlineData("patch-path", "diff --git a//etc/x b//etc/x\nnew file mode 100644\n--- /dev/null\n+++ b//etc/x\n@@ -0,0 +1 @@\n+x\n")]
    [InlineData("patch-path", "diff --git \"a/x\\ny\" \"b/x\\ny\"\nnew file mode 100644\n--- /dev/null\n+++ \"b/x\\ny\"\n@@ -0,0 +1 @@\n+x\n")]
    [InlineData("patch-git-folder", "diff --git a/.git/hooks/pre-commit b/.git/hooks/pre-commit\nnew file mode 100644\n--- /dev/null\n+++ b/.git/hooks/pre-commit\n@@ -0,0 +1 @@\n+x\n")]
    [InlineData("patch-git-folder", "diff --git a/sub/.GIT/config b/sub/.GIT/config\nnew file mode 100644\n--- /dev/null\n+++ b/sub/.GIT/config\n@@ -0,0 +1 @@\n+x\n")]
    [InlineData("patch-symlink", "diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+/etc\n\\ No newline at end of file\n")]
    [InlineData("patch-submodule", "diff --git a/m b/m\nnew file mode 160000\n--- /dev/null\n+++ b/m\n@@ -0,0 +1 @@\n+Subproject commit 1111111111111111111111111111111111111111\n")]
    [InlineData("patch-mode", "diff --git a/src/a.c b/src/a.c\nold mode 100644\nnew mode 100755\n")]
    [InlineData("patch-binary", "diff --git a/src/a.c b/src/a.c\nindex 1111111..2222222 100644\nBinary files a/src/a.c and b/src/a.c differ\n")]
    public void A_hostile_patch_is_refused_by_name(string rule, string text)
    {
        ProblemException refused = Assert.Throws<ProblemException>(() => Patches().Apply(Patch.Parse(text), _scratch, CancellationToken.None));
        Assert.Equal(rule, refused.Problem.Rule);
        Assert.Equal("", Encoding.UTF8.GetString(_git.Run("status", "--porcelain")));
    }

    [Fact]
    public void A_file_of_a_commit_is_read_as_it_lies_there()
    {
        Assert.Equal(Text, Patches().Text(_base, "src/a.c", CancellationToken.None));
        Assert.Equal(Text, Patches().Text(_base, "src/\u00e4 b.c", CancellationToken.None));
        Assert.Null(Patches().Text(_base, "src/none.c", CancellationToken.None));
        Assert.Null(Patches().Text(_base, "src", CancellationToken.None));
        Assert.Equal([".gitignore", "link-target", "src"], Patches().Files(_base, "", CancellationToken.None));
    }

    private GitPatches Patches() => new(_git.Folder);

    private Patch Diff() => Patches().Diff(_base, Path.Combine(_scratch, "index"), ["out"], CancellationToken.None);
}
