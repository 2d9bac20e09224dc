using Hone.Equivalence.Mutants;
using Hone.Equivalence.Sealing;

namespace Hone.Changes.Lint;

/// <summary>What the names of files say: tests, benchmarks, goldens, dependencies, source.</summary>
internal static class PathNames
{
    private static readonly HashSet<string> _tests = ["test", "tests", "__tests__", "spec", "specs", "testdata", "unittest", "unittests", "t"];
    private static readonly HashSet<string> _benchmarks = ["bench", "benches", "benchmark", "benchmarks", "perf-tests", "perftests", "microbenchmarks"];
    private static readonly HashSet<string> _goldens = ["golden", "goldens", "__snapshots__", "snapshots", "expected", "approved"];
    private static readonly HashSet<string> _foreign = ["node_modules", "vendor", "third_party", "thirdparty", "site-packages", ".venv", "venv", "external", "extern"];
    private static readonly string[] _goldenEndings = [".golden", ".golden.txt", ".golden.json", ".snap", ".expected", ".approved.txt", ".verified.txt", ".snapshot"];

    // Source in languages whose functions are told by git's headings.
    private static readonly HashSet<string> _source =
    [
        ".s", ".asm", ".cu", ".cuh", ".cl", ".scala", ".clj", ".cljs", ".ex", ".exs", ".erl", ".hs", ".ml", ".mli", ".fs", ".fsi", ".vb", ".f", ".f90", ".f95", ".zig", ".nim", ".d", ".dart", ".jl", ".r", ".m", ".mm",
        ".inc", ".inl", ".ipp", ".tcc", ".groovy", ".pas", ".adb", ".ads", ".lisp", ".el", ".scm", ".rkt", ".v", ".vhd", ".tcl", ".vue", ".svelte", ".razor", ".cshtml", ".pyx", ".pxd", ".pyi", ".tpp", ".h++", ".c++", ".y", ".l", ".re", ".g4", ".awk", ".zsh", ".ps1",
    ];

    private static readonly HashSet<string> _docs = [".md", ".rst", ".adoc", ".txt", ".html", ".css", ".svg", ".texi", ".pod", ".1", ".3"];
    private static readonly HashSet<string> _gitFiles = [".gitattributes", ".gitmodules", ".gitignore", ".lfsconfig", ".mailmap", ".git-blame-ignore-revs"];

    private static readonly HashSet<string> _packages =
    [
        "packages.config", "packages.lock.json", "directory.packages.props", "nuget.config", "dotnet-tools.json", "pipfile", "pipfile.lock", "poetry.lock", "uv.lock", "pdm.lock", "environment.yml", "package.json", "package-lock.json",
        "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock", "cargo.lock", "go.mod", "go.sum", "go.work.sum", "modules.txt", "gemfile", "gemfile.lock", "composer.json", "composer.lock", "conan.lock",
        "vcpkg.json", "package.resolved", "mix.lock", "flake.lock", "libs.versions.toml", "ivy.xml",
    ];

    // Words of a line by which a build file names other people's code.
    private static readonly string[] _packageWords = ["PackageReference", "PackageVersion", "<Reference ", "dependencies", "find_package", "FetchContent", "implementation(", "pkg_check_modules"];

    // Modules of the standard library that programs import by name.
    private static readonly HashSet<string> _modules =
    [
        "json", "random", "time", "os", "re", "csv", "heapq", "math", "statistics", "collections", "itertools", "functools", "operator", "bisect", "array", "struct", "io", "sys", "string", "datetime", "decimal", "fractions", "hashlib", "zlib",
        "gzip", "pickle", "copy", "copyreg", "types", "typing", "abc", "argparse", "logging", "threading", "multiprocessing", "subprocess", "socket", "select", "signal", "tempfile", "shutil", "pathlib", "glob", "unittest", "timeit", "cprofile",
        "profile", "inspect", "traceback", "warnings", "contextlib", "enum", "dataclasses", "queue", "sched", "calendar", "locale", "codecs", "encodings", "importlib", "site", "runpy", "numbers", "secrets", "uuid", "base64", "xml", "html", "sqlite3",
    ];

