namespace Hone.Changes.Lint;

/// <summary>The names of the lint's rules: stable, one for each kind of trick.</summary>
public static class LintRuleNames
{
    /// <summary>A golden output, a snapshot, or a workload's output file.</summary>
    public const string Golden = "golden-touched";

    /// <summary>A file that a workload or case reads.</summary>
    public const string Input = "input-touched";

    /// <summary><c>hone.toml</c>.</summary>
    public const string Manifest = "manifest-touched";

    /// <summary>Hone's record, the tracker, or what Hone writes.</summary>
    public const string Record = "record-touched";

    /// <summary>What runs or prepares a workload.</summary>
    public const string Benchmark = "benchmark-touched";

    /// <summary>What decides how the program is built.</summary>
    public const string Build = "build-touched";

    /// <summary>Which other people's code is used.</summary>
    public const string Dependency = "dependency-touched";

    /// <summary>What a CI service runs.</summary>
    public const string Ci = "ci-touched";

    /// <summary>What git runs.</summary>
    public const string Hook = "hook-touched";

    /// <summary>What git makes of files.</summary>
    public const string GitFiles = "git-files-touched";

    /// <summary>A test that is there.</summary>
    public const string Test = "test-touched";

    /// <summary>A test that is new.</summary>
    public const string TestAdded = "test-added";

    /// <summary>What runs leave behind.</summary>
    public const string LeftBehind = "left-behind";

    /// <summary>Documentation.</summary>
    public const string Docs = "docs-touched";

    /// <summary>Anything else that is no source.</summary>
    public const string NotSource = "path-not-source";

    /// <summary>A new file that takes the place of a program or module.</summary>
    public const string Shadowed = "tool-shadowed";

    /// <summary>A new file in the outermost folder.</summary>
    public const string RootFile = "root-file";

    /// <summary>A path that leads out of the repository.</summary>
    public const string PatchPath = "patch-path";

    /// <summary>A path in git's own folder.</summary>
    public const string PatchGitFolder = "patch-git-folder";

    /// <summary>A symbolic link.</summary>
    public const string PatchLink = "patch-symlink";

    /// <summary>A submodule.</summary>
    public const string PatchSubmodule = "patch-submodule";

    /// <summary>A change of permissions.</summary>
    public const string PatchMode = "patch-mode";

    /// <summary>Bytes that are no lines.</summary>
    public const string PatchBinary = "patch-binary";

    /// <summary>Lines outside of the hot functions and what belongs to them.</summary>
    public const string OutsideHot = "outside-hot";

    /// <summary>Nobody declared a hot function.</summary>
    public const string HotUnknown = "hot-unknown";

    /// <summary>Many lines outside of functions.</summary>
    public const string Support = "support-lines";

    /// <summary>Many files, lines or functions.</summary>
    public const string Size = "size";

    /// <summary>Lines that differ in blanks only.</summary>
    public const string Whitespace = "whitespace-only";

    /// <summary>The same tokens on other lines, or with other quotes.</summary>
    public const string Format = "format-only";

    /// <summary>Another name for the same thing.</summary>
    public const string Rename = "rename-only";

    /// <summary>Code that does nothing.</summary>
    public const string NoOp = "no-op";

    /// <summary>Comments in hunks without code.</summary>
    public const string Comment = "comment-only";

    /// <summary>Lines that only moved.</summary>
    public const string Moved = "moved-lines";

    /// <summary>Two levers at once.</summary>
    public const string TwoLevers = "two-levers";

    /// <summary>Reads the environment.</summary>
    public const string AwareEnvironment = "aware-environment";

    /// <summary>Looks at itself, its parent or its machine.</summary>
    public const string AwareProcess = "aware-process";

    /// <summary>Looks at a clock.</summary>
    public const string AwareClock = "aware-clock";

    /// <summary>Looks at its own name or path.</summary>
    public const string AwareProgramName = "aware-program-name";

    /// <summary>Looks at its stack, or reaches into other code while it runs.</summary>
    public const string AwareStack = "aware-stack";

    /// <summary>Names an input.</summary>
    public const string HardCodedInput = "hard-coded-input";

    /// <summary>Names the size of an input.</summary>
    public const string SizeSpecific = "size-specific";

    /// <summary>Holds a part of an output.</summary>
    public const string HardCodedOutput = "hard-coded-output";

    /// <summary>Code that nobody can read.</summary>
    public const string Obscure = "obscure-code";

    /// <summary>Lets the compiler read a file from outside the repository.</summary>
    public const string IncludeOutside = "include-outside";

    /// <summary>Leaves work to another process.</summary>
    public const string Detached = "detached-work";

    /// <summary>Leaves work to the end or the start of the process.</summary>
    public const string Deferred = "deferred-work";

    /// <summary>Ends the process without its end.</summary>
    public const string EarlyExit = "early-exit";

    /// <summary>Catches everything.</summary>
    public const string Swallowed = "swallowed-error";

    /// <summary>A check is gone.</summary>
    public const string CheckDropped = "check-dropped";

    /// <summary>A write to the disk is no longer waited for.</summary>
    public const string Durability = "durability-dropped";

    /// <summary>A buffer is emptied less often.</summary>
    public const string FlushDropped = "flush-dropped";

    /// <summary>Keeps something from one run to the next.</summary>
    public const string PersistentState = "persistent-state";

    /// <summary>Opens files for writing.</summary>
    public const string NewWrites = "new-writes";

    /// <summary>Compiler flags in the source.</summary>
    public const string Flags = "flags-in-source";

    /// <summary>Settings of the runtime or the scheduler.</summary>
    public const string RuntimeTuned = "runtime-tuned";

    /// <summary>A narrower type of numbers.</summary>
    public const string Precision = "precision-lowered";
}
