using Hone.Changes.Patches;
using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint;

/// <summary>
/// One lever a change. Two are told when parts of the patch that nothing ties together bring in strong signs of different ones, or when one
/// part both remembers results and runs in parallel. What this cannot tell, leaving out each part in turn does (<see cref="Ablation.AblationRule"/>).
/// </summary>
internal static class TwoLeversRule
{
    public static IEnumerable<LintFinding> Find(PatchReading reading, LintFacts facts)
    {
        HashSet<string> source = [.. facts.Patch.Files.Where(file => PathKinds.Of(file, facts.Paths) is null).Select(file => file.Path)];
        PatchPart[] parts = [.. FunctionLinks.Parts(reading, reading.Functions).Where(part => part.Function < 0 || source.Contains(reading.Functions[part.Function].File))];
        if (parts.Length > 400)
        {
            yield break;
        }

        List<(PatchPart First, IReadOnlySet<string> Signs)> levers = [];
        foreach (IReadOnlyList<int> component in FunctionLinks.Components(parts, reading.Functions, byHunk: false, byCall: true))
        {
            ChangedLine[] lines = [.. component.SelectMany(part => parts[part].Lines)];
            IReadOnlySet<string> signs = LeverSigns.Of(lines);
            if (signs.Count > 0 && lines.Length >= facts.Limits.LeverLines)
            {
                levers.Add((parts[component[0]], signs));
            }

            if (signs.Contains("remembers results") && signs.Contains("runs in parallel"))
            {
                yield return Finding(reading, parts[component[0]], "one part both remembers results and runs in parallel");
                yield break;
            }
        }

        for (int i = 0; i < levers.Count; i++)
        {
            for (int k = i + 1; k < levers.Count; k++)
            {
                if (!levers[i].Signs.Overlaps(levers[k].Signs))
                {
                    yield return Finding(reading, levers[k].First, $"{Name(reading, levers[i].First)} {levers[i].Signs.First()}, {Name(reading, levers[k].First)} {levers[k].Signs.First()}, and nothing ties them together");
                    yield break;
                }
            }
        }
    }

    private static LintFinding Finding(PatchReading reading, PatchPart part, string measured)
    {
        ChangedFunction function = reading.Functions[part.Function];
        return new(LintRuleNames.TwoLevers, function.File, part.Lines[0].Line, measured, "one lever a change", "make two changes of it: each is measured alone", LintWeight.Block);
    }

    private static string Name(PatchReading reading, PatchPart part) => reading.Functions[part.Function] is { Name.Length: > 0 } function ? function.Name : reading.Functions[part.Function].File;
}
