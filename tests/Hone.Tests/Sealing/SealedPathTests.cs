using Hone.Equivalence.Sealing;
using Hone.Linux.Sealing;

namespace Hone.Tests.Sealing;

public sealed class SealedPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-sealed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_its_bytes_and_whether_it_may_be_executed_and_nothing_else()
    {
        string path = Write("a/b.txt", "text");
        SealedFile before = Read("a/b.txt");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(before, Read("a/b.txt"));
        File.WriteAllText(path, "text");
        Assert.Equal(before, Read("a/b.txt"));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(before with { IsExecutable = true }, Read("a/b.txt"));
        Assert.Equal("982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1", before.Sha256);
    }

    [Fact]
    public void A_link_and_a_linked_folder_are_told_with_what_lies_behind_them()
    {
        Write("real/b.txt", "text");
        SealedFile plain = Read("real/b.txt");
        Directory.CreateSymbolicLink(At("other"), "real");
        File.CreateSymbolicLink(At("link.txt"), "real/b.txt");
        File.CreateSymbolicLink(At("nowhere"), "/nowhere/at/all");
        File.CreateSymbolicLink(At("round"), "round");
        Assert.Equal(plain with { LinkedFolder = "other -> real" }, Read("other/b.txt"));
        Assert.Equal(plain with { LinkTarget = "real/b.txt" }, Read("link.txt"));
        Assert.Equal("missing", Read("nowhere").Form);
        Assert.NotEqual("file", Read("round").Form);
        Assert.Equal("missing", Read("other/none.txt").Form);
    }

    [Fact]
    public void What_is_not_there_has_no_state_and_what_is_no_file_is_not_opened()
    {
        Assert.Null(SealedPath.Read(_folder, "none"));
        Assert.Null(SealedPath.Read(_folder, "none/below"));
        Directory.CreateDirectory(At("folder"));
        Assert.Equal("folder", Read("folder").Form);
        Assert.Equal("other", SealedPath.Read("/dev", "null")!.Form);
    }

    [Fact]
    public void Build_files_are_found_at_any_depth_and_not_among_what_is_built()
    {
        foreach (string name in new[] { "Makefile", "a/b/c/d/e/f/g/h/i/j/k/l/m/n/conftest.py", "src/main.c", "obj/x.csproj", "obj/x.csproj.evil.props", "obj/x.csproj.nuget.g.props", "node_modules/p/package.json", ".hone/Makefile", ".git/Makefile", "bin/Makefile" })
        {
            Write(name, "");
        }

        File.CreateSymbolicLink(At("GNUmakefile"), "Makefile");
        Directory.CreateSymbolicLink(At("round"), ".");
        Assert.Equal(
            ["GNUmakefile", "Makefile", "a/b/c/d/e/f/g/h/i/j/k/l/m/n/conftest.py", "obj/x.csproj.evil.props"],
            BuildFileWalk.Find(_folder, _ => false).Order(StringComparer.Ordinal));
        Assert.Contains("bin/Makefile", BuildFileWalk.Find(_folder, folder => folder == "bin"));
        Assert.DoesNotContain("node_modules/p/package.json", BuildFileWalk.Find(_folder, folder => folder == "bin"));
    }

    [Fact]
    public void A_program_is_the_file_that_PATH_leads_to()
    {
        string one = Write("one/tool", "#!/bin/sh\n");
        string two = Write("two/tool", "#!/bin/sh\n");
        File.SetUnixFileMode(one, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Null(ToolIdentity.Read($"tool@{At("two")}", _folder));
        File.SetUnixFileMode(two, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.StartsWith(one + " sha256:", ToolIdentity.Read($"tool@{At("one")}:{At("two")}", _folder), StringComparison.Ordinal);
        Assert.StartsWith(two + " sha256:", ToolIdentity.Read($"tool@{At("two")}:{At("one")}", _folder), StringComparison.Ordinal);
        File.Delete(two);
        File.CreateSymbolicLink(two, one);
        Assert.StartsWith($"{two} -> {one} sha256:", ToolIdentity.Read($"tool@{At("two")}", _folder), StringComparison.Ordinal);
    }

    private SealedFile Read(string name) => SealedPath.Read(_folder, name) ?? throw new FileNotFoundException(name);

    private string At(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
