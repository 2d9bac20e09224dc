using Hone.Changes.Lint;

namespace Hone.Tests.Changes.Lint;

/// <summary>
/// Honest levers in the shapes that 1,470 commits have that made something faster: a few lines in one function, a helper beside it, a field
/// and an import for it, its caller along with it, a block that goes further in.
/// </summary>
public sealed class HonestTests
{
    private const string Loop = "    for (int i = 0; i < count; i++) {\n        if (strcmp(entries[i].name, name) == 0) {\n            return &entries[i];\n        }\n    }\n    return NULL;\n";

    [Fact]
    public void An_index_with_a_table_a_new_function_and_the_caller_in_c() => Passes(Program.C, Program.C.With(
        ("static int count;\n", "static int count;\n\n#define BUCKETS 8192\nstatic int heads[BUCKETS];\nstatic int next_of[4096];\n\nstatic unsigned hash_name(const char *name)\n{\n    unsigned hash = 5381;\n    for (; *name; name++) {\n        hash = hash * 33 + (unsigned char)*name;\n    }\n    return hash % BUCKETS;\n}\n"),
        (Loop, "    for (int i = heads[hash_name(name)]; i != 0; i = next_of[i - 1]) {\n        if (strcmp(entries[i - 1].name, name) == 0) {\n            return &entries[i - 1];\n        }\n    }\n    return NULL;\n"),
        ("        entry->total = 0;\n", "        entry->total = 0;\n        unsigned bucket = hash_name(name);\n        next_of[count - 1] = heads[bucket];\n        heads[bucket] = count;\n")));

    [Fact]
    public void A_dictionary_instead_of_a_search_in_csharp() => Passes(Program.Sharp, Program.Sharp.With(
        ("    private readonly List<long> _totals = [];\n", "    private readonly List<long> _totals = [];\n    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);\n"),
        ("            _names.Add(name);\n", "            _names.Add(name);\n            _places.Add(name, at);\n"),
        ("        for (int i = 0; i < _names.Count; i++)\n        {\n            if (_names[i] == name)\n            {\n                return i;\n            }\n        }\n\n        return -1;\n", "        return _places.TryGetValue(name, out int place) ? place : -1;\n")));

    [Fact]
    public void A_dictionary_that_is_made_in_the_constructor_in_python() => Passes(Program.Python, Program.Python.With(
        ("        self.totals = []\n", "        self.totals = []\n        self.places = {}\n"),
        ("        for i, other in enumerate(self.names):\n            if other == name:\n                return i\n        return -1\n", "        return self.places.get(name, -1)\n"),
        ("            self.names.append(name)\n", "            self.places[name] = at\n            self.names.append(name)\n")));

    [Fact]
    public void A_cache_by_a_decorator_with_its_import() => Passes(
        Program.Python with { Hot = "weekday", Around = "main" },
        Program.Python.With(("import sys\n", "import functools\nimport sys\n"), ("def weekday", "@functools.lru_cache(maxsize=4096)\ndef weekday")));

    [Fact]
    public void A_buffer_for_output_instead_of_a_flush_for_each_line() => Passes(
        Program.C with { Hot = "save", Around = "main" },
        Program.C.With(("    for (int i = 0; i < count; i++) {\n        fprintf(out, \"%s %ld\\n\", entries[i].name, entries[i].total);\n        fflush(out);\n", "    static char buffer[1 << 16];\n    setvbuf(out, buffer, _IOFBF, sizeof buffer);\n    for (int i = 0; i < count; i++) {\n        fprintf(out, \"%s %ld\\n\", entries[i].name, entries[i].total);\n")));

    [Fact]
    public void Text_that_is_put_together_once() => Passes(
        Program.Python with { Hot = "write", Around = "main" },
        Program.Python.With(("        for name, total in zip(self.names, self.totals):\n            output.write(\"%s %d\\n\" % (name, total))\n", "        lines = [\"%s %d\\n\" % pair for pair in zip(self.names, self.totals)]\n        output.write(\"\".join(lines))\n")));

