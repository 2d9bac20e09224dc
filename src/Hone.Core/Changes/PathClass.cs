namespace Hone.Changes;

/// <summary>What a changed file counts as.</summary>
public enum PathClass
{
    /// <summary>Source: it belongs to the candidate.</summary>
    Source,

    /// <summary>A new test: it is run on the baseline and on the candidate, and belongs to neither.</summary>
    NewTest,

    /// <summary>A test that was there: the base's is run.</summary>
    Test,

    /// <summary>Golden, input, manifest, script, build, lock, CI or hook file, benchmark: always the base's, and no part of a change.</summary>
    Sealed,

    /// <summary>Documents and everything else: the base's is used.</summary>
    Other,
}

/// <summary>A file that differs from the base.</summary>
/// <param name="Path">Relative to the repository, with <c>/</c>.</param>
/// <param name="Old">Its earlier path when it was renamed; else null.</param>
/// <param name="Class">What it counts as.</param>
/// <param name="Why">Why, as a noun: <c>the manifest</c>, <c>an input</c>.</param>
public sealed record ChangedPath(string Path, string? Old, PathClass Class, string Why);
