using CsCheck;
using Hone.Changes.Lint;
using Hone.Changes.Patches;

namespace Hone.Tests.Changes.Lint;

public sealed class LintRulesTests
{
    [Fact]
    public void Findings_say_where_what_was_measured_the_limit_and_the_next_step() => Golden.Check(string.Concat(Program.C.Lint(
        Program.C.With(
            ("    for (int i = 0; i < count; i++) {\n        if (strcmp(", "    if (getenv(\"HONE_RUN\")) {\n        return NULL;\n    }\n    for (int i = 0; i < count; i++) {\n        if (strcmp("),
            ("    if (fsync(fileno(out)) != 0) {\n        return -1;\n    }\n", ""),
            ("return count == 0 ? 0 : sum / count;", "return count == 0\n        ? 0\n        : sum / count;")),
        ("hone.toml", "a\n", "b\n")).Select(finding => $"{finding.Weight} {finding.Place} {finding.Rule}: {finding.Measured}\n  limit: {finding.Limit}\n  next: {finding.Next}\n")));

    [Fact]
    public void An_empty_patch_is_no_lever() => Assert.Equal("no-op", Assert.Single(LintRules.Judge(new() { Patch = Patch.Parse(""), Source = (_, _) => null })).Rule);

    [Fact]
    public void Every_rule_is_on_the_page()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/lint.md"));
        string[] rules = [.. typeof(LintRuleNames).GetFields().Select(field => (string)field.GetValue(null)!), Hone.Changes.Ablation.AblationRule.Name];
        Assert.Equal(rules.Distinct(), rules);
        Assert.All(rules, rule => Assert.Contains($"`{rule}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_the_files_the_hunks_are_looked_at()
    {
        LintFacts facts = Program.C.Facts(Program.C.With(("    if (fsync(fileno(out)) != 0) {\n        return -1;\n    }\n", "")));
        Assert.Contains(LintRules.Judge(facts with { Source = (_, _) => null }), finding => finding.Rule == "durability-dropped");
    }

    [Fact]
    public void Whatever_the_files_are_the_lint_ends()
    {
        Gen<string> piece = Gen.OneOf("{", "}", "(", ")", "if", "x", "=", ";", "\n", "\n", "\"", "'", "/*", "*/", "#define", "\\\n", "def f():", "@x", "  ", "0x", "fsync(", "catch {", "pragma", "\u00e4", "<", ">");
        Gen<string> text = piece.Array[0, 60].Select(pieces => string.Join(' ', pieces) + "\n");
        Gen.Select(text, text, Gen.OneOf("a.c", "a.cs", "a.py", "a.js", "a.rb", "a.zig")).Sample((before, after, file) =>
        {
            string[] old = before.Split('\n')[..^1];
            string[] fresh = after.Split('\n')[..^1];
            Patch patch = Patch.Parse($"diff --git a/{file} b/{file}\n--- a/{file}\n+++ b/{file}\n@@ -1,{old.Length} +1,{fresh.Length} @@\n{string.Concat(old.Select(line => "-" + line + "\n"))}{string.Concat(fresh.Select(line => "+" + line + "\n"))}");
            Assert.Equal(after, PatchedText.Of(before, patch.Files[0]));
            Assert.NotNull(LintRules.Judge(new() { Patch = patch, Source = (_, isNew) => isNew ? after : before, Declared = [new("f", null)] }));
        });
    }
}