    public static bool IsTest(string path)
    {
        string name = Name(path);
        string bare = Bare(name);
        return Folders(path).Any(folder => _tests.Contains(folder) || folder.EndsWith(".tests", StringComparison.Ordinal) || folder.EndsWith(".test", StringComparison.Ordinal))
            || bare.StartsWith("test_", StringComparison.Ordinal) || bare.EndsWith("_test", StringComparison.Ordinal) || bare.EndsWith("_tests", StringComparison.Ordinal) || bare.EndsWith("_spec", StringComparison.Ordinal)
            || bare.EndsWith(".test", StringComparison.Ordinal) || bare.EndsWith(".spec", StringComparison.Ordinal)
            || Capital(path, "Test") || Capital(path, "Tests") || bare is "tests" or "test";
    }

    public static bool IsBenchmark(string path) =>
        Folders(path).Any(folder => _benchmarks.Contains(folder) || folder.EndsWith(".benchmarks", StringComparison.Ordinal))
        || Bare(Name(path)) is string bare && (bare.StartsWith("bench_", StringComparison.Ordinal) || bare.EndsWith("_bench", StringComparison.Ordinal) || bare.EndsWith("_benchmark", StringComparison.Ordinal) || bare is "bench" or "benchmark");

    public static bool IsGolden(string path) =>
        Array.Exists(_goldenEndings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || path.Contains(".golden.", StringComparison.OrdinalIgnoreCase)
        || (Folders(path).Any(_goldens.Contains) && !IsSource(path));

    public static bool IsForeign(string path) => Folders(path).Any(_foreign.Contains);

    public static bool IsSource(string path) => SourceLanguages.Of(path) is not null || _source.Contains(Ending(path));

    public static bool IsDocs(string path) => _docs.Contains(Ending(path)) || Folders(path).Any(folder => folder is "docs" or "doc" or "man") || Bare(Name(path)) is "license" or "copying" or "authors" or "changelog" or "readme" or "news" or "changes";

    /// <summary>The kind of a build file; null for what is none.</summary>
    public static PathKind? BuildKind(string path, IEnumerable<string> changed)
    {
        string name = Name(path);
        if (_gitFiles.Contains(name))
        {
            return PathKind.GitFiles;
        }

        if (path.Contains(".husky/", StringComparison.Ordinal) || path.Contains(".githooks/", StringComparison.Ordinal) || name.Contains("pre-commit", StringComparison.Ordinal) || name.Contains("lefthook", StringComparison.Ordinal)
            || Folders(path).Contains("hooks") && !IsSource(path))
        {
            return PathKind.Hook;
        }

        if (!BuildFileRule.Matches(path))
        {
            return null;
        }

        bool isCi = Folders(path).Any(folder => folder is ".github" or ".gitlab" or ".circleci" or ".buildkite") || name.Contains("pipelines", StringComparison.Ordinal)
            || name.StartsWith("jenkinsfile", StringComparison.Ordinal) || name is ".gitlab-ci.yml" or ".drone.yml" or ".travis.yml" or ".cirrus.yml" or "appveyor.yml" || name.StartsWith(".woodpecker", StringComparison.Ordinal);
        bool isPackages = _packages.Contains(name) || name.StartsWith("requirements", StringComparison.Ordinal) || name.StartsWith("constraints", StringComparison.Ordinal) || name.EndsWith(".lockfile", StringComparison.Ordinal)
            || changed.Any(line => Array.Exists(_packageWords, word => line.Contains(word, StringComparison.Ordinal)));
        return isCi ? PathKind.Ci : isPackages ? PathKind.Dependency : PathKind.Build;
    }

    /// <summary>True for a new file that a command, or an import, would find instead of what is meant.</summary>
    public static bool IsShadow(string path, IReadOnlyList<string> tools)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return tools.Contains(name) || (name.EndsWith(".py", StringComparison.Ordinal) && _modules.Contains(name[..^3]) && path.Count(letter => letter == '/') <= 1);
    }

    public static string Ending(string path) => Name(path) is string name && name.LastIndexOf('.') is int dot and > 0 ? name[dot..] : "";

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..].ToLowerInvariant();

    private static string Bare(string name) => name.LastIndexOf('.') is int dot and > 0 ? name[..dot] : name;

    private static IEnumerable<string> Folders(string path) => path.ToLowerInvariant().Split('/').SkipLast(1);

    // "ParserTests.cs", but no "latest.cs".
    private static bool Capital(string path, string word) =>
        path[(path.LastIndexOf('/') + 1)..] is string name && Bare(name) is string bare && bare.Length > word.Length && bare.EndsWith(word, StringComparison.Ordinal) && char.IsLower(bare[^(word.Length + 1)]);
}
