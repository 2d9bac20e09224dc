using System.Globalization;
using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint;

/// <summary>A small change can be read: files, lines and functions, and what stands outside of functions.</summary>
internal static class SizeRule
{
    public static IEnumerable<LintFinding> Find(PatchReading reading, LintFacts facts)
    {
        LintLimits limits = facts.Limits;
        int files = reading.Files.Count;
        int lines = reading.Functions.Sum(function => function.ChangedLines);
        int functions = reading.Functions.Count(function => function.Name.Length > 0 && function.ChangedLines > 0);
        bool blocks = files > limits.Files.Block || lines > limits.Lines.Block || functions > limits.Functions.Block;
        bool warns = files > limits.Files.Warn || lines > limits.Lines.Warn || functions > limits.Functions.Warn;
        if (blocks || warns)
        {
            LintWeight weight = blocks && facts.SizeWaiver is null ? LintWeight.Block : LintWeight.Warn;
            string waived = blocks && facts.SizeWaiver is string reason ? $"; waived by the owner: {reason}" : "";
            yield return new(
                LintRuleNames.Size, "", 0, $"{LintText.Count(files, "file")}, {LintText.Count(lines, "line")}, {LintText.Count(functions, "function")}{waived}",
                blocks ? Limit(limits, limit => limit.Block) : Limit(limits, limit => limit.Warn),
                blocks ? "split it into changes of one lever each; the owner may waive the size with a reason" : "see whether it can be split", weight);
        }

        int support = reading.Files.Where(file => PathKinds.Of(file.File, facts.Paths) is null && (file.Old.Known || file.New.Known))
            .SelectMany(file => file.Lines).Count(line => line.HasCode && reading.Functions[line.Function].Name.Length == 0);
        if (support > limits.SupportLines)
        {
            double share = (double)support / lines;
            bool isMuch = share > limits.SupportShare.Value && !IsData(reading);
            yield return new(
                LintRuleNames.Support, "", 0, $"{LintText.Count(support, "line")} outside of functions (imports, types, fields), {LintText.Share(share)} of the patch",
                $"at most {limits.SupportLines} lines, or {LintText.Share(limits.SupportShare.Value)}", "take out what the lever does not need", isMuch ? LintWeight.Block : LintWeight.Warn);
        }
    }

    // A table of numbers is data, however long it is.
    private static bool IsData(PatchReading reading)
    {
        ChangedLine[] outside = [.. reading.Files.SelectMany(file => file.Lines).Where(line => line.HasCode && reading.Functions[line.Function].Name.Length == 0)];
        return outside.Count(line => line.Tokens.Count(token => token.Kind == Equivalence.Mutants.TokenKind.Word) <= line.Tokens.Count / 4) * 4 > outside.Length * 3;
    }

    private static string Limit(LintLimits limits, Func<LintLimit, double> of) =>
        string.Create(CultureInfo.InvariantCulture, $"at most {of(limits.Files)} files, {of(limits.Lines)} lines, {of(limits.Functions)} functions");
}
