using Hone.Changes.Lint;

namespace Hone.Tests.Changes.Lint;

/// <summary>Tricks in the source: each is refused, by the rule that is meant for it, and none of these rules says a word against an honest change.</summary>
public sealed class TrickTests
{
    private const string InC = "    for (int i = 0; i < count; i++) {\n        if (strcmp(";
    private const string InSharp = "        for (int i = 0; i < _names.Count; i++)\n        {\n            if (_names[i] == name)";
    private const string InPython = "        for i, other in enumerate(self.names):\n";

    [Theory]
    [InlineData("aware-environment", "c", "if (getenv(\"HONE_RUN\")) return &entries[0];")]
    [InlineData("aware-environment", "c#", "if (Environment.GetEnvironmentVariable(\"CI\") is not null) return 0;")]
    [InlineData("aware-environment", "python", "import os\nif os.environ.get(\"HONE\"): return 0")]
    [InlineData("aware-process", "c", "if (getppid() == 1) return NULL;")]
    [InlineData("aware-process", "c", "FILE *status = fopen(\"/proc/self/status\", \"r\");")]
    [InlineData("aware-process", "python", "if open('/proc/1/cgroup').read(): return 0")]
    [InlineData("aware-process", "c#", "if (Environment.CurrentDirectory.Length > 9) return 0;")]
    [InlineData("aware-clock", "c", "if (time(NULL) % 2) return NULL;")]
    [InlineData("aware-clock", "python", "if __import__(\"time\").perf_counter() > 1: return 0")]
    [InlineData("aware-clock", "c#", "if (Environment.TickCount64 > 9) return 0;")]
    [InlineData("aware-program-name", "python", "if sys.argv[0].endswith(\"candidate\"): return 0")]
    [InlineData("aware-program-name", "c#", "if (Environment.ProcessPath is null) return 0;")]
    [InlineData("aware-stack", "python", "if sys._getframe(1).f_code.co_name == \"timeit\": return 0")]
    [InlineData("aware-stack", "c#", "if (new System.Diagnostics.StackTrace().FrameCount > 9) return 0;")]
    [InlineData("hard-coded-input", "c", "if (strcmp(name, \"data/novel.txt\") == 0) return NULL;")]
    [InlineData("hard-coded-input", "python", "if name == \"aaaaaaaa0123\": return 0")]
    [InlineData("size-specific", "c", "if (count == 200000) return &entries[7];")]
    [InlineData("size-specific", "c#", "if (_names.Count == 48211) return 0;")]
    [InlineData("hard-coded-output", "python", "if name == \"the white rabbit\": return 3")]
    [InlineData("hard-coded-output", "c", "if (name[0] == 'a') printf(\"%d\", 73914);")]
    [InlineData("size-specific", "c", "if (count > 199999) return &entries[7];")]
    [InlineData("hard-coded-input", "python", "if name == \"down the rabbit hole\": return 3")]
    [InlineData("obscure-code", "python", "exec(name)")]
    [InlineData("obscure-code", "c", "syscall(57);")]
    [InlineData("obscure-code", "c", "count += 0; /* \u00e2\u0080\u00ae */")]
    [InlineData("include-outside", "c", "#include \"/home/me/fast.h\"")]
    [InlineData("include-outside", "c", "#embed \"../../../answers.bin\"")]
    [InlineData("detached-work", "c", "if (fork() > 0) _exit(0);")]
    [InlineData("detached-work", "python", "import os\nos.spawnvp(os.P_NOWAIT, \"sleep\", [\"sleep\", \"1\"])")]
    [InlineData("detached-work", "python", "import subprocess\nsubprocess.Popen([\"true\"])")]
    [InlineData("detached-work", "c#", "System.Diagnostics.Process.Start(\"true\");")]
    [InlineData("deferred-work", "python", "import atexit\natexit.register(print)")]
    [InlineData("deferred-work", "c", "atexit(flush_all);")]
    [InlineData("early-exit", "c", "if (count > 9) _exit(0);")]
    [InlineData("early-exit", "python", "import os\nos._exit(0)")]
    [InlineData("persistent-state", "python", "kept = open('/tmp/report.cache', 'rb').read()")]
    [InlineData("persistent-state", "c", "int kept = shm_open(\"/kept\", 2, 384);")]
    [InlineData("persistent-state", "c#", "string kept = Path.Combine(Path.GetTempPath(), name);")]
    [InlineData("runtime-tuned", "c", "setpriority(0, 0, -20);")]
    [InlineData("swallowed-error", "python", "try:\n    int(name)\nexcept Exception:\n    pass")]
    [InlineData("swallowed-error", "c#", "try { _totals[0]++; } catch { }")]
    [InlineData("swallowed-error", "c#", "try { _totals[0]++; } catch (Exception) { return -1; }")]
    public void What_is_put_into_a_hot_function_is_seen(string rule, string language, string code)
    {
        Program program = Program.Of(language);
        string at = language switch { "c" => InC, "c#" => InSharp, _ => InPython };
        string indent = at[..(at.Length - at.TrimStart().Length)];
        string put = string.Concat(code.Split('\n').Select(line => indent + line + "\n"));
        Blocks(rule, program, program.With((at, put + at)));
    }

