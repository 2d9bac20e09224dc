using Hone.Units;

namespace Hone.Changes.Lint;

/// <summary>A limit that warns, and a later one that blocks.</summary>
public readonly record struct LintLimit(double Warn, double Block);

/// <summary>
/// Every limit of the lint, in one place. Sizes are the quartile and the 95th percentile of 1,470 commits that say of themselves that
/// they make something faster, in 15 repositories (research, 2026); shares of whitespace and moved lines are set so that about one in
/// seven of those is refused. What decides is <see cref="OutsideHot"/>: it refused 86 of 100 commits that had a refactoring mixed in.
/// </summary>
public sealed record LintLimits
{
    /// <summary>The limits when nobody states others.</summary>
    public static LintLimits Standard { get; } = new();

    /// <summary>More files than this.</summary>
    public LintLimit Files { get; init; } = new(3, 10);

    /// <summary>More added and removed lines with code than this.</summary>
    public LintLimit Lines { get; init; } = new(100, 500);

    /// <summary>More changed functions than this.</summary>
    public LintLimit Functions { get; init; } = new(9, 32);

    /// <summary>A smaller share of the changed lines in the hot functions and what belongs to them.</summary>
    public LintLimit HotShare { get; init; } = new(0.90, 0.80);

    /// <summary>So many lines outside are let pass whatever their share.</summary>
    public int OutsideHot { get; init; } = 3;

    /// <summary>More lines outside of functions than this (imports, types, signatures).</summary>
    public int SupportLines { get; init; } = 20;

    /// <summary>More of them than <see cref="SupportLines"/>, and a larger part of the patch than this, blocks.</summary>
    public Ratio SupportShare { get; init; } = new(0.25);

    /// <summary>A larger share of lines that differ in blanks only.</summary>
    public LintLimit WhitespaceShare { get; init; } = new(0.05, 0.25);

    /// <summary>More of such lines than this, beside the share.</summary>
    public LintLimit WhitespaceLines { get; init; } = new(3, 20);

    /// <summary>A larger share of lines that only moved.</summary>
    public LintLimit MovedShare { get; init; } = new(0.15, 0.50);

    /// <summary>More of such lines than this, beside the share.</summary>
    public LintLimit MovedLines { get; init; } = new(10, 20);

    /// <summary>More lines of comments in hunks without code than this.</summary>
    public LintLimit CommentLines { get; init; } = new(5, 30);

    /// <summary>A text shorter than this is found in any output.</summary>
    public int OutputText { get; init; } = 8;

    /// <summary>A text of an input that is shorter than this may be a word of its format, and only warns.</summary>
    public int InputText { get; init; } = 16;

    /// <summary>A number with fewer digits than this is found in any output.</summary>
    public int OutputDigits { get; init; } = 4;

    /// <summary>Fewer changed lines than this make no second lever.</summary>
    public int LeverLines { get; init; } = 3;
}
