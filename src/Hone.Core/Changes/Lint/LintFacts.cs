using Hone.Changes.Patches;

namespace Hone.Changes.Lint;

/// <summary>A function as profiles or people name it.</summary>
/// <param name="Name">Its name, qualified or not.</param>
/// <param name="File">Its file, relative to the repository; null when nobody knows.</param>
public sealed record NamedFunction(string Name, string? File);

/// <summary>Everything that the lint looks at; nothing else decides.</summary>
public sealed record LintFacts
{
    /// <summary>The patch, paths relative to the repository.</summary>
    public required Patch Patch { get; init; }

    /// <summary>The text of a file by its path and side (true for the new one), a letter for each byte; null when it is not to be had.</summary>
    public required Func<string, bool, string?> Source { get; init; }

    /// <summary>The functions that the change is about: those of its row; empty when nobody declared any.</summary>
    public IReadOnlyList<NamedFunction> Declared { get; init; } = [];

    /// <summary>Their direct callers and callees on hot stacks.</summary>
    public IReadOnlyList<NamedFunction> Around { get; init; } = [];

    /// <summary>The lever that was declared; null for none.</summary>
    public string? Lever { get; init; }

    /// <summary>What files are to the project.</summary>
    public PathFacts Paths { get; init; } = new();

    /// <summary>What only somebody who looked at the workloads could write into a program.</summary>
    public WorkloadWords Words { get; init; } = WorkloadWords.None;

    /// <summary>The limits in force.</summary>
    public LintLimits Limits { get; init; } = LintLimits.Standard;

    /// <summary>Why the owner lets a large patch pass; null when nobody did.</summary>
    public string? SizeWaiver { get; init; }
}
