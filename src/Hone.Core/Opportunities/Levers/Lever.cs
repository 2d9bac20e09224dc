using Hone.Workloads;

namespace Hone.Opportunities.Levers;

/// <summary>One kind of optimisation, and how it is recognised.</summary>
/// <param name="Name">Its name, such as <c>buffer-reuse</c>.</param>
/// <param name="Title">The same in words, for titles.</param>
/// <param name="What">What it is, in one or two sentences.</param>
/// <param name="Reliability">The most that its rule can claim when every reading holds.</param>
/// <param name="Because">Why no more, or why so much.</param>
/// <param name="Rule">Its evidence rule; limits stand in it as <c>{name}</c> of a <see cref="RuleThreshold"/>.</param>
/// <param name="MayBreak">What the change may alter: the claims that its proof will owe, most likely first.</param>
/// <param name="Example">A few lines before and after.</param>
public sealed record Lever(string Name, string Title, string What, LeverReliability Reliability, string Because, string Rule, IReadOnlyList<string> MayBreak, string Example)
{
    /// <summary>The rule with the standard limits.</summary>
    public string RuleText => RuleIn(RuleThresholds.Standard);

    /// <summary>The limits that the rule names, in the order of the table.</summary>
    public IReadOnlyList<RuleThreshold> Thresholds => [.. RuleThresholds.All.Where(threshold => Rule.Contains(Hole(threshold), StringComparison.Ordinal))];

    /// <summary>The rule with the limits in force.</summary>
    public string RuleIn(RuleThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        string text = Rule;
        foreach (RuleThreshold threshold in RuleThresholds.All)
        {
            text = text.Replace(Hole(threshold), thresholds.Text(threshold), StringComparison.Ordinal);
        }

        return text;
    }

    private static string Hole(RuleThreshold threshold) => "{" + threshold.Name + "}";
}