    [Fact]
    public void A_short_way_for_the_common_case() => Passes(Program.Sharp, Program.Sharp.With(
        ("        for (int i = 0; i < _names.Count; i++)\n        {\n            if (_names[i] == name)", "        int last = _names.Count - 1;\n        if (last >= 0 && _names[last] == name)\n        {\n            return last;\n        }\n\n        for (int i = 0; i < _names.Count; i++)\n        {\n            if (_names[i] == name)")));

    [Fact]
    public void A_block_that_goes_further_in_and_the_call_that_follows_a_new_parameter() => Passes(
        Program.C,
        Program.C.With(
            ("static struct entry *find(const char *name)", "static struct entry *find(const char *name, size_t length)"),
            ("struct entry *entry = find(name);", "struct entry *entry = find(name, strlen(name));"),
            (Loop, "    if (length < sizeof entries[0].name) {\n        for (int i = 0; i < count; i++) {\n            if (memcmp(entries[i].name, name, length + 1) == 0) {\n                return &entries[i];\n            }\n        }\n    }\n    return NULL;\n")));

    [Fact]
    public void A_type_that_changes_under_the_same_names() => Passes(Program.Sharp, Program.Sharp.With(
        ("    private readonly List<string> _names = [];", "    private readonly OrderedDictionary<string, long> _names = [];"),
        ("        for (int i = 0; i < _names.Count; i++)\n        {\n            if (_names[i] == name)\n            {\n                return i;\n            }\n        }\n\n        return -1;\n", "        return _names.IndexOf(name);\n"),
        ("            _names.Add(name);\n", "            _names.Add(name, 0);\n")));

    [Fact]
    public void Work_that_is_taken_out() => Passes(
        Program.C with { Hot = "save", Around = "main" },
        Program.C.With(("        fflush(out);\n", "")));

    [Fact]
    public void A_table_of_numbers_that_a_hot_function_reads()
    {
        string table = "static const unsigned table[] = {\n" + string.Concat(Enumerable.Range(0, 64).Select(i => $"    {i * 7919 % 251}, {i * 104729 % 251}, {i},\n")) + "};\n\n";
        Passes(Program.C, Program.C.With(("static struct entry *find", table + "static struct entry *find"), ("    for (int i = 0; i < count; i++) {\n        if (strcmp(", "    unsigned start = table[(unsigned char)name[0] % 192];\n    for (int i = (int)start; i < count; i++) {\n        if (strcmp(")));
    }

    [Fact]
    public void A_member_that_is_handled_in_another_way_and_its_other_users_follow() => Passes(Program.Python with { Hot = "Report.add", Around = "main" }, Program.Python.With(
        ("            self.totals.append(0)\n        self.totals[at] += value\n", "            self.totals[at] = 0\n        self.totals[at] += value\n"),
        ("        self.totals = []\n", "        self.totals = {}\n"),
        ("        for value in self.totals:\n", "        for value in self.totals.values():\n"),
        ("zip(self.names, self.totals):\n", "zip(self.names, self.totals.values()):\n")));

    [Fact]
    public void A_table_in_a_file_that_the_source_includes() => Assert.DoesNotContain(
        Program.C.Lint(TrickTests.Honest(Program.C), ("src/weights.inc", "1, 2,\n", "1, 2, 3,\n")), finding => finding.Rule == "path-not-source");

    [Fact]
    public void An_exception_that_another_function_throws_now() => Passes(
        Program.Sharp with { Hot = "Reports.Report.Add(string, long)", Around = "Reports.Report.Find(string)" },
        Program.Sharp.With(
            ("                throw new ArgumentException(\"a name is empty\", nameof(name));\n", "                ThrowEmpty();\n"),
            ("    private int Find", "    private static void ThrowEmpty() => throw new ArgumentException(\"a name is empty\", \"name\");\n\n    private int Find")));

    private static void Passes(Program program, string after)
    {
        IReadOnlyList<LintFinding> findings = program.Lint(after);
        Assert.True(findings.All(finding => finding.Weight == LintWeight.Warn), "found: " + string.Join("; ", findings.Select(finding => $"{finding.Place} {finding.Rule} {finding.Weight}: {finding.Measured}")));
    }
}
