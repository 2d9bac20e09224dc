namespace Hone.Changes.Runs;

/// <summary>What one of the other gates (<c>lint</c>, <c>proof</c>, <c>ablation</c>) found, as a run keeps it.</summary>
/// <param name="Gate">Which gate.</param>
/// <param name="Rule">The rule, in kebab-case.</param>
/// <param name="Place"><c>file:line</c>, a claim or a group of hunks.</param>
/// <param name="Measured">What was found.</param>
/// <param name="Limit">What it was held against.</param>
/// <param name="Next">The next step.</param>
/// <param name="Blocks">False for a warning.</param>
public sealed record GateFinding(string Gate, string Rule, string Place, string Measured, string Limit, string Next, bool Blocks);
