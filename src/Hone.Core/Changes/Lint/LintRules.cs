using Hone.Changes.Lint.Form;
using Hone.Changes.Lint.Tokens;
using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint;

/// <summary>Holds a patch against all rules. Pure and linear in the patch and the files it changes, but for the links between its functions.</summary>
public static class LintRules
{
    /// <summary>What is found, what blocks first, then in the order of the patch; empty for a patch that nothing is said against.</summary>
    public static IReadOnlyList<LintFinding> Judge(LintFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Patch.Files.Count == 0)
        {
            return [new(LintRuleNames.NoOp, "", 0, "the patch is empty", "a lever", "change something, or close the row as no-win", LintWeight.Block)];
        }

        return Judge(facts, PatchReading.Of(facts.Patch, facts.Source));
    }

    /// <summary>The same for a patch that was read already.</summary>
    public static IReadOnlyList<LintFinding> Judge(LintFacts facts, PatchReading reading)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(reading);
        FileReading[] source = [.. reading.Files.Where(file => PathKinds.Of(file.File, facts.Paths) is null)];
        IReadOnlyList<Literal> literals = Literals.New(source);
        IEnumerable<LintFinding> found =
        [
            .. PatchSafety.Check(facts.Patch).Where(finding => !IsLeftBehind(finding, facts)),
            .. PathRules.Find(reading, facts),
            .. HardCodedRules.Find(literals, facts),
            .. AwarenessRules.Find(source, literals),
            .. ObscureRules.Find(source),
            .. IncludeRules.Find(source),
            .. EffectRules.Find(source, literals),
            .. FlagRules.Find(source, literals),
            .. LossRules.Find(reading, source),
            .. FormRules.Find(reading, facts),
            .. TwoLeversRule.Find(reading, facts),
            .. HotRule.Find(reading, facts),
            .. SizeRule.Find(reading, facts),
        ];

        // Blocking ones first; the order of the rules is the order of what decides.
        return [.. found.DistinctBy(finding => (finding.Rule, finding.File, finding.Line)).OrderByDescending(finding => finding.Weight)];
    }

    // A picture that a run wrote is in nobody's way: it is not applied.
    private static bool IsLeftBehind(LintFinding finding, LintFacts facts) =>
        facts.Patch.Files.FirstOrDefault(file => file.Path == finding.File) is { } file && PathKinds.Of(file, facts.Paths) == PathKind.LeftBehind;
}
