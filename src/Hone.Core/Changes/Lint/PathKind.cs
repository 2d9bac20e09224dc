namespace Hone.Changes.Lint;

/// <summary>What a file is that a performance change may not touch, or only apart.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="What">What it is, as <c>FILE is …</c>.</param>
/// <param name="Next">What to do instead.</param>
/// <param name="Weight">Whether it is refused or only left out.</param>
public sealed record PathKind(string Rule, string What, string Next, LintWeight Weight = LintWeight.Block)
{
    private const string OwnBead = "take it out of the change (git checkout BASE -- FILE); it is a change of its own";

    /// <summary>A golden output.</summary>
    public static PathKind Golden { get; } = new(LintRuleNames.Golden, "a golden output", "take it out: what the program must print comes from the sealed baseline, and only its owner renews it with hone oracle record");

    /// <summary>An input.</summary>
    public static PathKind Input { get; } = new(LintRuleNames.Input, "an input of a workload or case", "take it out: inputs come from the sealed baseline");

    /// <summary>The manifest.</summary>
    public static PathKind Manifest { get; } = new(LintRuleNames.Manifest, "the manifest: commands, limits, normalisers and invariants", "take it out: the manifest comes from the sealed baseline, and only its owner changes it");

    /// <summary>The record.</summary>
    public static PathKind Record { get; } = new(LintRuleNames.Record, "part of the record, or written by Hone or the tracker", "take it out: the record is written by Hone alone");

    /// <summary>A benchmark.</summary>
    public static PathKind Benchmark { get; } = new(LintRuleNames.Benchmark, "part of a benchmark", "take it out: what is measured comes from the sealed baseline");

    /// <summary>A build file.</summary>
    public static PathKind Build { get; } = new(LintRuleNames.Build, "a build file", OwnBead + ", measured with both builds");

    /// <summary>A dependency.</summary>
    public static PathKind Dependency { get; } = new(LintRuleNames.Dependency, "a list of packages, or code of other people", OwnBead);

    /// <summary>A CI file.</summary>
    public static PathKind Ci { get; } = new(LintRuleNames.Ci, "what a CI service runs", OwnBead);

    /// <summary>A hook.</summary>
    public static PathKind Hook { get; } = new(LintRuleNames.Hook, "a hook", OwnBead);

    /// <summary>Git's own settings.</summary>
    public static PathKind GitFiles { get; } = new(LintRuleNames.GitFiles, "a file by which git knows what to do with others", OwnBead);

    /// <summary>A test.</summary>
    public static PathKind Test { get; } = new(LintRuleNames.Test, "a test", "take it out: tests that are there come from the sealed baseline; put new ones beside them, in functions of their own");

    /// <summary>A new test.</summary>
    public static PathKind TestAdded { get; } = new(LintRuleNames.TestAdded, "a new test", "nothing: it goes apart from the change, and must pass on the baseline, too", LintWeight.Warn);

    /// <summary>What runs leave behind.</summary>
    public static PathKind LeftBehind { get; } = new(LintRuleNames.LeftBehind, "what a run or a prepare command leaves behind", "nothing: it is no part of the change; let git ignore it", LintWeight.Warn);

    /// <summary>Documentation.</summary>
    public static PathKind Docs { get; } = new(LintRuleNames.Docs, "documentation", "take it out: it is no part of what is measured, and does not land with the change", LintWeight.Warn);

    /// <summary>Something else.</summary>
    public static PathKind NotSource { get; } = new(LintRuleNames.NotSource, "no source file that Hone knows", "take it out: a change is a patch of source files");

    /// <summary>A shadow.</summary>
    public static PathKind Shadowed { get; } = new(LintRuleNames.Shadowed, "named as a program or a module of the language that commands look up", "give it another name");
}
