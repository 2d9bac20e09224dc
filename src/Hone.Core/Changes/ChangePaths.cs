using Hone.Changes.Lint;

namespace Hone.Changes;

/// <summary>
/// Which of the changed files are the candidate: what the lint knows as source (<see cref="PathKinds"/>). Whatever is not source has no
/// effect: both arms take it from the base.
/// </summary>
/// <param name="facts">What the manifest of the base and the repository say of files.</param>
public sealed class ChangePaths(PathFacts facts)
{
    /// <summary>The class of a changed file.</summary>
    /// <param name="path">Relative to the repository.</param>
    /// <param name="old">Its earlier path when it was renamed; else null.</param>
    /// <param name="added">It is not in the base.</param>
    /// <param name="regular">It is an ordinary file on both sides: no link, no submodule.</param>
    public ChangedPath Of(string path, string? old, bool added, bool regular)
    {
        ArgumentNullException.ThrowIfNull(path);
        PathKind? kind = PathKinds.Of(path, old, added, [], facts);
        return !regular ? new(path, old, PathClass.Sealed, "a link or a submodule")
            : kind is null ? new(path, old, PathClass.Source, "source")
            : new(path, old, Class(kind, path), kind.What);
    }

    private static PathClass Class(PathKind kind, string path) =>
        kind == PathKind.TestAdded ? PathNames.IsSource(path) ? PathClass.NewTest : PathClass.Test
        : kind == PathKind.Test ? PathClass.Test
        : kind == PathKind.LeftBehind || kind == PathKind.Docs || kind == PathKind.NotSource ? PathClass.Other
        : PathClass.Sealed;
}
