using CsCheck;
using Hone.Workloads;

namespace Hone.Tests.Workloads;

/// <summary>What <c>hone init</c> makes of small project trees; each draft must itself be a valid manifest.</summary>
public sealed class ManifestDraftTests
{
    [Fact]
    public void A_dotnet_solution() => Golden.Check(Draft("Shop Server",
        ("Shop.slnx", "<Solution/>"),
        ("src/Shop/Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net9.0</TargetFramework><AssemblyName>shopd</AssemblyName></PropertyGroup></Project>"),
        ("src/Shop.Core/Shop.Core.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"/>"),
        ("bench/Shop.Bench/Shop.Bench.csproj", "<Project><PropertyGroup><OutputType>Exe</OutputType><TargetFrameworks>net10.0;net9.0</TargetFrameworks></PropertyGroup><PackageReference Include=\"BenchmarkDotNet\"/></Project>"),
        ("tests/Shop.Tests/Shop.Tests.csproj", "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><PackageReference Include=\"Microsoft.NET.Test.Sdk\"/></Project>")));

    [Fact]
    public void A_dotnet_project_with_an_artifacts_folder_and_a_test_program() => Golden.Check(Draft("x",
        ("Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>"),
        ("tool/tool.csproj", "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>"),
        ("tests/tests.csproj", "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><PackageReference Include=\"xunit.v3\"/></Project>")));

    [Fact]
    public void A_cmake_project() => Golden.Check(Draft("x",
        ("CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\nproject(Codec CXX)\nenable_testing()\nadd_subdirectory(tools)\n# add_executable(old old.c)\nadd_executable(codec_test t.cc)\nadd_executable(${NAME} t.cc)\n"),
        ("tools/CMakeLists.txt", "add_executable( encode\n  encode.cc)\nadd_executable(bench_encode b.cc)\nadd_executable(lib IMPORTED)\n")));

    [Fact]
    public void A_makefile() => Golden.Check(Draft("grep2",
        ("Makefile", "CC := gcc\nPREFIX ?= /usr\nall: bin/grep2 bin/gen\nbin/grep2: src/a.o src/b.o\n\t$(CC) -o $@ $^\nbin/gen: gen.c\nsrc/%.o: src/%.c\n.PHONY: all check\ncheck: all\n\t./t.sh\nbench: all\n\t./bench.sh\nclean:\n\trm -rf bin\n"),
        ("src/a.c", "int main(){}")));

    [Fact]
    public void A_node_package() => Golden.Check(Draft("x",
        ("package.json", """{"name":"@org/Fast.Diff","bin":{"fdiff":"./cli.js"},"main":"index.js","scripts":{"build":"tsc","test":"node --test","bench:big":"node bench/big.js"}}"""),
        ("yarn.lock", "")));

    [Fact]
    public void A_node_package_without_tests() => Golden.Check(Draft("x",
        ("package.json", """{"main":"index.js","scripts":{"test":"echo \"Error: no test specified\" && exit 1"}}""")));

    [Fact]
    public void A_python_project_with_pytest() => Golden.Check(Draft("x",
        ("pyproject.toml", "[project]\nname = \"Sort_It\"\n[tool.pytest.ini_options]\n"),
        ("src/sort_it/__init__.py", ""), ("src/sort_it/__main__.py", ""), ("benchmarks/big.py", ""), ("tests/test_a.py", "")));

    [Fact]
    public void A_python_folder_with_unittest() => Golden.Check(Draft("routes",
        ("routes/__init__.py", ""), ("routes/__main__.py", ""), ("tests/__init__.py", ""), ("tests/test_routes.py", "import unittest")));

    [Fact]
    public void A_rust_workspace() => Golden.Check(Draft("x",
        ("Cargo.toml", "[workspace]\nmembers = ['cli', 'core']\n"),
        ("cli/Cargo.toml", "[package]\nname = 'rip'\n[[bin]]\nname = 'rp'\npath = 'src/rp.rs'\n"), ("cli/src/rp.rs", ""),
        ("core/Cargo.toml", "[package]\nname = 'rip-core'\n"), ("core/src/lib.rs", ""), ("core/examples/scan.rs", "")));

    [Fact]
    public void A_go_module() => Golden.Check(Draft("x",
        ("go.mod", "module example.com/org/kv\n\ngo 1.24\n"), ("kv.go", "package kv\n"), ("kv_test.go", "package kv\n"),
        ("cmd/kvd/main.go", "// Server.\npackage main\n"), ("cmd/kvbench/main.go", "package main\n")));

    [Fact]
    public void A_folder_that_shows_nothing() => Golden.Check(Draft("2024 notes", ("README.md", "hi")));

    [Fact]
    public void A_project_in_two_languages_is_drafted_by_the_one_on_top() => Golden.Check(Draft("x",
        ("Makefile", "all:\n\tcargo build\ntest:\n\tcargo test\n"), ("Cargo.toml", "[package]\nname = 'two'\n"), ("src/main.rs", ""),
        ("web/package.json", """{"name":"web","scripts":{"build":"vite build","test":"vitest"}}""")));

    [Fact]
    public void Any_files_at_all_make_a_valid_draft()
    {
        Gen<string> name = Gen.OneOf(Gen.OneOf("Cargo.toml", "go.mod", "main.go", "package.json", "CMakeLists.txt", "Makefile", "pyproject.toml", "setup.py", "__main__.py", "x.csproj", "y.sln", "src/main.rs", "examples/a\"b.rs", "bench\u0001.py", "Directory.Build.props"), Gen.String[0, 8]);
        Gen<string> path = Gen.Select(Gen.OneOf("", "", "a/", "src/", "tests/", "a b/\"c\"/", "../"), name, (folder, file) => folder + file);
        Gen<string> content = Gen.OneOf(
            Gen.String[0, 60],
            Gen.OneOf("{\"name\":3,\"bin\":[1],\"scripts\":{\"bench\":1}}", "{\"name\":\"\\u0000\",\"bin\":{\"\":\"../../x\",\"a\":\"\\u0000\"},\"scripts\":{\"bench \\u0007\":\"x\"}}", "[package]\nname = \"a\\u0000\\\"b\"\n[[bin]]\nname=\"\\n\"\n",
                "module \u0001x\n", "package main\n", "add_executable(a b)\nadd_executable(a c)", "a/b c/d : e\nbench:\n", "[project]\nname = ''\n", "<OutputType>Exe</OutputType><AssemblyName>a\"\n\\b</AssemblyName>", "module \"\n"));
        Gen.Select(Gen.Select(path, content).Array[0, 8], Gen.String[0, 5]).Sample((files, folder) =>
        {
            Dictionary<string, string> tree = [];
            foreach ((string file, string text) in files)
            {
                tree[file] = text;
            }

            string draft = ManifestDraft.Write([.. tree.Keys], tree.GetValueOrDefault, folder);
            ManifestReading reading = Manifest.Read(draft, "hone.toml");
            return reading.Project is not null ? true : throw new InvalidOperationException(draft + string.Join('\n', reading.Problems));
        }, iter: 5_000);
    }

    private static string Draft(string folder, params (string Path, string Text)[] files)
    {
        Dictionary<string, string> tree = files.ToDictionary(file => file.Path, file => file.Text);
        string text = ManifestDraft.Write([.. tree.Keys], tree.GetValueOrDefault, folder);
        ManifestReading reading = Manifest.Read(text, "hone.toml");
        Assert.True(reading.Project is not null, text + string.Join('\n', reading.Problems));
        return text;
    }
}
