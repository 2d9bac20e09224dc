using Hone.Changes.Lint;

namespace Hone.Tests.Changes.Lint;

/// <summary>What a change looks like: where its lines are, how many they are, and what is mixed in.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("c")]
    [InlineData("c#")]
    [InlineData("python")]
    public void A_cold_function_is_no_lever_however_little_changes(string language)
    {
        Program program = Program.Of(language);
        string after = language switch
        {
            "c" => program.With(("return count == 0 ? 0 : sum / count;", "return count ? sum / count : 0;")),
            "c#" => program.With(("return _totals.Count == 0 ? 0 : sum / _totals.Count;", "return _totals.Count > 0 ? sum / _totals.Count : 0;")),
            _ => program.With(("        total = 0\n        for value in self.totals:\n            total += value\n", "        total = sum(self.totals)\n")),
        };
        Blocks("outside-hot", program, after);
    }

    [Fact]
    public void Without_a_declared_function_the_lint_says_that_it_cannot_tell()
    {
        LintFinding finding = Assert.Single(LintRules.Judge(Program.C.Facts(TrickTests.Honest(Program.C)) with { Declared = [] }));
        Assert.Equal(("hot-unknown", LintWeight.Warn), (finding.Rule, finding.Weight));
    }

    [Fact]
    public void A_refactoring_that_is_mixed_in_is_told_by_its_lines()
    {
        string after = TrickTests.Honest(Program.C).Replace("    for (int i = 0; i < count; i++) {\n        sum +=", "    for (int k = count - 1; k >= 0; k--) {\n        long part = entries[k].total;\n        if (part == 0) {\n            continue;\n        }\n        sum += part + 0 *", StringComparison.Ordinal);
        Blocks("outside-hot", Program.C, after);
    }

    [Theory]
    [InlineData("rename-only", "    double sum = 0;\n    for (int i = 0; i < count; i++) {\n        sum += entries[i].total;\n    }\n    /* nothing is the average of nothing */\n    return count == 0 ? 0 : sum / count;", "    double all = 0;\n    for (int i = 0; i < count; i++) {\n        all += entries[i].total;\n    }\n    /* nothing is the average of nothing */\n    return count == 0 ? 0 : all / count;")]
    [InlineData("format-only", "    return count == 0 ? 0 : sum / count;", "    return count == 0\n        ? 0\n        : sum / count;")]
    [InlineData("whitespace-only", "    double sum = 0;\n    for (int i = 0; i < count; i++) {\n        sum += entries[i].total;\n    }", "  double sum = 0;\n  for (int i = 0; i < count; i++) {\n    sum += entries[i].total;\n  }")]
    [InlineData("no-op", "    return count == 0 ? 0 : sum / count;", "    sum = sum;\n    return count == 0 ? 0 : sum / count;")]
    public void Tidying_up_elsewhere_is_refused_beside_a_lever(string rule, string from, string to)
    {
        Blocks(rule, Program.C, TrickTests.Honest(Program.C).Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public void A_patch_of_comments_alone_does_nothing() => Blocks("no-op", Program.C, Program.C.With(("/* nothing is", "/* zero is")));

    [Fact]
    public void Comments_are_counted()
    {
        string comments = string.Concat(Enumerable.Range(0, 31).Select(i => $"    /* {i} is a number */\n"));
        Blocks("comment-only", Program.C, TrickTests.Honest(Program.C).Replace("    /* nothing is the average of nothing */\n", comments, StringComparison.Ordinal));
    }

    [Fact]
    public void Moved_functions_are_told()
    {
        string many = string.Concat(Enumerable.Range(0, 8).Select(i => $"static int helper{i}(int a)\n{{\n    int doubled{i} = a * {i + 2};\n    return doubled{i} + {i};\n}}\n\n"));
        Program program = Program.C with { Text = many + Program.C.Text };
        Blocks("moved-lines", program, program.Text[many.Length..] + "\n" + many);
    }

    [Fact]
    public void A_file_that_gets_another_path_is_refused() => Assert.Contains(
        Program.C.Lint(TrickTests.Honest(Program.C), ("src/old.c", Program.C.Text, null), ("src/new.c", null, Program.C.Text)), finding => finding.Rule == "moved-lines" && finding.File == "src/new.c" && finding.Weight == LintWeight.Block);

    [Theory]
    [InlineData(11, 1)]
    [InlineData(1, 501)]
    public void A_large_patch_is_refused_and_the_owner_may_let_it_pass(int files, int lines)
    {
        string body = string.Concat(Enumerable.Range(0, lines).Select(i => $"        sum += i * {i + 3};\n"));
        LintFacts facts = Program.C.Facts(
            Program.C.With(("    for (int i = 0; i < count; i++) {\n        if", "    long sum = 0;\n    for (int i = 0; i < count; i++) {\n" + body + "        if")),
            [.. Enumerable.Range(1, files - 1).Select(i => ($"src/more{i}.c", (string?)"int one(void)\n{\n    return 1;\n}\n", (string?)"int one(void)\n{\n    return 2 - 1;\n}\n"))]);
        Assert.Contains(LintRules.Judge(facts), finding => finding.Rule == "size" && finding.Weight == LintWeight.Block);
        Assert.Contains(LintRules.Judge(facts with { SizeWaiver = "generated" }), finding => finding.Rule == "size" && finding.Weight == LintWeight.Warn && finding.Measured.Contains("generated", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_levers_in_functions_that_have_nothing_to_do_with_each_other_are_refused()
    {
        string after = Program.Python.With(
            ("import sys\n", "import functools\nimport sys\n"),
            ("        self.totals = []\n", "        self.totals = []\n        self.places = {}\n"),
            ("        for i, other in enumerate(self.names):\n            if other == name:\n                return i\n        return -1\n", "        return self.places.get(name, -1)\n"),
            ("            self.names.append(name)\n", "            self.names.append(name)\n            self.places[name] = at\n"),
            ("def weekday(date):\n    year, month, day = (int(part) for part in date.split(\"-\"))\n    return (year + month + day) % 7", "@functools.lru_cache(maxsize=4096)\ndef weekday(date):\n    year = int(date[:4])\n    return (year + int(date[5:7]) + int(date[8:])) % 7"));
        Blocks("two-levers", Program.Python, after);
    }

    [Fact]
    public void A_cache_that_is_filled_in_parallel_is_two_levers() => Blocks("two-levers", Program.Python, Program.Python.With(
        ("        for i, other in enumerate(self.names):\n", "        if name in self.cache:\n            return self.cache[name]\n        with ThreadPoolExecutor() as pool:\n            pool.submit(len, name)\n        for i, other in enumerate(self.names):\n")));

    private static void Blocks(string rule, Program program, string after)
    {
        IReadOnlyList<LintFinding> findings = program.Lint(after);
        Assert.True(findings.Any(finding => finding.Rule == rule && finding.Weight == LintWeight.Block), "found: " + string.Join("; ", findings.Select(finding => $"{finding.Place} {finding.Rule} {finding.Weight}: {finding.Measured}")));
    }
}
