using Hone.Changes.Lint;

namespace Hone.Cli.Steps.Changes.Linting;

/// <summary>What is to be linted.</summary>
/// <param name="Base">The base commit.</param>
/// <param name="Tree">The work tree with the change; null for <paramref name="PatchFile"/>.</param>
/// <param name="PatchFile">A patch against the base, as git writes it; null for <paramref name="Tree"/>.</param>
internal sealed record LintRequest(string Base, string? Tree, string? PatchFile)
{
    /// <summary>The workload whose profiles say what is hot; null when no function is declared.</summary>
    public string? Workload { get; init; }

    /// <summary>The functions that the change is about, as the profile names them, files relative to the project folder.</summary>
    public IReadOnlyList<NamedFunction> Declared { get; init; } = [];

    /// <summary>The declared lever.</summary>
    public string? Lever { get; init; }

    /// <summary>Why the owner lets a large patch pass.</summary>
    public string? SizeWaiver { get; init; }

    /// <summary>The limits in force.</summary>
    public LintLimits Limits { get; init; } = LintLimits.Standard;
}
