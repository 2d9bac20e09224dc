using System.Globalization;
using Hone.Problems;

namespace Hone.Equivalence.Invariants;

/// <summary>What is wrong with the text of an invariant, and where.</summary>
/// <param name="Column">Where, counted from 1, in UTF-16 units as editors count.</param>
/// <param name="What">What was found and what was expected there, one sentence without its full stop; printable.</param>
/// <param name="Next">What to write instead.</param>
public sealed record InvariantError(int Column, string What, string Next)
{
    /// <summary>The rule's name in a <see cref="Problem"/>.</summary>
    public const string Rule = "invariant-syntax";

    /// <summary>The error as a problem of exit code 2.</summary>
    /// <param name="place">Where the invariant stands, such as <c>hone.toml:12:9</c>; null when that is not known.</param>
    public Problem ToProblem(string? place) =>
        new(ExitCode.Usage, Rule, string.Create(CultureInfo.InvariantCulture, $"column {Column} of the invariant: {What}"), Next) { Place = place };

    /// <summary>Column, what and next in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"column {Column}: {What}; {Next}");
}
