using Hone.Changes.Patches;
using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Ablation;

/// <summary>
/// Puts the hunks of a patch into groups that can be left out one at a time: a group is a function, with what cannot stand without it (new
/// functions that it calls, fields and imports that it brings in, and what shares a hunk with it).
/// </summary>
public static class HunkGroups
{
    /// <summary>How many groups there are at most: each costs a build and a measurement.</summary>
    public const int Most = 6;

    // Every part is held against every other; a patch of more goes by its files.
    private const int MostParts = 400;

    /// <summary>
    /// The groups, in the order of the patch; hunks without code are in none. One group says that there is nothing to leave out. Of more
    /// than <see cref="Most"/> the smallest are put together.
    /// </summary>
    /// <param name="patch">The patch.</param>
    /// <param name="functions">Its functions, of <see cref="ChangedFunctions"/>.</param>
    public static IReadOnlyList<HunkGroup> Of(Patch patch, IReadOnlyList<ChangedFunction> functions)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(functions);
        IReadOnlyList<PatchPart> parts = FunctionLinks.Parts(PatchReading.Of(patch, (_, _) => null), functions);
        List<List<PatchPart>> groups = parts.Count > MostParts
            ? [.. parts.GroupBy(part => part.Function < 0 ? "" : functions[part.Function].File).Select(file => file.ToList())]
            : [.. FunctionLinks.Components(parts, functions, byHunk: true, byCall: false).Select(component => component.Select(i => parts[i]).ToList())];
        AttachImports(groups, functions);
        while (groups.Count > Most)
        {
            List<PatchPart>[] smallest = [.. groups.OrderBy(group => group.Sum(part => part.Lines.Count)).Take(2)];
            List<PatchPart> first = groups.First(group => group == smallest[0] || group == smallest[1]);
            List<PatchPart> second = groups.Last(group => group == smallest[0] || group == smallest[1]);
            first.AddRange(second);
            groups.Remove(second);
        }

        return [.. groups.Select(group => Group(group, functions))];
    }

    // An import that no name ties to anything is nobody's lever, and may be left out of a build that knows the name anyway.
    private static void AttachImports(List<List<PatchPart>> groups, IReadOnlyList<ChangedFunction> functions)
    {
        foreach (List<PatchPart> imports in groups.Where(group => group.All(part => part.Lines.All(ImportLine.Is))).ToList())
        {
            string file = imports[0].Function < 0 ? "" : functions[imports[0].Function].File;
            List<PatchPart>? home = groups.Where(group => group != imports)
                .OrderByDescending(group => group.Any(part => part.Function >= 0 && functions[part.Function].File == file)).ThenByDescending(group => group.Sum(part => part.Lines.Count)).FirstOrDefault();
            if (home is not null)
            {
                home.AddRange(imports);
                groups.Remove(imports);
            }
        }
    }

    private static HunkGroup Group(List<PatchPart> parts, IReadOnlyList<ChangedFunction> functions)
    {
        ChangedFunction[] named = [.. parts.OrderByDescending(part => part.Lines.Count).Where(part => part.Function >= 0).Select(part => functions[part.Function]).Distinct()];
        ChangedFunction? first = named.FirstOrDefault(function => function.Name.Length > 0) ?? named.FirstOrDefault();
        string name = first is null ? "code outside of functions" : first.Name.Length > 0 ? $"{first.Name} ({first.File})" : $"code outside of functions ({first.File})";
        int others = named.Count(function => function.Name.Length > 0) - (first?.Name.Length > 0 ? 1 : 0);
        return new(
            others > 0 ? $"{name} and {others} more" : name,
            named,
            parts.SelectMany(part => part.Hunks).ToHashSet(),
            parts.Sum(part => part.Lines.Count));
    }
}
