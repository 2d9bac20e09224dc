namespace Hone.Changes.Lint;

/// <summary>What a finding does to a change.</summary>
public enum LintWeight
{
    /// <summary>It is told, and nothing more.</summary>
    Warn,

    /// <summary>The change is refused until it is gone.</summary>
    Block,
}

/// <summary>Something that a rule found in a patch.</summary>
/// <param name="Rule">The rule's name, one of <see cref="LintRuleNames"/>.</param>
/// <param name="File">The file; empty when it is about the whole patch.</param>
/// <param name="Line">
/// The line of the new side, from 1; of the old side when lines were only removed; 0 when it is about the whole file or patch.
/// </param>
/// <param name="Measured">What was found, in words with its figures.</param>
/// <param name="Limit">What it was held against.</param>
/// <param name="Next">What to do.</param>
/// <param name="Weight">What it does to the change.</param>
public sealed record LintFinding(string Rule, string File, int Line, string Measured, string Limit, string Next, LintWeight Weight)
{
    /// <summary><c>file:line</c>, the file alone, or <c>patch</c>.</summary>
    public string Place => File.Length == 0 ? "patch" : Line > 0 ? FormattableString.Invariant($"{File}:{Line}") : File;
}
