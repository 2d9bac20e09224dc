namespace Hone.Equivalence.Sealing;

/// <summary>Something that is not as it was sealed.</summary>
/// <param name="Kind">The kind of thing; <c>seal</c> when it is a copy of the seal itself.</param>
/// <param name="Name">Which.</param>
/// <param name="Rule">A stable kebab-case name: <c>seal-altered</c>, <c>seal-removed</c>, <c>seal-planted</c>, or what is wrong with a copy.</param>
/// <param name="What">One sentence that names the thing.</param>
/// <param name="Next">The next step for somebody who did not mean it.</param>
public sealed record SealFinding(string Kind, string Name, string Rule, string What, string Next)
{
    /// <summary>The kind that findings about the seal's own copies have.</summary>
    public const string OfTheSeal = "seal";

    /// <summary>The sealed state; null when the thing was not there.</summary>
    public string? Sealed { get; init; }

    /// <summary>The state now; null when the thing is gone.</summary>
    public string? Now { get; init; }
}
