namespace Hone.Linux.Sandboxes;

/// <summary>What a tree is made of.</summary>
/// <param name="Project">The project folder, absolute.</param>
public sealed record BuildTreePlan(string Project)
{
    /// <summary>The commit whose files it has; null for the files as they lie in the project now.</summary>
    public string? Commit { get; init; }

    /// <summary>Files and folders, relative to the project, that are no part of the source: prepared inputs. They are copied from the project where the tree has none.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Files and folders, relative to the project, that programs write; the folders around them are made where the project has them.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Built and ignored files are copied as well: of a project without a build command, whose programs nobody could make again.</summary>
    public bool Whole { get; init; }
}
