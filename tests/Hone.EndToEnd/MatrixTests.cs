using System.Globalization;
using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>What may be claimed of a row, on a small C program that is built, measured and profiled for real.</summary>
public sealed class MatrixTests : IDisposable
{
    private const string Program = """
        #include <stdio.h>
        #include <stdlib.h>

        __attribute__((noinline)) unsigned long mix(unsigned long n) {
            unsigned long sum = 1;
            for (unsigned long i = 0; i < n; i++)
                sum = sum * 6364136223846793005ul + (i ^ (sum >> 31));
            return sum;
        }

        __attribute__((noinline)) unsigned long rest(unsigned long n) {
            unsigned long sum = 2;
            for (unsigned long i = 0; i < n; i++)
                sum = sum * 2862933555777941757ul + (sum >> 29);
            return sum;
        }

        __attribute__((noinline)) unsigned long last(unsigned long n) {
            unsigned long sum = 3;
            for (unsigned long i = 0; i < n; i++)
                sum = sum * 3202034522624059733ul + (sum >> 27);
            return sum;
        }

        int main(int count, char **words) {
            unsigned long n = strtoul(words[1], 0, 10);
            printf("%lu\n", mix(n) ^ rest(n / 2) ^ last(n / 25));
            return 0;
        }
        """;

    private readonly ProjectFolder _project = new("""
        [project]
        name = "claims"
        [thresholds]
        hotspot-share = 0.01
        [build]
        command = ["gcc", "-O1", "-g", "-o", "build/work", "work.c"]
        [[workload]]
        name = "long"
        command = ["build/work", "200000000"]
        runs = 6
        warmups = 1
        [[workload]]
        name = "short"
        command = ["build/work", "1500000"]
        runs = 6
        warmups = 1
        """);

