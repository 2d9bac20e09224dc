namespace Hone.Equivalence.Sealing;

/// <summary>
/// Which files of a project count as build files: what a build, a package manager, a test runner or git reads to decide how the source
/// is used, and that is not the source itself. A pattern without a slash is a file's name anywhere, with at most one <c>*</c>; one
/// that ends in <c>/**</c> is everything below a folder of that path anywhere. Letters count in either case. docs/seal.md shows the list.
/// </summary>
public static class BuildFileRule
{
    /// <summary>The patterns.</summary>
    public static IReadOnlyList<string> Patterns { get; } =
    [
        // make, CMake, autotools, Meson, Ninja, SCons, Bazel and others
        "Makefile", "GNUmakefile", "Makefile.*", "*.mk", "*.mak", "CMakeLists.txt", "*.cmake", "*.cmake.in", "CMakePresets.json", "CMakeUserPresets.json",
        "configure", "configure.ac", "configure.in", "config.site", "*.m4", "*.am", "meson.build", "meson_options.txt", "meson.options", "build.ninja",
        "SConstruct", "SConscript", "WORKSPACE", "WORKSPACE.*", "MODULE.bazel*", "BUILD", "BUILD.bazel", "*.bzl", ".bazelrc", "premake*.lua", "xmake.lua",
        "conanfile.*", "conan.lock", "vcpkg*.json", "justfile", "Taskfile.*", "Rakefile", "Earthfile", "Dockerfile*", "*.ld", "*.lds", "*.specs",

        // .NET
        "*.csproj", "*.fsproj", "*.vbproj", "*.vcxproj", "*.proj", "*.shproj", "*.projitems", "*.props", "*.targets", "*.tasks", "*proj.user", "*.sln", "*.slnx", "*.slnf", "*.rsp",
        "global.json", "nuget.config", "packages.config", "packages.lock.json", "dotnet-tools.json", "*.runsettings", "*.ruleset", ".editorconfig", "*.globalconfig",
        "*.runtimeconfig.json", "runtimeconfig.template.json", "app.config",

        // Python
        "pyproject.toml", "setup.py", "setup.cfg", "requirements*.txt", "constraints*.txt", "Pipfile", "Pipfile.lock", "poetry.lock", "uv.lock", "uv.toml", "pdm.lock",
        "tox.ini", "noxfile.py", "pytest.ini", "conftest.py", "sitecustomize.py", "usercustomize.py", "*.pth", "MANIFEST.in", "environment.yml", "pip.conf", ".python-version", "pyvenv.cfg",

        // JavaScript
        "package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "pnpm-workspace.yaml", "bun.lock", "bun.lockb", "bunfig.toml", ".npmrc", ".yarnrc*",
        ".pnp.*", ".nvmrc", ".node-version", "tsconfig*.json", "jsconfig.json", "*.config.js", "*.config.cjs", "*.config.mjs", "*.config.ts", ".babelrc*", ".swcrc", "lerna.json", "turbo.json", "nx.json",
        "deno.json*", "deno.lock", "binding.gyp",

        // Rust, Go, the JVM, Ruby, PHP and others
        "Cargo.toml", "Cargo.lock", "build.rs", "rust-toolchain*", ".cargo/**", "go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt", ".goreleaser.*",
        "pom.xml", "*.gradle", "*.gradle.kts", "gradle.properties", "gradlew", "gradle/wrapper/**", "*.lockfile", "libs.versions.toml", "mvnw", ".mvn/**", "build.xml", "ivy.xml", "build.sbt",
        "Gemfile", "Gemfile.lock", "*.gemspec", ".ruby-version", "composer.json", "composer.lock", "build.zig", "build.zig.zon", "*.cabal", "cabal.project*", "stack.yaml*", "Package.swift",
        "Package.resolved", "mix.exs", "mix.lock", "rebar.config", "dune", "dune-project", "*.opam", "*.nix", "flake.lock", "dub.json", "*.nimble", "Project.toml", "Manifest.toml",

        // variables and versions of tools
        ".env", ".envrc", ".tool-versions", "mise.toml", ".mise.toml",

        // git, its hooks, and CI
        ".gitattributes", ".gitmodules", ".lfsconfig", ".husky/**", ".githooks/**", ".pre-commit-config.yaml", "lefthook.*", ".lefthook.*",
        ".github/workflows/**", ".github/actions/**", ".gitlab-ci.yml", ".gitlab/ci/**", ".circleci/**", ".buildkite/**", ".woodpecker*", ".drone.yml", ".travis.yml", ".cirrus.yml",
        "azure-pipelines*", "bitbucket-pipelines.yml", "appveyor.yml", "Jenkinsfile*",
    ];

    /// <summary>
    /// Folders of what is built or fetched: they are looked into only where something in them was sealed, that is where git tracked it.
    /// </summary>
    public static IReadOnlyList<string> BuiltFolders { get; } =
        ["bin", "obj", "build", "out", "target", "dist", "artifacts", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".nox", ".pytest_cache", ".mypy_cache", ".gradle", ".vs", ".idea", "_build", "zig-out", ".zig-cache"];

    /// <summary>Folders of Hone, its trackers and git: never looked into.</summary>
    public static IReadOnlyList<string> OwnFolders { get; } = [".git", ".hone", ".beads", ".hg", ".svn"];

    private static readonly HashSet<string> _names = new(Patterns.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal)), StringComparer.OrdinalIgnoreCase);
    private static readonly (string Before, string After)[] _wild =
        [.. Patterns.Where(pattern => pattern.Contains('*', StringComparison.Ordinal) && !pattern.EndsWith("/**", StringComparison.Ordinal)).Select(pattern => (pattern.Split('*')[0], pattern.Split('*')[1]))];

    private static readonly string[] _folders =
        [.. Patterns.Where(pattern => pattern.EndsWith("/**", StringComparison.Ordinal)).Select(pattern => "/" + pattern[..^2])];

    /// <summary>True for a build file.</summary>
    /// <param name="path">Relative to the project folder, with <c>/</c>.</param>
    public static bool Matches(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return _names.Contains(name)
            || _wild.Any(wild => name.Length >= wild.Before.Length + wild.After.Length
                && name.StartsWith(wild.Before, StringComparison.OrdinalIgnoreCase) && name.EndsWith(wild.After, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(_folders, folder => ("/" + path).Contains(folder, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// True for a file beside a project's restored packages that MSBuild imports by its name alone (<c>$(MSBuildProjectFile).*.props</c> in
    /// Microsoft.Common.props) and that no restore wrote: nothing but somebody's hand puts it into <c>obj</c>.
    /// </summary>
    public static bool IsImportedFromObj(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return ("/" + path).EndsWith("/obj/" + name, StringComparison.Ordinal)
            && name.Contains("proj.", StringComparison.OrdinalIgnoreCase)
            && (name.EndsWith(".props", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".targets", StringComparison.OrdinalIgnoreCase))
            && !name.EndsWith("proj.nuget.g.props", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("proj.nuget.g.targets", StringComparison.OrdinalIgnoreCase);
    }
}
