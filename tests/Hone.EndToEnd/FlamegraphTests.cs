using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary><c>hone flamegraph</c> on files, pipes and commands.</summary>
public sealed class FlamegraphTests : IDisposable
{
    private const string Folded = "main;parse;read 60\nmain;parse 10\nmain;format 30\n";

    private const string Program = """
        #include <stdlib.h>
        #include <string.h>
        #include <stdio.h>
        static void *kept[100];
        volatile double sink;
        __attribute__((noinline)) void *make(int bytes) { char *p = malloc(bytes); memset(p, 1, bytes); return p; }
        __attribute__((noinline)) void brief(void) { for (int i = 0; i < 300; i++) free(make(1000)); }
        __attribute__((noinline)) void keep(void) { for (int i = 0; i < 100; i++) kept[i] = make(64); }
        __attribute__((noinline)) void spin(long n) { double x = 1; for (long i = 0; i < n; i++) x = x * 1.0000001 + 1e-9; sink = x; }
        int main(int argc, char **argv) { brief(); keep(); spin(argc > 1 ? atol(argv[1]) : 1000); puts("done"); return 0; }
        """;

    private readonly ProjectFolder _folder = new(git: false);

    [Fact]
    public void A_file_becomes_a_drawing_and_five_lines()
    {
        _folder.Write("app.folded", Folded);
        Tool.Answer answer = _folder.Hone("flamegraph", "app.folded", "--title", "nightly <build>");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("CPU · nightly <build>  100 weight", answer.Output, StringComparison.Ordinal);
        Assert.Contains("1  parse", answer.Output, StringComparison.Ordinal);
        Assert.Contains("written: flamegraph.svg", answer.Output, StringComparison.Ordinal);
        string svg = File.ReadAllText(_folder.File("flamegraph.svg"));
        Assert.Contains("nightly &lt;build&gt;", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_stable_names_and_nothing_else_is_printed()
    {
        _folder.Write("app.folded", Folded);
        JsonElement document = Json("flamegraph", "app.folded", "--json", "-o", "x.svg");
        Assert.Equal("hone.flamegraph/1", document.GetProperty("schema").GetString());
        Assert.Equal("folded", document.GetProperty("format").GetString());
        Assert.Equal(100, document.GetProperty("total").GetInt64());
        Assert.Equal("x.svg", document.GetProperty("output").GetString());
        Assert.Equal("parse", document.GetProperty("hotspots")[0].GetProperty("function").GetString());
        Assert.Equal(new FileInfo(_folder.File("x.svg")).Length, document.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public void A_pipe_is_read_and_the_drawing_goes_to_another()
    {
        _folder.Write("app.folded", Folded);
        Tool.Answer answer = Shell($"gzip -c app.folded | '{Tool.Program}' flamegraph -o - --inverted | head -c 4000");
        Assert.StartsWith("<?xml", answer.Output, StringComparison.Ordinal);
        Assert.Equal("", answer.Error);
        Assert.Equal("main;format 30\nmain;parse 10\nmain;parse;read 60\n", string.Concat(Lines(Shell($"'{Tool.Program}' flamegraph --to folded - < app.folded").Output).Order(StringComparer.Ordinal).Select(line => line + "\n")));
    }

    [Fact]
    public void A_reader_that_has_seen_enough_is_no_error()
    {
        File.WriteAllLines(_folder.File("big.folded"), Enumerable.Range(0, 200_000).Select(i => $"main;function{i} 1"));
        Tool.Answer answer = Shell($"{{ '{Tool.Program}' flamegraph --to folded big.folded; echo $? >&2; }} | head -n 1");
        Assert.Equal("0\n", answer.Error);
        Assert.Single(Lines(answer.Output));
    }

    [Fact]
    public void Every_form_is_read_again_with_the_same_total()
    {
        _folder.Write("app.folded", Folded);
        foreach (string form in new[] { "folded", "speedscope", "pprof", "firefox", "json" })
        {
            Assert.True(_folder.Hone("flamegraph", "app.folded", "--to", form, "-o", "out." + form).ExitCode == 0);
            JsonElement document = Json("flamegraph", "--json", "out." + form, "-o", "again.svg");
            Assert.Equal((form, 100), (form, document.GetProperty("total").GetInt64()));
            Assert.Equal("parse", document.GetProperty("hotspots")[0].GetProperty("function").GetString());
        }
    }

    [Fact]
    public void A_filter_keeps_the_stacks_that_hold_it()
    {
        _folder.Write("app.folded", Folded);
        Assert.Equal(70, Json("flamegraph", "--json", "app.folded", "--filter", "parse").GetProperty("total").GetInt64());
        Tool.Answer nothing = _folder.Hone("flamegraph", "app.folded", "--filter", "Parse");
        Assert.Equal(2, nothing.ExitCode);
        Assert.Contains("[filter-matches-nothing]", nothing.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "profile-unreadable", "no-such-file")]
    [InlineData(2, "profile-unreadable", ".")]
    [InlineData(2, "profile-format", "text.txt")]
    [InlineData(2, "profile-empty", "/dev/null")]
    [InlineData(2, "two-files", "app.folded", "app.folded")]
    [InlineData(2, "file-and-command", "app.folded", "--", "true")]
    [InlineData(2, "no-command", "--")]
    [InlineData(2, "unknown-option", "--tilte", "x")]
    [InlineData(2, "metric-unknown", "app.folded", "--metric", "joy")]
    [InlineData(2, "output-place", "app.folded", "-o", "/does/not/exist/x")]
    [InlineData(2, "two-outputs", "app.folded", "-o", "-", "--json")]
    [InlineData(2, "option-value", "app.folded", "--min-width", "-1")]
    [InlineData(2, "speedscope-malformed", "app.folded", "--format", "speedscope")]
    [InlineData(4, "profile-empty", "empty.folded")]
    public void What_cannot_be_drawn_says_why(int exit, string rule, params string[] arguments)
    {
        _folder.Write("app.folded", Folded);
        _folder.Write("text.txt", "once upon a time\nthere was a file\n");
        _folder.Write("empty.folded", "main;f 0\n");
        Tool.Answer answer = _folder.Hone(["flamegraph", .. arguments]);
        Assert.True(answer.ExitCode == exit, answer.ToString());
        Assert.Contains($"[{rule}]", answer.Error, StringComparison.Ordinal);

        // With --json the problem is the document.
        Assert.Equal(arguments.Contains("--json"), answer.Output.Length > 0);
    }

    [Fact]
    public void A_shell_completes_its_options()
    {
        const string line = "hone flamegraph --ti";
        Tool.Answer answer = _folder.Hone($"[suggest:{line.Length}]", line);
        Assert.Equal(["--title"], Lines(answer.Output));
    }

    [Fact]
    public void A_command_is_recorded()
    {
        Compile("-O1");
        JsonElement cpu = Json("flamegraph", "--json", "--", "./app", "300000000");
        Assert.Equal(("cpu", "perf"), (cpu.GetProperty("kind").GetString(), cpu.GetProperty("format").GetString()));
        Assert.Equal("spin", cpu.GetProperty("hotspots")[0].GetProperty("function").GetString());
        JsonElement allocation = Json("flamegraph", "--json", "--kind", "alloc", "--", "./app");
        Assert.Equal("make", allocation.GetProperty("hotspots")[0].GetProperty("function").GetString());
        JsonElement io = Json("flamegraph", "--json", "--kind", "io", "--", "./app");
        Assert.Equal("io", io.GetProperty("kind").GetString());
        Tool.Answer missing = _folder.Hone("flamegraph", "--", "./no-such-program");
        Assert.NotEqual(0, missing.ExitCode);
        Assert.Contains("./no-such-program", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Perf_recordings_are_read_as_files_pipes_and_text()
    {
        Compile("-O1 -fno-omit-frame-pointer");
        Run("perf", "record", "-q", "-g", "-e", "cpu-clock", "-F", "499", "-o", "perf.data", "--", "./app", "300000000");
        Run("sh", "-c", "perf script -i perf.data > perf.txt 2>/dev/null");
        JsonElement file = Json("flamegraph", "--json", "perf.data");
        Assert.Equal("perf-data", file.GetProperty("format").GetString());
        Assert.Equal("spin", file.GetProperty("hotspots")[0].GetProperty("function").GetString());
        JsonElement pipe = JsonDocument.Parse(Shell($"cat perf.data | '{Tool.Program}' flamegraph --json").Output).RootElement;
        Assert.Equal(file.GetProperty("total").GetInt64(), pipe.GetProperty("total").GetInt64());
        JsonElement text = Json("flamegraph", "--json", "perf.txt");
        Assert.Equal("perf-script", text.GetProperty("format").GetString());
        Assert.Equal("spin", text.GetProperty("hotspots")[0].GetProperty("function").GetString());
    }

    [Fact]
    public void Heaptrack_recordings_cost_the_same_interpreted_and_raw()
    {
        Compile("-O1");
        Run("sh", "-c", "heaptrack -o interpreted ./app >/dev/null 2>&1 && heaptrack --raw -o raw ./app >/dev/null 2>&1");
        string interpreted = Assert.Single(Directory.GetFiles(_folder.Path, "interpreted*"));
        string raw = Assert.Single(Directory.GetFiles(_folder.Path, "raw*"));
        foreach (string metric in new[] { "bytes", "allocations", "temporary", "peak", "leaked" })
        {
            string[] made = ["flamegraph", "--json", "--filter", "make", "--metric", metric];
            JsonElement first = Json([.. made, interpreted]);
            JsonElement second = Json([.. made, raw]);
            Assert.Equal("heaptrack", first.GetProperty("format").GetString());
            Assert.Equal("heaptrack-raw", second.GetProperty("format").GetString());
            Assert.Equal((metric, first.GetProperty("total").GetInt64()), (metric, second.GetProperty("total").GetInt64()));
            Assert.Equal(metric switch { "bytes" => 306_400, "allocations" => 400, "temporary" => 300, _ => first.GetProperty("total").GetInt64() }, first.GetProperty("total").GetInt64());
        }
    }

    [Fact]
    public void Valgrinds_files_have_the_totals_that_valgrind_counted()
    {
        Compile("-O1");
        Run("valgrind", "-q", "--tool=callgrind", "--callgrind-out-file=callgrind.out", "./app", "100000");
        Run("valgrind", "-q", "--tool=dhat", "--dhat-out-file=dhat.json", "./app");
        string summary = File.ReadLines(_folder.File("callgrind.out")).First(line => line.StartsWith("summary: ", StringComparison.Ordinal));
        JsonElement callgrind = Json("flamegraph", "--json", "callgrind.out");
        Assert.Equal(summary["summary: ".Length..], callgrind.GetProperty("total").ToString());
        Assert.Equal("spin", callgrind.GetProperty("hotspots")[0].GetProperty("function").GetString());
        JsonElement dhat = Json("flamegraph", "--json", "dhat.json", "--filter", "make");
        Assert.Equal(306_400, dhat.GetProperty("total").GetInt64());
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void Compile(string options)
    {
        _folder.Write("app.c", Program);
        Run("sh", "-c", $"gcc -g {options} -o app app.c");
    }

    private void Run(string program, params string[] arguments)
    {
        Tool.Answer answer = Tool.Run(_folder.Path, program, arguments);
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }

    private Tool.Answer Shell(string line) => Tool.Run(_folder.Path, "sh", "-c", line);

    private JsonElement Json(params string[] arguments)
    {
        Tool.Answer answer = _folder.Hone(arguments);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return JsonDocument.Parse(answer.Output).RootElement;
    }
}
