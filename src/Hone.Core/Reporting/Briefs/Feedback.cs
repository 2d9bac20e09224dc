using System.Globalization;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;

namespace Hone.Reporting.Briefs;

/// <summary>What an author is told after Hone said no: rule, measured, limit, next step, and no hidden input.</summary>
public static class Feedback
{
    private const int MostFindings = 6;

    /// <summary>The brief with what Hone found of the last attempt.</summary>
    /// <param name="brief">The brief.</param>
    /// <param name="what">What Hone found, of this class's other members.</param>
    /// <param name="number">The number of the call that comes now, from 2.</param>
    /// <param name="of">How many there may be.</param>
    public static string With(string brief, string what, int number, int of) =>
        brief.TrimEnd('\n') + string.Create(CultureInfo.InvariantCulture, $"\n\n## What Hone found of your last attempt\n\nThis is call {number} of {of}. Your last attempt is in the worktree as you left it.\n{what}");

    /// <summary>What lint found.</summary>
    public static string Of(IReadOnlyList<GateFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        BriefPage page = new();
        foreach (GateFinding finding in findings.OrderByDescending(finding => finding.Blocks).Take(MostFindings))
        {
            page.Item($"{finding.Rule}{(finding.Blocks ? "" : " (a warning)")} at {BriefPage.Name(finding.Place)}", $"{BriefPage.Words(finding.Measured, 400)}; limit: {BriefPage.Words(finding.Limit)}; next: {BriefPage.Words(finding.Next, 300)}");
        }

        return page.ToString();
    }

    /// <summary>A verdict.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Rejected rejected => Of(rejected.Rule, rejected.Measured, rejected.Limit, rejected.Next),
        Verdict.Inconclusive inconclusive => Of(inconclusive.Rule, inconclusive.Because, "", inconclusive.Decides),
        _ => "- accepted\n",
    };

    /// <summary>One rule.</summary>
    public static string Of(string rule, string measured, string limit, string next)
    {
        BriefPage page = new();
        page.Item("rule", rule);
        page.Item("measured", BriefPage.Words(measured, 800));
        if (limit.Length > 0)
        {
            page.Item("limit", BriefPage.Words(limit, 300));
        }

        page.Item("next", BriefPage.Words(next, 300));
        return page.ToString();
    }
}
