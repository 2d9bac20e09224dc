using Hone.Changes.Lint;
using Hone.Changes.Patches;

namespace Hone.Cli.Steps.Changes.Linting;

/// <summary>What is to be linted.</summary>
/// <param name="Base">The base commit.</param>
internal sealed record LintRequest(string Base)
{
    /// <summary>The whole patch, files that are no source included; null for that of <see cref="PatchFile"/> or <see cref="Tree"/>.</summary>
    public Patch? Patch { get; init; }

    /// <summary>A file with a patch against the base, as git writes it; null for that of <see cref="Tree"/>.</summary>
    public string? PatchFile { get; init; }

    /// <summary>The work tree with the change; null for the project folder.</summary>
    public string? Tree { get; init; }

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
