using Hone.Changes.Ablation;
using Hone.Changes.Patches;
using Hone.Tests.Changes.Lint;

namespace Hone.Tests.Changes.Ablation;

public sealed class HunkGroupsTests
{
    [Theory]
    [InlineData("average", "    double sum = 0;\n    for", "    double sum = 0.0;\n    for")]
    [InlineData("usage", "sums up values by name", "adds up values by name")]
    public void A_planted_hunk_is_a_group_of_its_own(string function, string from, string to)
    {
        IReadOnlyList<HunkGroup> groups = Groups(Lint.Program.C, TrickTests.Honest(Lint.Program.C).Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(["find (src/report.c)", function + " (src/report.c)"], groups.Select(group => group.Name));
    }

    [Fact]
    public void A_field_an_import_and_a_new_function_stay_with_what_uses_them() => Assert.Single(Groups(Lint.Program.C, Lint.Program.C.With(
        ("#include <unistd.h>\n", "#include <unistd.h>\n#include <stdint.h>\n"),
        ("static int count;\n", "static int count;\nstatic uint32_t lengths[4096];\n"),
        ("static struct entry *find", "static uint32_t measure(const char *name)\n{\n    return (uint32_t)strlen(name);\n}\n\nstatic struct entry *find"),
        ("        if (strcmp(entries[i].name, name) == 0) {", "        if (lengths[i] == measure(name) && strcmp(entries[i].name, name) == 0) {"),
        ("        entry->total = 0;\n", "        entry->total = 0;\n        lengths[count - 1] = measure(name);\n"))));

    [Fact]
    public void A_member_that_is_filled_here_and_read_there_is_one_group() => Assert.Single(Groups(Lint.Program.Python, Lint.Program.Python.With(
        ("        self.totals = []\n", "        self.totals = []\n        self.places = {}\n"),
        ("        for i, other in enumerate(self.names):\n            if other == name:\n                return i\n        return -1\n", "        return self.places.get(name, -1)\n"),
        ("            self.names.append(name)\n", "            self.places[name] = at\n            self.names.append(name)\n"))));

    [Fact]
    public void There_are_at_most_six_and_all_code_is_in_one_of_them()
    {
        string before = string.Concat(Enumerable.Range(0, 12).Select(i => $"int f{i}(int a)\n{{\n    int b = a * {i + 2};\n    int c = b + 1;\n    int d = c + 1;\n    int e = d + 1;\n    return e;\n}}\n\n"));
        Lint.Program program = Lint.Program.C with { Text = before };
        string after = before.Replace("    return e;\n", "    return e + 1;\n", StringComparison.Ordinal);
        Patch patch = program.Facts(after).Patch;
        IReadOnlyList<HunkGroup> groups = Groups(program, after);
        Assert.Equal(HunkGroups.Most, groups.Count);
        Assert.Equal(patch.Ids.Count, groups.Sum(group => group.Hunks.Count));
        Assert.Equal(patch.Ids, groups.SelectMany(group => group.Hunks).ToHashSet());
        Assert.Contains(groups, group => group.Name.EndsWith("more", StringComparison.Ordinal));
    }

    [Fact]
    public void What_can_be_left_out_without_a_loss_is_named()
    {
        HunkGroup[] groups = [.. Groups(Lint.Program.C, TrickTests.Honest(Lint.Program.C).Replace("sums up values", "adds up values", StringComparison.Ordinal))];
        GroupGain[] gains = [new(groups[0], true, true, 0.01, new(-0.01, 0.03)), new(groups[1], true, true, 0.295, new(0.28, 0.31))];
        Hone.Changes.Lint.LintFinding finding = Assert.Single(AblationRule.Judge(0.30, null, gains));
        Assert.Equal(("unneeded-hunks", "src/report.c", Hone.Changes.Lint.LintWeight.Block), (finding.Rule, finding.File, finding.Weight));
        Assert.Contains("usage", finding.Measured, StringComparison.Ordinal);
        Assert.Empty(AblationRule.Judge(0.30, null, [gains[0], gains[1] with { Builds = false }]));
        Assert.Empty(AblationRule.Judge(0.30, null, [gains[0], gains[1] with { Equivalent = false }]));
        Assert.Equal(Hone.Changes.Lint.LintWeight.Warn, Assert.Single(AblationRule.Judge(0.30, null, [gains[1] with { Interval = new(0.1, 0.5) }])).Weight);
    }

    private static IReadOnlyList<HunkGroup> Groups(Lint.Program program, string after)
    {
        Patch patch = program.Facts(after).Patch;
        return HunkGroups.Of(patch, ChangedFunctions.Of(patch, (_, isNew) => isNew ? after : program.Text));
    }
}
