namespace Hone.Equivalence.Sealing;

/// <summary>What a sealed thing belongs to, and so where it must be the same.</summary>
public enum SealedBinding
{
    /// <summary>To the repository: the same in every clone.</summary>
    Repository,

    /// <summary>To one clone: git takes it along to no other.</summary>
    Clone,

    /// <summary>To one machine and user.</summary>
    Machine,
}

/// <summary>A kind of sealed things.</summary>
/// <param name="Name">Its stable name in leaves and JSON.</param>
/// <param name="Word">What a person reads before the thing's name.</param>
/// <param name="Binding">Where it must be the same.</param>
public sealed record SealedKind(string Name, string Word, SealedBinding Binding)
{
    /// <summary><c>hone.toml</c>: commands, thresholds, cases, normalisers, invariants.</summary>
    public static SealedKind Manifest { get; } = new("manifest", "the manifest", SealedBinding.Repository);

    /// <summary>A golden channel as the ledger states it, with its kept bytes.</summary>
    public static SealedKind Golden { get; } = new("golden", "the golden output", SealedBinding.Repository);

    /// <summary>A readable copy of a golden, or the list of checksums over them.</summary>
    public static SealedKind GoldenCopy { get; } = new("golden-copy", "the copy of a golden output", SealedBinding.Repository);

    /// <summary>A file that a workload or case reads.</summary>
    public static SealedKind Input { get; } = new("input", "the input", SealedBinding.Repository);

    /// <summary>A file that a workload reads and its <c>prepare</c> command makes: it may be missing until then.</summary>
    public static SealedKind MadeInput { get; } = new("made-input", "the prepared input", SealedBinding.Repository);

    /// <summary>A folder that a workload reads: no file may come in.</summary>
    public static SealedKind InputFolder { get; } = new("input-folder", "the input folder", SealedBinding.Repository);

    /// <summary>A script that a build, prepare or benchmark command runs.</summary>
    public static SealedKind Script { get; } = new("script", "the script", SealedBinding.Repository);

    /// <summary>A file that a build reads and that is not source: <see cref="BuildFileRule"/>.</summary>
    public static SealedKind BuildFile { get; } = new("build-file", "the build file", SealedBinding.Repository);

    /// <summary>A build file that git ignores: a build or a configuration made it, and may make it again.</summary>
    public static SealedKind MadeBuildFile { get; } = new("made-build-file", "the generated build file", SealedBinding.Clone);

    /// <summary>A submodule: the commit that the index names, and the one that is checked out.</summary>
    public static SealedKind Submodule { get; } = new("submodule", "the submodule", SealedBinding.Repository);

    /// <summary>The last entry of the ledger that was sealed: the ledger may only grow from there.</summary>
    public static SealedKind Ledger { get; } = new("ledger", "the ledger", SealedBinding.Repository);

    /// <summary>A setting of the clone's own git configuration that can run programs or alter a checkout.</summary>
    public static SealedKind GitSetting { get; } = new("git-setting", "git's setting", SealedBinding.Clone);

    /// <summary>A hook, or the attributes of one clone: a file in git's own folder.</summary>
    public static SealedKind GitFile { get; } = new("git-file", "git's file", SealedBinding.Clone);

    /// <summary>A program on PATH that a command starts.</summary>
    public static SealedKind Tool { get; } = new("tool", "the program", SealedBinding.Machine);

    /// <summary>A variable that alters how programs are built or run.</summary>
    public static SealedKind Variable { get; } = new("variable", "the variable", SealedBinding.Machine);

    /// <summary>A build file in a folder above the project.</summary>
    public static SealedKind Above { get; } = new("above", "the build file above the project", SealedBinding.Machine);

    /// <summary>A build tool's settings in the user's home folder.</summary>
    public static SealedKind Home { get; } = new("home", "the settings file in your home folder", SealedBinding.Machine);

    /// <summary>Hone itself.</summary>
    public static SealedKind HoneItself { get; } = new("hone", "Hone's own", SealedBinding.Machine);

    /// <summary>Every kind, in the order in which findings are told: what decides most first.</summary>
    public static IReadOnlyList<SealedKind> All { get; } =
    [
        Manifest, Ledger, Golden, GoldenCopy, Input, MadeInput, InputFolder, Script, BuildFile, MadeBuildFile, Submodule, GitSetting, GitFile, Tool, Variable, Above, Home, HoneItself,
    ];

    /// <summary>True for what a command makes: it may be missing until then.</summary>
    public bool IsMade => this == MadeInput || this == MadeBuildFile;

    /// <summary>The kind of a name; one that this version does not know is taken to belong to the repository.</summary>
    public static SealedKind Of(string name) => All.FirstOrDefault(kind => kind.Name == name) ?? new(name, name, SealedBinding.Repository);
}
