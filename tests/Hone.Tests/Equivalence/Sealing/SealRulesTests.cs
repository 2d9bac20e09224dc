using CsCheck;
using Hone.Equivalence.Sealing;
using Hone.Workloads;

namespace Hone.Tests.Equivalence.Sealing;

/// <summary>What a seal takes in: build files, variables, settings, programs and scripts.</summary>
public sealed class SealRulesTests
{
    [Theory]
    [InlineData("Makefile")]
    [InlineData("src/GNUmakefile")]
    [InlineData("Directory.Build.targets")]
    [InlineData("a/b/Directory.Packages.props")]
    [InlineData("NuGet.Config")]
    [InlineData("lib/App.csproj")]
    [InlineData("lib/App.csproj.user")]
    [InlineData("requirements-dev.txt")]
    [InlineData("tests/conftest.py")]
    [InlineData("sitecustomize.py")]
    [InlineData("evil.pth")]
    [InlineData(".npmrc")]
    [InlineData("web/package-lock.json")]
    [InlineData(".cargo/config.toml")]
    [InlineData("sub/.cargo/config.toml")]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData(".gitattributes")]
    [InlineData("deep/down/.gitattributes")]
    [InlineData(".gitmodules")]
    [InlineData("CMakeLists.txt")]
    public void Build_files_are_known_by_their_names(string path) => Assert.True(BuildFileRule.Matches(path));

    [Theory]
    [InlineData("src/main.c")]
    [InlineData("README.md")]
    [InlineData("Program.cs")]
    [InlineData("data/input.txt")]
    [InlineData("Makefiles.txt")]
    [InlineData("myconftest.py")]
    [InlineData(".gitignore")]
    [InlineData("github/workflows/ci.yml")]
    [InlineData("config.js")]
    [InlineData("docs/build.md")]
    public void Source_and_documents_are_not(string path) => Assert.False(BuildFileRule.Matches(path));

    [Theory]
    [InlineData("src/obj/App.csproj.evil.targets", true)]
    [InlineData("obj/App.csproj.nuget.g.props", false)]
    [InlineData("obj/App.csproj.nuget.g.targets", false)]
    [InlineData("obj/project.assets.json", false)]
    [InlineData("src/App.csproj.evil.targets", false)]
    public void What_MSBuild_imports_from_obj_by_name_alone_is_known(string path, bool known) => Assert.Equal(known, BuildFileRule.IsImportedFromObj(path));

    [Fact]
    public void The_page_lists_every_pattern_and_variable()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/seal.md"));
        foreach (string text in BuildFileRule.Patterns.Concat(BuildFileRule.BuiltFolders).Concat(SurroundingsRule.Variables).Concat(SurroundingsRule.AboveNames).Concat(SurroundingsRule.HomeNames).Concat(SurroundingsRule.GitSettings))
        {
            Assert.True(page.Contains($"`{text}`", StringComparison.Ordinal), $"docs/seal.md does not list `{text}`");
        }
    }

    [Theory]
    [InlineData("LD_PRELOAD", true)]
    [InlineData("PYTHONPATH", true)]
    [InlineData("MSBuildSDKsPath", true)]
    [InlineData("MAKEFLAGS", true)]
    [InlineData("CFLAGS", true)]
    [InlineData("NODE_OPTIONS", true)]
    [InlineData("DOTNET_STARTUP_HOOKS", true)]
    [InlineData("GIT_CONFIG_COUNT", true)]
    [InlineData("PATH", false)]
    [InlineData("HOME", false)]
    [InlineData("TERM", false)]
    [InlineData("LANG", false)]
    [InlineData("HONE_ACTOR", false)]
    public void Variables_that_alter_a_build_or_a_run_are_known(string name, bool known) => Assert.Equal(known, SurroundingsRule.IsVariable(name));

    [Theory]
    [InlineData("filter.lfs.smudge", true)]
    [InlineData("core.hookspath", true)]
    [InlineData("core.hooksPath", true)]
    [InlineData("include.path", true)]
    [InlineData("includeif.gitdir:/x.path", true)]
    [InlineData("diff.x.textconv", true)]
    [InlineData("user.name", false)]
    [InlineData("branch.main.remote", false)]
    [InlineData("core.filemode", false)]
    [InlineData("remote.origin.url", false)]
    public void Settings_of_git_that_run_programs_or_alter_a_checkout_are_known(string key, bool known) => Assert.Equal(known, SurroundingsRule.IsGitSetting(key));

    public static TheoryData<string[], bool, string, string> Commands => new()
    {
        { ["make", "-s"], false, "make", "" },
        { ["make", "-f", "build/rules.mk"], false, "make", "build/rules.mk" },
        { ["sh", "build.sh", "x"], false, "sh", "build.sh!" },
        { ["./build.sh"], false, "", "build.sh!" },
        { ["tools/gen", "1"], false, "", "tools/gen" },
        { ["python3", "-u", "make_network.py", "1"], false, "python3", "make_network.py" },
        { ["python3.12", "x.py"], false, "python3.12", "x.py" },
        { ["python3", "-m", "routes", "a.csv"], false, "python3", "" },
        { ["/usr/bin/env", "A=1", "nice", "-n", "5", "node", "run.js"], false, "/usr/bin/env,nice,node", "run.js" },
        { ["sh", "-ec", "cd x && cc -O2 a.c; ./run.sh > out | sort"], false, "cc,cd,sh,sort", "run.sh!" },
        { ["cd x && CC=gcc make -j2 'a b' || exit 1\nsh go.sh < in.txt"], true, "/bin/sh,cd,exit,make,sh", "go.sh!" },
        { [". ./env.sh; prog"], true, "/bin/sh,prog", "env.sh!" },
        { ["dotnet", "bin/app.dll"], false, "dotnet", "" },
        { ["sh", "../out.sh"], false, "sh", "" },
        { ["bash", "$SCRIPT"], false, "bash", "" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Programs_and_scripts_are_read_from_a_command(string[] words, bool shell, string tools, string scripts)
    {
        CommandPrograms found = CommandPrograms.Of(new() { Words = words, Shell = shell });
        Assert.Equal(tools, string.Join(',', found.Tools));
        Assert.Equal(scripts, string.Join(',', found.Scripts.Select(script => script + (found.ShellScripts.Contains(script) ? "!" : ""))));
    }

    [Theory]
    [InlineData("build.sh", "set -e\n# rm all\nX=1 python3 gen.py | sort > out\nif test -f a; then ./run; fi\n$CC a.c\n", "python3,set,sort,test")]
    [InlineData("sub/Makefile", "CC = tcc\nall: a\n\t@echo hi\n\t-rm -f x && tcc a.c\n\t$(CC) a.c\nfoo: bar\n", "echo,rm,tcc")]
    public void Programs_are_read_from_scripts_and_makefiles(string path, string text, string programs)
    {
        Assert.True(ScriptPrograms.CanRead(path));
        Assert.Equal(programs, string.Join(',', ScriptPrograms.Of(path, text)));
    }

    [Fact]
    public void Any_shell_line_can_be_read_without_harm() =>
        Gen.String.Sample(line => _ = CommandPrograms.Of(new() { Words = [line], Shell = true }));

    [Fact]
    public void A_manifest_names_inputs_scripts_and_programs()
    {
        Project project = new()
        {
            Name = "p",
            Build = new() { Words = ["make"] },
            Test = new() { Words = ["python3", "tests/run.py"] },
            Workloads =
            [
                new() { Name = "a", Command = new() { Words = ["bin/a", "in.txt"] }, Inputs = ["in.txt"], StdinFile = "std.txt" },
                new() { Name = "b", Command = new() { Words = ["python3", "a.py"], Environment = new Dictionary<string, string> { ["PATH"] = "/opt/bin" } }, Inputs = ["big.txt"], Prepare = new() { Words = ["sh", "gen.sh"] } },
                new() { Name = "c", Command = new() { Words = ["sh", "bench.sh"] } },
            ],
        };
        SealScope scope = SealScope.Of(project);
        Assert.Equal(["in.txt", "std.txt"], scope.Inputs);
        Assert.Equal(["big.txt"], scope.MadeInputs);
        Assert.Equal(["bench.sh", "gen.sh"], scope.Scripts);
        Assert.Equal(["make", "python3", "python3@/opt/bin", "sh"], scope.Tools);
        Assert.Contains("cc", scope.Companions);
        Assert.Equal(("python3", "/opt/bin"), SealScope.Lookup("python3@/opt/bin"));
    }
}
