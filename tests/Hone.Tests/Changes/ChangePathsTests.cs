using Hone.Changes;
using Hone.Cli.Steps.Changes.Linting;
using Hone.Workloads;

namespace Hone.Tests.Changes;

/// <summary>What each changed file counts as.</summary>
public sealed class ChangePathsTests
{
    private static readonly Project _project = Manifest.Parse(
        """
        [project]
        name = "paths"
        [build]
        shell = "./build.sh"
        [[workload]]
        name = "day"
        command = ["build/work", "data/in.txt", "out"]
        inputs = ["data"]
        outputs = ["out"]
        [[workload]]
        name = "night"
        command = ["build/work", "made.txt"]
        inputs = ["made.txt"]
        prepare = { command = ["python3", "make_input.py"] }
        """u8,
        "hone.toml");

    [Theory]
    [InlineData("src/mix.c", PathClass.Source)]
    [InlineData("lib/Table.cs", PathClass.Source)]
    [InlineData("kernel.zig", PathClass.Source)]
    [InlineData("hone.toml", PathClass.Sealed)]
    [InlineData(".hone/ledger.jsonl", PathClass.Sealed)]
    [InlineData("data/in.txt", PathClass.Sealed)]
    [InlineData("data/other.c", PathClass.Sealed)]
    [InlineData("build.sh", PathClass.Sealed)]
    [InlineData("make_input.py", PathClass.Sealed)]
    [InlineData("src/CMakeLists.txt", PathClass.Sealed)]
    [InlineData("Cargo.lock", PathClass.Sealed)]
    [InlineData(".github/workflows/ci.yml", PathClass.Sealed)]
    [InlineData("bench/mix_bench.c", PathClass.Sealed)]
    [InlineData("tests/mix.c", PathClass.Test)]
    [InlineData("src/mix_test.go", PathClass.Test)]
    [InlineData("lib/TableTests.cs", PathClass.Test)]
    [InlineData("out/report.c", PathClass.Sealed)]
    [InlineData("README.md", PathClass.Other)]
    public void A_file_that_was_there_counts_by_what_it_is_to_the_project(string path, PathClass expected) =>
        Assert.Equal(expected, new ChangePaths(LintPaths.Of(_project, "", [], [])).Of(path, null, added: false, regular: true).Class);

    [Theory]
    [InlineData("tests/new.c", PathClass.NewTest)]
    [InlineData("tests/golden.txt", PathClass.Test)]
    [InlineData("made.txt", PathClass.Other)]
    [InlineData("data/new.txt", PathClass.Sealed)]
    [InlineData("src/fast.c", PathClass.Source)]
    public void A_new_file_may_be_a_test_or_what_a_run_left(string path, PathClass expected) =>
        Assert.Equal(expected, new ChangePaths(LintPaths.Of(_project, "", [], [])).Of(path, null, added: true, regular: true).Class);

    [Fact]
    public void What_is_renamed_counts_as_what_it_was_and_links_are_no_source()
    {
        ChangePaths paths = new(LintPaths.Of(_project, "", [], []));
        Assert.Equal(PathClass.Sealed, paths.Of("src/in.c", "data/in.txt", added: false, regular: true).Class);
        Assert.Equal(PathClass.Source, paths.Of("src/new.c", "src/old.c", added: false, regular: true).Class);
        Assert.Equal(PathClass.Sealed, paths.Of("src/mix.c", null, added: true, regular: false).Class);
    }

    [Fact]
    public void In_a_repository_with_several_projects_paths_are_relative_to_it()
    {
        ChangePaths paths = new(LintPaths.Of(_project, "tools/report", [], []));
        Assert.Equal(PathClass.Sealed, paths.Of("tools/report/hone.toml", null, false, true).Class);
        Assert.Equal(PathClass.Sealed, paths.Of("tools/report/data/in.txt", null, false, true).Class);
        Assert.Equal(PathClass.Source, paths.Of("lib/shared.c", null, false, true).Class);
        Assert.Equal(PathClass.Other, paths.Of("data/in.txt", null, false, true).Class);
    }
}
