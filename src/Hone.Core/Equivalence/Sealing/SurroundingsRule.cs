namespace Hone.Equivalence.Sealing;

/// <summary>What outside the project alters how it is built and run: files above it and in the home folder, variables, git's settings.</summary>
public static class SurroundingsRule
{
    /// <summary>Files that tools look for in the folders above a project, nearest first.</summary>
    public static IReadOnlyList<string> AboveNames { get; } =
    [
        "global.json", "nuget.config", "NuGet.config", "NuGet.Config", "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props",
        "Directory.Solution.props", "Directory.Solution.targets", ".editorconfig", ".globalconfig", "Cargo.toml", ".cargo/config", ".cargo/config.toml", "rust-toolchain", "rust-toolchain.toml",
        "go.mod", "go.work", "package.json", ".npmrc", ".yarnrc", ".yarnrc.yml", ".pnp.cjs", "pnpm-workspace.yaml", "babel.config.js", ".nvmrc", ".node-version", "tsconfig.json",
        "pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini", "conftest.py", ".python-version", "settings.gradle", "settings.gradle.kts", "WORKSPACE", "MODULE.bazel", ".bazelrc",
        ".tool-versions", "mise.toml", ".mise.toml", ".envrc", ".ruby-version", ".gitattributes", ".gitmodules",
    ];

    /// <summary>Settings of build tools in the home folder; <c>*</c> stands for any name in a folder.</summary>
    public static IReadOnlyList<string> HomeNames { get; } =
    [
        ".nuget/NuGet/NuGet.Config", ".config/NuGet/NuGet.Config", ".npmrc", ".yarnrc", ".yarnrc.yml", ".cargo/config", ".cargo/config.toml", ".config/go/env", ".gradle/gradle.properties",
        ".gradle/init.gradle", ".gradle/init.d/*", ".m2/settings.xml", ".mavenrc", ".config/pip/pip.conf", ".pip/pip.conf", ".pydistutils.cfg", ".gdbinit", ".config/git/attributes",
        ".local/lib/python3/site-packages/sitecustomize.py", ".local/lib/python3.*/site-packages/sitecustomize.py", ".local/lib/python3.*/site-packages/usercustomize.py", ".local/lib/python3.*/site-packages/*.pth",
        ".bazelrc", ".conan2/profiles/default", ".ccache/ccache.conf", ".config/ccache/ccache.conf",
    ];

    /// <summary>Variables that alter how programs are built or run; <c>*</c> at the end stands for any rest.</summary>
    public static IReadOnlyList<string> Variables { get; } =
    [
        // the loader, the C library, shells
        "LD_*", "GLIBC_TUNABLES", "MALLOC_*", "JEMALLOC_*", "TCMALLOC_*", "_RLD_*", "BASH_ENV", "ENV", "BASH_FUNC_*", "IFS", "SHELLOPTS", "BASHOPTS", "GCONV_PATH", "LOCPATH",

        // compilers and builds
        "CC", "CXX", "CPP", "LD", "AS", "AR", "RANLIB", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS", "LDLIBS", "ASFLAGS", "ARFLAGS", "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH", "LIBRARY_PATH",
        "GCC_*", "COMPILER_PATH", "COLLECT_*", "CCACHE_*", "SCCACHE_*", "DISTCC_*", "CMAKE_*", "MESON_*", "NINJAFLAGS", "MAKEFLAGS", "MFLAGS", "GNUMAKEFLAGS", "MAKEFILES", "CONFIG_SITE", "PKG_CONFIG*", "SOURCE_DATE_EPOCH",

        // .NET
        "DOTNET_STARTUP_HOOKS", "DOTNET_ROOT*", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE", "DOTNET_ROLL_FORWARD*", "DOTNET_gc*", "DOTNET_GC*", "DOTNET_Tiered*", "DOTNET_TC_*", "DOTNET_TieredPGO", "DOTNET_ReadyToRun",
        "DOTNET_Enable*", "DOTNET_JIT*", "DOTNET_Jit*", "DOTNET_OSR*", "DOTNET_AltJit*", "DOTNET_MSBUILD*", "DOTNET_CLI_CONTEXT*", "CORECLR_*", "COR_*", "COMPlus_*", "MSBUILD*", "MSBuild*", "NUGET_*", "NuGet*", "DirectoryBuild*",
        "CustomBefore*", "CustomAfter*", "Configuration", "Platform", "OutputPath", "DefineConstants", "Optimize",

        // Python, JavaScript, Perl, Ruby, the JVM
        "PYTHON*", "PIP_*", "UV_*", "NODE_*", "NPM_CONFIG_*", "npm_config_*", "YARN_*", "BUN_*", "DENO_*", "UV_THREADPOOL_SIZE", "PERL5*", "PERLLIB", "RUBYOPT", "RUBYLIB", "BUNDLE_*", "GEM_*",
        "JAVA_HOME", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JAVA_OPTS", "CLASSPATH", "MAVEN_*", "GRADLE_*", "SBT_OPTS",

        // Rust, Go, parallel libraries
        "RUSTFLAGS", "RUSTDOCFLAGS", "RUSTC*", "RUSTUP_TOOLCHAIN", "CARGO_*", "GOFLAGS", "GOENV", "GOROOT", "GOPATH", "GOPROXY", "GOTOOLCHAIN", "GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GODEBUG", "GOOS", "GOARCH", "GOAMD64", "CGO_*",
        "OMP_*", "KMP_*", "MKL_*", "OPENBLAS_*", "BLIS_*",

        // git
        "GIT_CONFIG*", "GIT_ATTR_*", "GIT_EXEC_PATH", "GIT_TEMPLATE_DIR",
    ];

    /// <summary>Settings of a clone's own configuration (git-config(1)) that run programs or alter a checkout; <c>*</c> stands for any text.</summary>
    public static IReadOnlyList<string> GitSettings { get; } =
    [
        "filter.*", "core.fsmonitor", "core.hookspath", "core.attributesfile", "core.autocrlf", "core.eol", "core.safecrlf", "core.worktree", "core.sparsecheckout*", "core.gitproxy", "core.sshcommand",
        "core.alternaterefscommand", "include.path", "includeif.*", "diff.external", "diff.*.textconv", "diff.*.command", "merge.*.driver", "submodule.*.update", "url.*", "hook.*", "extensions.worktreeconfig", "uploadpack.packobjectshook",
    ];

    private static readonly HashSet<string> _variables = new(Variables.Where(name => name[^1] != '*'), StringComparer.Ordinal);
    private static readonly string[] _families = [.. Variables.Where(name => name[^1] == '*').Select(name => name[..^1])];

    /// <summary>True for a variable that is sealed, set or not.</summary>
    public static bool IsVariable(string name) => _variables.Contains(name) || Array.Exists(_families, family => name.StartsWith(family, StringComparison.Ordinal));

    /// <summary>True for a setting that is sealed. The key is as git lists it: section and last part in lower case.</summary>
    public static bool IsGitSetting(string key)
    {
        string lower = key.ToLowerInvariant();
        return GitSettings.Any(pattern => pattern.Split('*') is [string before, string after]
            ? lower.Length >= before.Length + after.Length && lower.StartsWith(before, StringComparison.Ordinal) && lower.EndsWith(after, StringComparison.Ordinal)
            : lower == pattern);
    }
}