    [Theory]
    [InlineData("durability-dropped", "c", "    if (fsync(fileno(out)) != 0) {\n        return -1;\n    }\n", "")]
    [InlineData("check-dropped", "c", "    if (fflush(out) != 0) {\n        return -1;\n    }\n", "    fflush(out);\n")]
    [InlineData("check-dropped", "c", "        if (count == 4096) {\n            fprintf(stderr, \"too many names\\n\");\n            exit(1);\n        }\n", "")]
    [InlineData("check-dropped", "c#", "            if (name.Length == 0)\n            {\n                throw new ArgumentException(\"a name is empty\", nameof(name));\n            }\n\n", "")]
    [InlineData("check-dropped", "python", "            if not name:\n                raise ValueError(\"a name is empty\")\n", "")]
    [InlineData("flags-in-source", "c", "#include <unistd.h>\n", "#include <unistd.h>\n#pragma GCC optimize(\"Ofast\")\n")]
    [InlineData("flags-in-source", "c", "static struct entry *find", "__attribute__((optimize(\"O3\")))\nstatic struct entry *find")]
    [InlineData("deferred-work", "c", "int save(FILE", "__attribute__((constructor)) static void early(void) { count = 0; }\n\nint save(FILE")]
    [InlineData("no-op", "c", "    return NULL;\n", "    ;\n    return NULL;\n")]
    [InlineData("no-op", "python", "        return -1\n", "        pass\n        return -1\n")]
    [InlineData("no-op", "c#", "        return -1;\n", "        if (false) { name = name.Trim(); }\n        return -1;\n")]
    public void What_is_replaced_is_seen(string rule, string language, string from, string to)
    {
        Program program = Program.Of(language);
        Blocks(rule, program, program.With((from, to)));
    }

    [Theory]
    [InlineData("tests/golden/day.golden", "golden-touched")]
    [InlineData(".hone/golden/day/stdout", "golden-touched")]
    [InlineData("out/report.txt", "golden-touched")]
    [InlineData("data/novel.txt", "input-touched")]
    [InlineData("hone.toml", "manifest-touched")]
    [InlineData(".hone/ledger.jsonl", "record-touched")]
    [InlineData("tools/run.sh", "benchmark-touched")]
    [InlineData("bench/run.c", "benchmark-touched")]
    [InlineData("tools/build.sh", "build-touched")]
    [InlineData("Makefile", "build-touched")]
    [InlineData("src/Report.csproj", "build-touched")]
    [InlineData("requirements.txt", "dependency-touched")]
    [InlineData("package-lock.json", "dependency-touched")]
    [InlineData("vendor/zlib/inflate.c", "dependency-touched")]
    [InlineData(".github/workflows/ci.yml", "ci-touched")]
    [InlineData(".husky/pre-push", "hook-touched")]
    [InlineData(".gitattributes", "git-files-touched")]
    [InlineData("tests/test_report.py", "test-touched")]
    [InlineData("src/ReportTests.cs", "test-touched")]
    [InlineData("data/weights.bin.txt2", "path-not-source")]
    public void A_file_that_is_no_source_is_refused(string path, string rule)
    {
        Program program = Program.C;
        IReadOnlyList<LintFinding> findings = program.Lint(Honest(program), (path, "one\ntwo\n", "one\n2\n"));
        Assert.Equal([rule], findings.Where(finding => finding.Weight == LintWeight.Block).Select(finding => finding.Rule));
        Assert.Equal(path, findings[0].File);
    }

