namespace Hone.Changes.Lint;

/// <summary>What the manifest and the repository say of files; all paths are relative to the repository, with <c>/</c>.</summary>
public sealed record PathFacts
{
    /// <summary>The project folder; empty when it is the repository's.</summary>
    public string Project { get; init; } = "";

    /// <summary>Files and folders that workloads and cases read.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Those that a command makes before the first run.</summary>
    public IReadOnlyList<string> MadeInputs { get; init; } = [];

    /// <summary>Files and folders that workloads write.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Scripts that prepare or run a workload or case.</summary>
    public IReadOnlyList<string> BenchmarkScripts { get; init; } = [];

    /// <summary>Scripts that build.</summary>
    public IReadOnlyList<string> BuildScripts { get; init; } = [];

    /// <summary>Programs that commands look up by name, such as <c>cc</c>.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Files that hold code on hot stacks: source, whatever their folder is called.</summary>
    public IReadOnlyList<string> HotFiles { get; init; } = [];

    /// <summary>The files in the repository's and the project's outermost folder at the base.</summary>
    public IReadOnlyList<string> RootFiles { get; init; } = [];
}
