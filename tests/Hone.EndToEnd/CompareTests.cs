using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary><c>hone compare</c> on real commands.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly ProjectFolder _folder = new(git: false);

    private static string Dummy { get; } = Path.Combine(Repository.Root, "artifacts/bin/Hone.Dummy/release/hone-dummy");

    [Fact]
    public void A_command_that_does_twice_the_work_is_slower()
    {
        JsonElement comparison = Comparison(Compare("--time-budget", "6s", "--allow-different-output", "head -c 4000000 /dev/zero", "head -c 40000000 /dev/zero"));
        Assert.Equal("slower", comparison.GetProperty("verdict").GetString());
        Assert.True(comparison.GetProperty("ratio").GetDouble() > 1.2, comparison.ToString());
        Assert.True(comparison.GetProperty("interval").GetProperty("low").GetDouble() > 1, comparison.ToString());
        Assert.Equal(0.95, comparison.GetProperty("interval").GetProperty("confidence").GetDouble());
        Assert.True(comparison.GetProperty("pairs").GetInt32() >= 9);
        Assert.Equal("cpu", comparison.GetProperty("secondOpinion").GetProperty("metric").GetString());
    }

    [Fact]
    public void Equal_commands_are_not_called_different_within_a_budget_that_is_kept()
    {
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        JsonElement document = Compare("--time-budget", "4s", "seq 20000", "seq 20000");
        Assert.InRange(watch.Elapsed.TotalSeconds, 1, 30);
        JsonElement comparison = Comparison(document);
        Assert.Contains(comparison.GetProperty("verdict").GetString(), new[] { "same", "undecided" });
        Assert.Equal("same", document.GetProperty("outputs").GetProperty("verdict").GetString());
        Assert.True(document.GetProperty("ownCost").GetProperty("nsPerRun").GetInt64() > 0);
        foreach (string name in new[] { "command", "reference", "metric", "decidedAfter", "method", "mde", "pValue", "alpha", "sameWithin", "note" })
        {
            Assert.True(comparison.TryGetProperty(name, out _), name);
        }
    }

    [Fact]
    public void A_number_that_the_commands_print_can_decide()
    {
        string samples = _folder.File("samples.json");
        string[] metric = ["--metric", "rate=regex:rate ([0-9.]+),higher"];
        JsonElement document = Compare(["--pairs", "14", "--allow-different-output", "--export-samples", samples, .. metric, "echo rate 100.5", "echo rate 201"]);
        JsonElement comparison = Comparison(document);
        Assert.Equal("rate", comparison.GetProperty("metric").GetString());
        Assert.Equal("faster", comparison.GetProperty("verdict").GetString());
        Assert.Equal(2, comparison.GetProperty("ratio").GetDouble(), 1e-9);
        JsonElement again = Comparison(Compare("--read", samples));
        Assert.Equal("faster", again.GetProperty("verdict").GetString());

        Tool.Answer missing = _folder.Hone(["compare", .. metric, "echo nothing", "echo nothing"]);
        Assert.True(missing.ExitCode == 1, missing.ToString());
        Assert.Contains("[metric-missing]", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_outputs_are_said_first_and_make_it_invalid()
    {
        Tool.Answer text = _folder.Hone("compare", "--pairs", "5", "printf one\\n", "printf two\\n");
        Assert.Equal(0, text.ExitCode);
        Assert.StartsWith("outputs differ: B beside A: standard output from line 1, byte 1 on: 'two", text.Output, StringComparison.Ordinal);
        Assert.Contains("invalid", text.Output, StringComparison.Ordinal);
        JsonElement comparison = Comparison(Json(1, "--exit-code", "--pairs", "5", "printf one", "printf two"));
        Assert.Equal("invalid", comparison.GetProperty("verdict").GetString());
        Assert.Equal("different", comparison.GetProperty("outputs").GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, comparison.GetProperty("ratio").ValueKind);
        JsonElement allowed = Comparison(Compare("--allow-different-output", "--pairs", "5", "printf one", "printf two"));
        Assert.Equal("undecided", allowed.GetProperty("verdict").GetString());
        Assert.True(allowed.GetProperty("outputs").GetProperty("allowed").GetBoolean());
    }

    [Fact]
    public void Outputs_that_differ_from_themselves_are_not_compared()
    {
        JsonElement comparison = Comparison(Compare("--pairs", "3", "head -c 8 /dev/urandom", "head -c 8 /dev/urandom"));
        Assert.Equal("unstable", comparison.GetProperty("outputs").GetProperty("verdict").GetString());
        Assert.Equal("undecided", comparison.GetProperty("verdict").GetString());
    }

    [Fact]
    public void Exit_codes_are_outputs_too()
    {
        JsonElement comparison = Comparison(Compare("--ignore-failure", "--pairs", "3", "true", "false"));
        Assert.Equal("invalid", comparison.GetProperty("verdict").GetString());
        Assert.Contains("exit code 1 beside 0", comparison.GetProperty("outputs").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("same", Comparison(Compare("--ignore-failure=1", "--pairs", "3", "false", "false")).GetProperty("outputs").GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_command_that_fails_is_named_with_its_last_words()
    {
        Tool.Answer answer = _folder.Hone("compare", "--pairs", "3", "true", "ls /does/not/exist");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("ended with exit code 2: ls /does/not/exist", answer.Error, StringComparison.Ordinal);
        Assert.Contains("No such file", answer.Error, StringComparison.Ordinal);
        Assert.Contains("[command-failed]", answer.Error, StringComparison.Ordinal);
        Assert.Equal("", answer.Output);
    }

    [Fact]
    public void A_run_that_changes_its_exit_code_ends_it()
    {
        _folder.Write("flaky.sh", "n=$(cat n 2>/dev/null || echo 0); echo $((n + 1)) > n; [ $n -lt 4 ]");
        Tool.Answer answer = _folder.Hone("compare", "--ignore-failure", "--pairs", "20", "true", "sh flaky.sh");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("[exit-code-changed]", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("command-needs-shell", "ls | wc")]
    [InlineData("program-missing", "no-such-program-anywhere")]
    [InlineData("option-value", "--time-budget", "4", "true")]
    [InlineData("option-value", "--metric", "joy", "true")]
    [InlineData("parameter-unused", "--param", "n=1,2", "true {m}")]
    [InlineData("reference-unknown", "--reference", "3", "true", "true")]
    [InlineData("no-command")]
    [InlineData("export-place", "--export-json", "/does/not/exist/x", "true")]
    [InlineData("samples-unreadable", "--read", "/dev/null")]
    public void What_cannot_be_meant_is_a_usage_error(string rule, params string[] arguments)
    {
        Tool.Answer answer = _folder.Hone(["compare", .. arguments]);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains($"[{rule}]", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exit_code_is_the_verdict_when_asked()
    {
        Assert.Equal(1, _folder.Hone("compare", "--exit-code", "--pairs", "24", "true", "sleep 0.05").ExitCode);
        Assert.Equal(0, _folder.Hone("compare", "--exit-code", "--pairs", "24", "sleep 0.05", "true").ExitCode);
        Assert.Equal(4, _folder.Hone("compare", "--exit-code", "--pairs", "3", "true", "true").ExitCode);
        Assert.Equal(0, _folder.Hone("compare", "--pairs", "3", "true", "sleep 0.02").ExitCode);
    }

    [Fact]
    public void Samples_give_the_same_verdict_when_they_are_read_again()
    {
        JsonElement first = Comparison(Compare("--pairs", "14", "--export-samples", "s.json", "true", "sleep 0.02"));
        JsonElement second = Comparison(Compare("--read", "s.json"));
        foreach (string name in new[] { "verdict", "ratio", "pairs", "decidedAfter", "pValue", "mde" })
        {
            Assert.Equal(first.GetProperty(name).ToString(), second.GetProperty(name).ToString());
        }
    }

    [Fact]
    public void A_journal_goes_on_after_a_kill()
    {
        string[] arguments = ["compare", "--json", "--journal", "j", "--pairs", "25", "--export-samples", "s.json", "sleep 0.05", "sleep 0.05"];
        using (Tool.Running hone = Tool.Start(_folder.Path, new Dictionary<string, string?>(), Tool.Program, arguments))
        {
            for (int i = 0; i < 600 && Lines() < 6; i++)
            {
                Thread.Sleep(50);
            }

            hone.Kill();
        }

        int kept = Lines();
        Assert.InRange(kept, 6, 25);
        File.AppendAllText(_folder.File("j"), "{\"group\":0,\"round\":{\"ord");
        Tool.Answer other = _folder.Hone("compare", "--journal", "j", "--pairs", "25", "sleep 0.05", "sleep 0.06");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("of other commands [journal-of-another]", other.Error, StringComparison.Ordinal);
        Tool.Answer answer = _folder.Hone(arguments);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Equal(25, Comparison(JsonDocument.Parse(answer.Output).RootElement).GetProperty("pairs").GetInt32());

        // A header, 25 rounds and the end; what was kept is used and not run again.
        Assert.Equal(27, Lines());
        Assert.True(_folder.Hone(arguments).ExitCode == 0);
        Assert.Equal(27, Lines());

    }

    [Fact]
    public void An_interruption_judges_what_was_complete_and_leaves_no_child()
    {
        string mark = Guid.NewGuid().ToString("N");
        using Tool.Running hone = Tool.Start(
            _folder.Path, new Dictionary<string, string?>(), Tool.Program, "compare", "--journal", "j", "--cleanup", $"touch {mark}", "--env", "MARK=" + mark, "--time-budget", "10m", "sleep 0.1", "sleep 0.1");
        for (int i = 0; i < 600 && Lines() <= 3; i++)
        {
            Thread.Sleep(50);
        }

        Assert.Equal(0, Tool.Run("/", "kill", "-TERM", hone.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ExitCode);
        Tool.Answer answer = hone.Wait(TimeSpan.FromSeconds(30));
        Assert.True(answer.ExitCode == 143, answer.ToString());
        Assert.Contains("interrupted: only what was complete is judged", answer.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File(mark)));
        Assert.DoesNotContain(Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)), folder => Has(folder, mark));
    }

    [Fact]
    public void A_parameter_never_reaches_a_shell_unquoted()
    {
        JsonElement document = Compare("--pairs", "2", "--param", "word=a b,;touch bad,$(touch bad)", "printf %s {word}");
        Assert.Equal("printf %s '$(touch bad)'", document.GetProperty("commands")[2].GetProperty("command").GetString());
        Tool.Answer refused = _folder.Hone("compare", "--shell", "--pairs", "2", "--param", "word=a,;touch bad", "printf %s {word}");
        Assert.Contains("[parameter-for-shell]", refused.Error, StringComparison.Ordinal);
        Compare("--shell", "--pairs", "2", "--param", "word=a,;touch bad", "printf %s \"$HONE_PARAM_word\"");
        Assert.False(File.Exists(_folder.File("bad")));
    }

    [Fact]
    public void Memory_and_conditions_are_those_that_were_asked_for()
    {
        JsonElement document = Compare("--pairs", "3", "--metric", "peak-rss", "--nice", "5", "--clear-env", "--env", "X=1", "--no-aslr", "--cpus", "0", "--output", "out", "sh -c 'nice; echo $X$HOME; nproc'");
        Assert.Equal("5\n1\n1\n", File.ReadAllText(_folder.File("out")));
        Assert.Equal("peak-rss", document.GetProperty("metric").GetString());
    }

    [Fact]
    public void A_child_of_a_managed_program_is_measured_to_its_end()
    {
        Assert.SkipUnless(File.Exists(Dummy), "the dummy is not built");
        JsonElement document = Compare("--pairs", "3", $"'{Dummy}' fork-and-leave 150");
        Assert.True(document.GetProperty("commands")[0].GetProperty("wall").GetProperty("median").GetDouble() > 150e6);
    }

    public void Dispose() => _folder.Dispose();

    private static JsonElement Comparison(JsonElement document) => document.GetProperty("comparisons")[0];

    private static bool Has(string folder, string mark)
    {
        try
        {
            return File.ReadAllText(folder + "/environ").Contains("MARK=" + mark, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // By another program: while Hone has the journal open, .NET would not let a second reader in.
    private int Lines() => Tool.Run(_folder.Path, "cat", "j").Output.Count(c => c == '\n');

    private JsonElement Compare(params string[] arguments) => Json(0, arguments);

    private JsonElement Json(int exitCode, params string[] arguments)
    {
        Tool.Answer answer = _folder.Hone(["compare", "--json", .. arguments]);
        Assert.True(answer.ExitCode == exitCode, answer.ToString());
        JsonElement document = JsonDocument.Parse(answer.Output).RootElement;
        Assert.Equal("hone.compare/1", document.GetProperty("schema").GetString());
        return document;
    }
}
