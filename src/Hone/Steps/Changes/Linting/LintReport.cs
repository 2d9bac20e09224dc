using Hone.Changes.Lint;
using Hone.Changes.Patches;
using Hone.Units;

namespace Hone.Cli.Steps.Changes.Linting;

/// <summary>What the lint says of a patch.</summary>
/// <param name="Patch">The whole patch, as it was given.</param>
/// <param name="Facts">What it was held against.</param>
/// <param name="Functions">The functions that it changes.</param>
/// <param name="Findings">What was found, what blocks first.</param>
/// <param name="Took">How long it took, git included.</param>
internal sealed record LintReport(Patch Patch, LintFacts Facts, IReadOnlyList<ChangedFunction> Functions, IReadOnlyList<LintFinding> Findings, Duration Took)
{
    /// <summary>True when something blocks.</summary>
    public bool Blocks => Findings.Any(finding => finding.Weight == LintWeight.Block);

    /// <summary>The part of the patch that is the change: source files.</summary>
    public Patch Source => PathKinds.Split(Patch, Facts.Paths).Source;

    /// <summary>The part that holds tests: it goes apart, and must pass on the baseline.</summary>
    public Patch Tests => PathKinds.Split(Patch, Facts.Paths).Tests;
}