    public MatrixTests()
    {
        _project.Write(".gitignore", "build/\n");
        _project.Write("work.c", Program);
        _project.Write("build/.keep", "");
        _project.Commit("program");
        Assert.Equal(0, Tool.Run(_project.Path, "gcc", "-O1", "-g", "-o", "build/work", "work.c").ExitCode);
        Measure();
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_claim_stands_within_what_was_measured_here_and_each_refusal_names_its_rule()
    {
        JsonElement row = Row("long", "mix");
        string id = Text(row, "id");
        double bound = row.GetProperty("bound").GetDouble();
        Assert.InRange(bound, 0.1, 0.95);
        Assert.Equal(Text(row, "evidence"), Text(row.GetProperty("tuple"), "profile"));

        // Above the bound.
        JsonElement above = Refused(id, Percent(bound + 0.02), "above-the-bound");
        Assert.Contains("claimed", Text(above, "measured"), StringComparison.Ordinal);
        Assert.Contains("at most", Text(above, "limit"), StringComparison.Ordinal);

        // Within it: recorded, with the author's belief, of which nothing is computed.
        Tool.Answer stands = Claim(id, Percent(bound / 2), "--belief", "99%", "--interval", $"{Percent(bound / 3)[..^1]}-{Percent(bound)}");
        Assert.True(stands.ExitCode == 0, stands.ToString());
        JsonElement claimed = JsonDocument.Parse(stands.Output).RootElement;
        Assert.Equal(bound / 2, claimed.GetProperty("claim").GetProperty("gain").GetDouble(), 0.001);
        Assert.Equal(row.GetProperty("confidence").GetProperty("value").GetInt32(), claimed.GetProperty("confidence").GetProperty("value").GetInt32());

        // Another workload, by name and by profile; another kind of evidence is no evidence either.
        JsonElement few = Row("short", "mix");
        Refused(id, "2%", "other-workload", "--workload", "short");
        Refused(id, "2%", "other-workload", "--profile", Text(few, "evidence")[..16]);
        Refused(id, "2%", "unknown-profile", 2, "--profile", "000000000000");

        // Too few samples: a part of some 2 % of a profile of a few hundred.
        JsonElement rare = Rare();
        Assert.True(rare.GetProperty("tuple").GetProperty("samples").GetInt64() < 30, rare.ToString());
        Refused(Text(rare, "id"), "0.1%", "without-samples");

        // Another host: one with more processors.
        Tool.Answer elsewhere = Tool.Run(
            _project.Path, new Dictionary<string, string?> { ["DOTNET_PROCESSOR_COUNT"] = "77" }, Tool.Program, "matrix", "claim", id, "--gain", "2%", "--because", "less to mix", "--json");
        Assert.True(elsewhere.ExitCode == 1, elsewhere.ToString());
        Assert.Equal("other-host", Text(JsonDocument.Parse(elsewhere.Output).RootElement, "rule"));
        Assert.Single(Entries("claim"));
    }

    [Fact]
    public void The_base_may_move_as_long_as_the_text_of_the_function_does_not()
    {
        string id = Text(Row("long", "mix"), "id");
        string old = Text(Row("long", "mix"), "evidence");
        _project.Write("work.c", "/* a comment on top moves every line */\n" + Program.Replace("sum >> 29", "sum >> 28", StringComparison.Ordinal));
        _project.Commit("rest is another");
        JsonElement moved = Row("long", "mix");
        Assert.False(moved.TryGetProperty("stale", out _), moved.ToString());
        Assert.Contains("the function's text is the same", Text(moved.GetProperty("notes")[0]), StringComparison.Ordinal);
        Assert.Equal(0, Claim(id, "2%").ExitCode);
        Assert.Equal("other-commit", Text(Row("long", "rest").GetProperty("stale"), "rule"));

        _project.Write("work.c", Program.Replace("sum >> 31", "sum >> 30", StringComparison.Ordinal));
        _project.Commit("mix is another");
        Refused(id, "2%", "other-commit");
        Tool.Answer taken = _project.Hone("matrix", "take", id, "--json");
        Assert.True(taken.ExitCode == 1, taken.ToString());

        // Profiled again it is fresh, and the profile of the commit before is none of it.
        Assert.Equal(0, Tool.Run(_project.Path, "gcc", "-O1", "-g", "-o", "build/work", "work.c").ExitCode);
        Measure();
        Assert.Equal(0, Claim(id, "2%").ExitCode);
        Refused(id, "2%", "other-commit", "--profile", old);
    }

    [Fact]
    public void One_row_is_taken_at_a_time_and_lines_must_belong_to_it()
    {
        string id = Text(Row("long", "mix"), "id");
        Assert.Equal("lines-outside", Rule(_project.Hone("matrix", "set", id, "--lever", "memoization", "--lines", "../work.c:1-2", "--because", "x", "--json"), 2));
        Assert.Equal("lines-missing", Rule(_project.Hone("matrix", "set", id, "--lever", "memoization", "--lines", "work.c:4-4000", "--because", "x", "--json"), 2));
        Assert.Equal("lines-elsewhere", Rule(_project.Hone("matrix", "set", id, "--lever", "memoization", "--lines", "work.c:11-16", "--because", "x", "--json"), 2));
        Assert.Equal("unknown-lever", Rule(_project.Hone("matrix", "set", id, "--lever", "memoisation", "--because", "x", "--json"), 2));
        Assert.Equal("confidence-is-computed", Rule(_project.Hone("matrix", "set", id, "--confidence", "5", "--because", "x", "--json"), 2));
        Tool.Run(_project.Path, "ln", "-s", "/etc/passwd", "outside.c");
        Assert.Equal("lines-missing", Rule(_project.Hone("matrix", "set", id, "--lever", "memoization", "--lines", "outside.c:1-1", "--because", "x", "--json"), 2));
        File.Delete(_project.File("outside.c"));

        // With the phase seeded, attaching the lines raises the bead.
        Assert.Equal(0, _project.Hone("beads", "seed").ExitCode);
        Tool.Answer set = _project.Hone("matrix", "set", id, "--lever", "memoization", "--lines", "work.c:6-7", "--effort", "1", "--because", "the same every time", "--json");
        Assert.True(set.ExitCode == 0, set.ToString());
        JsonElement named = JsonDocument.Parse(set.Output).RootElement;
        string lever = Text(named, "id");
        Assert.NotEqual(id, lever);
        Assert.True(named.GetProperty("raises").GetBoolean(), set.Output);
        Assert.EndsWith("lever-" + lever, Text(named, "bead"), StringComparison.Ordinal);

        Assert.Equal(0, _project.Hone("matrix", "take", lever).ExitCode);
        Assert.Equal(0, _project.Hone("matrix", "take", lever).ExitCode);
        Assert.Equal("one-at-a-time", Rule(_project.Hone("matrix", "take", Text(Row("long", "rest"), "id"), "--json"), 1));
        Tool.Answer other = Tool.Run(_project.Path, new Dictionary<string, string?> { ["HONE_ACTOR"] = "somebody else" }, Tool.Program, "matrix", "release", lever, "--json");
        Assert.Equal("taken-by-other", Rule(other, 1));
        Assert.Equal(0, _project.Hone("matrix", "release", lever).ExitCode);
        Assert.Equal("not-taken", Rule(_project.Hone("matrix", "release", lever, "--json"), 1));

        // Every page fits a terminal.
        Tool.Answer table = _project.Hone("matrix");
        Assert.Contains("memoization", table.Output, StringComparison.Ordinal);
        Assert.All(table.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Tool.Answer calibration = _project.Hone("matrix", "--calibration", "--json");
        Assert.Equal("hone.calibration/1", Text(JsonDocument.Parse(calibration.Output).RootElement, "schema"));
        Assert.Equal(0, _project.Hone("ledger", "verify").ExitCode);
    }

    private void Measure()
    {
        Assert.Equal(0, _project.Hone("baseline").ExitCode);
        Tool.Answer profiled = _project.Hone("profile", "--kind", "cpu");
        Assert.True(profiled.ExitCode == 0, profiled.ToString());
    }

    // On a busy machine the profile of a short program can lack a function that takes a fiftieth of it.
    private JsonElement Rare()
    {
        for (int again = 0; again < 3 && !Rows().Any(row => Is(row, "short", "last")); again++)
        {
            Assert.Equal(0, _project.Hone("profile", "--kind", "cpu", "-w", "short").ExitCode);
        }

        return Row("short", "last");
    }

    private JsonElement Row(string workload, string function) => Rows().First(row => Is(row, workload, function));

    private static bool Is(JsonElement row, string workload, string function) =>
        Text(row, "workload") == workload && Text(row.GetProperty("hotspot"), "function") == function;

    private JsonElement[] Rows()
    {
        Tool.Answer matrix = _project.Hone("matrix", "--json");
        Assert.True(matrix.ExitCode == 0, matrix.ToString());
        return [.. JsonDocument.Parse(matrix.Output).RootElement.GetProperty("rows").EnumerateArray()];
    }

    private Tool.Answer Claim(string row, string gain, params string[] more) =>
        _project.Hone(["matrix", "claim", row, "--gain", gain, "--because", "less to mix", "--json", .. more]);

    private JsonElement Refused(string row, string gain, string rule, params string[] more) => Refused(row, gain, rule, 1, more);

    private JsonElement Refused(string row, string gain, string rule, int exit, params string[] more)
    {
        Tool.Answer answer = Claim(row, gain, more);
        Assert.Equal(rule, Rule(answer, exit));
        Assert.Contains($"[{rule}]", answer.Error, StringComparison.Ordinal);
        Assert.Contains("  next: ", answer.Error, StringComparison.Ordinal);
        return JsonDocument.Parse(answer.Output).RootElement;
    }

    private static string Rule(Tool.Answer answer, int exit)
    {
        Assert.True(answer.ExitCode == exit, answer.ToString());
        return Text(JsonDocument.Parse(answer.Output).RootElement, "rule");
    }

    private IEnumerable<string> Entries(string kind) => File.ReadLines(_project.File(".hone/ledger.jsonl")).Where(line => line.Contains($"\"kind\":\"{kind}\"", StringComparison.Ordinal));

    private static string Percent(double part) => (part * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Text(JsonElement element) => element.GetString()!;
}