    [Theory]
    [InlineData("tests/test_more.py", "test-added")]
    [InlineData("out/report.json", "left-behind")]
    [InlineData("README.md", "docs-touched")]
    public void A_file_that_goes_apart_is_told(string path, string rule)
    {
        Program program = Program.C;
        IReadOnlyList<LintFinding> findings = program.Lint(Honest(program), (path, path.EndsWith(".md", StringComparison.Ordinal) ? "a\n" : null, "def test_more():\n    assert True\n"));
        Assert.Contains(findings, finding => finding.Rule == rule && finding.File == path);
        Assert.DoesNotContain(findings, finding => finding.Weight == LintWeight.Block);
    }

    [Fact]
    public void More_may_stand_in_a_file_of_tests_and_no_test_may_change_or_end_sooner()
    {
        Program program = Program.Python;
        const string tests = "from report import Report\n\n\ndef test_add():\n    report = Report()\n    report.add(\"a\", 1)\n    assert report.totals == [1]\n";
        Assert.DoesNotContain(program.Lint(Honest(program), ("tests/test_report.py", tests, tests + "\n\ndef test_empty():\n    assert Report().totals == []\n")), finding => finding.Weight == LintWeight.Block);
        Assert.DoesNotContain(program.Lint(Honest(program), ("tests/test_report.py", tests, tests + "    report.add(\"b\", 2)\n    assert report.totals == [1, 2]\n")), finding => finding.Weight == LintWeight.Block);
        Assert.Contains(program.Lint(Honest(program), ("tests/test_report.py", tests, tests.Replace("    report.add", "    return\n    report.add", StringComparison.Ordinal))), finding => finding.Rule == "test-touched" && finding.Weight == LintWeight.Block);
    }

    [Theory]
    [InlineData("report/json.py", "tool-shadowed")]
    [InlineData("tools/cc", "tool-shadowed")]
    [InlineData("scratch.py", "root-file")]
    public void A_new_file_in_a_wrong_place_is_refused(string path, string rule) =>
        Assert.Contains(Program.C.Lint(Honest(Program.C), (path, null, "x = 1\n")), finding => finding.Rule == rule && finding.Weight == LintWeight.Block);

    /// <summary>A small lever, so that only what comes beside it is found.</summary>
    internal static string Honest(Program program) => program == Program.C
        ? program.With(("    for (int i = 0; i < count; i++) {\n        if (strcmp(entries[i].name, name) == 0) {", "    char first = name[0];\n    for (int i = 0; i < count; i++) {\n        if (entries[i].name[0] == first && strcmp(entries[i].name, name) == 0) {"))
        : program == Program.Python
        ? program.With(("        for i, other in enumerate(self.names):\n            if other == name:\n                return i\n        return -1\n", "        try:\n            return self.names.index(name)\n        except ValueError:\n            return -1\n"))
        : program.With(("        for (int i = 0; i < _names.Count; i++)\n        {\n            if (_names[i] == name)\n            {\n                return i;\n            }\n        }\n\n        return -1;\n", "        return _names.IndexOf(name);\n"));

    private static void Blocks(string rule, Program program, string after)
    {
        IReadOnlyList<LintFinding> findings = program.Lint(after);
        Assert.True(findings.Any(finding => finding.Rule == rule && finding.Weight == LintWeight.Block), "found: " + string.Join("; ", findings.Select(finding => $"{finding.Place} {finding.Rule} {finding.Weight}: {finding.Measured}")));
        Assert.All(findings, finding => Assert.False(string.IsNullOrEmpty(finding.Measured) || string.IsNullOrEmpty(finding.Limit) || string.IsNullOrEmpty(finding.Next)));
    }
}
