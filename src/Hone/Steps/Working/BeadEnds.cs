using Hone.Changes.Lint;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;

namespace Hone.Cli.Steps.Working;

/// <summary>When a bead is over after a verification, however many calls are left.</summary>
internal static class BeadEnds
{
    // Oracle, benchmark and build are not the author's: whoever edits them is not asked again. The brief says so.
    private static readonly string[] _ends =
    [
        LintRuleNames.Golden, LintRuleNames.Input, LintRuleNames.Manifest, LintRuleNames.Record, LintRuleNames.Benchmark, LintRuleNames.Test, LintRuleNames.Build, LintRuleNames.Dependency,
        LintRuleNames.Ci, LintRuleNames.Hook, LintRuleNames.GitFiles, LintRuleNames.PatchGitFolder, "sealed-path",
    ];

    /// <summary>
    /// Whether nobody is asked again: something was touched that is not the author's, by whichever rule decided; the gain is too good; or the
    /// evidence does not decide, and not for want of a gain.
    /// </summary>
    /// <param name="verdict">The verdict; null where its evidence is gone.</param>
    /// <param name="findings">All that was found, not only what decided.</param>
    public static bool IsForGood(Verdict? verdict, IReadOnlyList<GateFinding> findings) => verdict switch
    {
        Verdict.Rejected rejected => rejected.Quarantined || _ends.Contains(rejected.Rule) || findings.Any(finding => finding.Blocks && _ends.Contains(finding.Rule)),
        Verdict.Inconclusive inconclusive => inconclusive.Rule != "gain-not-shown",
        Verdict.Accepted => false,
        _ => true,
    };
}
