using System.Text;
using CsCheck;
using Hone.Changes.Patches;
using Hone.Problems;

namespace Hone.Tests.Changes.Patches;

public sealed class PatchTests
{
    private const string Small = """
        diff --git a/src/a.c b/src/a.c
        index 1111111111111111111111111111111111111111..2222222222222222222222222222222222222222 100644
        --- a/src/a.c
        +++ b/src/a.c
        @@ -1,3 +1,4 @@ int f(void)
         one
        -two
        +2
        +2.5
         three
        @@ -10 +11,0 @@
        -ten

        """;

    // Few different lines, so that git finds much that stayed.
    private static readonly Gen<string> _text = Gen.Select(
        Gen.OneOf("a", "b", "", "  c", "d\r", "-- e", "+f", " g", "\\ h", "@@ -1 +1 @@", "\u00e4", "diff --git a/x b/x").Array[0, 40],
        Gen.Bool,
        (lines, feed) => string.Join('\n', lines) + (feed && lines.Length > 0 ? "\n" : ""));

    [Fact]
    public void A_patch_is_read_and_written()
    {
        Patch patch = Patch.Parse(Small);
        FilePatch file = Assert.Single(patch.Files);
        Assert.Equal(("src/a.c", "src/a.c", FileChange.Modified, "100644"), (file.OldPath, file.NewPath, file.Change, file.OldMode));
        Assert.Equal((2, 2), (patch.AddedLines, patch.RemovedLines));
        Assert.Equal(new HunkId(0, 1), file.Hunks[1].Id);
        Assert.Equal((10, 1, 11, 0), (file.Hunks[1].OldStart, file.Hunks[1].OldCount, file.Hunks[1].NewStart, file.Hunks[1].NewCount));
        Assert.Equal("int f(void)", file.Hunks[0].Heading);
        Assert.Equal(Small, patch.ToText());
        Assert.Equal(64, patch.Digest.Length);
        Assert.NotEqual(patch.Digest, patch.Only(new HashSet<HunkId> { new(0, 0) }).Digest);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", 1)]
    [InlineData("diff --git a/old name b/new name\nsimilarity index 100%\nrename from old name\nrename to new name\n", 1)]
    [InlineData("diff --git \"a/\\303\\244\\t.c\" \"b/\\303\\244\\t.c\"\nnew file mode 100644\nindex 0000000..1111111\n", 1)]
    [InlineData("diff --git a/x.png b/x.png\nindex 1111111..2222222 100644\nBinary files a/x.png and b/x.png differ\n", 1)]
    [InlineData("diff --git a/x.png b/x.png\nindex 1111111..2222222 100644\nGIT binary patch\nliteral 3\nKcmZ>\n\nliteral 0\nHcmV?d\n\ndiff --git a/y b/y\nold mode 100644\nnew mode 100755\n", 2)]
    public void What_has_no_lines_is_kept_as_it_is(string text, int files)
    {
        Patch patch = Patch.Parse(text);
        Assert.Equal(files, patch.Files.Count);
        Assert.Equal(text, patch.ToText());
        Assert.Equal(text, patch.Only(patch.Ids).ToText());
        Assert.Equal("", patch.Only(new HashSet<HunkId>()).ToText());
    }

    [Fact]
    public void A_quoted_path_is_read_as_utf8() => Assert.Equal("\u00e4\t.c", Patch.Parse("diff --git \"a/\\303\\244\\t.c\" \"b/\\303\\244\\t.c\"\nold mode 100644\nnew mode 100755\n").Files[0].Path);

    [Theory]
    [InlineData("hello\n", "patch:1")]
    [InlineData("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n one\n", "patch:6")]
    [InlineData("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one\n*two\n", "patch:6")]
    [InlineData("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -a +1 @@\n-one\n+two\n", "patch:4")]
    [InlineData("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -9 +9 @@\n-one\n+two\n@@ -3 +3 @@\n-one\n+two\n", "patch:9")]
    [InlineData("diff --git a/x b/y\n--- a/x\n+++ b/y\n@@ -1 +1 @@\n-one\n+two\n", "patch:6")]
    [InlineData("diff --git a/x b/x\n--- /etc/passwd\n+++ b/x\n@@ -1 +1 @@\n-one\n+two\n", "patch:2")]
    [InlineData("diff --git a/x b/x\n@@ -1 +1 @@\n-one\n+two\n", "patch:1")]
    [InlineData("diff --git a/x b/y\nsimilarity index 90%\ncopy from x\ncopy to y\n", "patch:3")]
    [InlineData("diff --git a/x b/y\nold mode 100644\nnew mode 100755\n", "patch:3")]
    [InlineData("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -99999999999 +1 @@\n-one\n+two\n", "patch:4")]
    public void What_is_no_patch_is_told_with_its_line(string text, string place)
    {
        Problem problem = Assert.Throws<ProblemException>(() => Patch.Parse(text)).Problem;
        Assert.Equal(("patch-malformed", place), (problem.Rule, problem.Place));
    }

    [Fact]
    public void Whatever_the_text_is_it_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, Small.Length - 1], Gen.Int[0, 12], Gen.OneOf("", "\n", "-", "+", "@@ -1 +1 @@\n", "diff --git a/x b/x\n", "\\ ", "99999999", "rename from x\n", "\0")).Sample((at, length, put) =>
        {
            string text = Small[..at] + put + Small[Math.Min(Small.Length, at + length)..];
            try
            {
                _ = Patch.Parse(text).ToText();
            }
            catch (ProblemException)
            {
                // Told, not crashed.
            }
        });

    [Fact]
    public void What_git_writes_is_written_again_and_its_parts_apply()
    {
        using GitFolder folder = new();
        Gen.Select(_text, _text, _text, Gen.Int).Sample(
            (before, after, other, seed) =>
            {
                folder.State([("x y.txt", before), ("sub/z.txt", other)]);
                string old = folder.Tree();
                folder.State([("x y.txt", after), ("sub/z.txt", before), ("new.txt", seed % 2 == 0 ? other : null)]);
                byte[] diff = folder.DiffOf(old, folder.Tree());
                Patch patch = Patch.Parse(diff);
                Assert.Equal(Encoding.Latin1.GetString(diff), patch.ToText());
                Assert.Equal(patch.ToText(), patch.Only(patch.Ids).ToText());

                // Some of the hunks, put into the old state by git and by Hone.
                HashSet<HunkId> some = [.. patch.Ids.Where((id, i) => ((seed >> (i % 24)) & 1) == 1)];
                Patch part = patch.Only(some);
                Assert.Equal(some, part.Ids);
                Assert.Equal(part.ToText(), Patch.Parse(part.ToText()).ToText());
                folder.Run("read-tree", "-u", "--reset", old);
                folder.State([("new.txt", null)]);
                if (part.Files.Count > 0)
                {
                    string file = Path.Combine(folder.Folder, ".git", "part");
                    File.WriteAllBytes(file, part.ToBytes());
                    folder.Run("apply", "--index", "--whitespace=nowarn", file);
                    Assert.All(part.Files.Where(each => each.NewPath is not null), each => Assert.Equal(folder.Text(each.NewPath!), PatchedText.Of(Before(each.OldPath), each)));
                }

                folder.Run("read-tree", "-u", "--reset", old);
                folder.State([("new.txt", null)]);

                string Before(string? path) => path switch { "x y.txt" => before, "sub/z.txt" => other, _ => "" };
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void A_patch_of_another_file_does_not_apply()
    {
        Problem problem = Assert.Throws<ProblemException>(() => PatchedText.Of("one\n2\nthree\n", Patch.Parse(Small).Files[0])).Problem;
        Assert.Equal(("patch-does-not-apply", "src/a.c:2"), (problem.Rule, problem.Place));
    }
}
