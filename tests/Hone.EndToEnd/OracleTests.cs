using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>What an oracle says of programs that do not do the same twice, of programs that do, and of faults.</summary>
public sealed class OracleTests : IDisposable
{
    private const string Head = "[project]\nname = \"noisy\"\n";

    // Each prints 8 kB that stay the same, so that what changes is below the budget.
    private const string Script = """
        import datetime, os, sys, threading, time, uuid

        mode = sys.argv[1]
        for i in range(200):
            print(f"line {i} of what stays the same, whatever")
        if mode == "times":
            print("built 2020-02-02T10:00:00Z, run", datetime.datetime.now().isoformat())
            print(f"took {time.process_time() * 1000:.3f} ms", file=sys.stderr)
        elif mode == "ids":
            first, second = uuid.uuid4(), uuid.uuid4()
            print(first, "owns", second, "and", first, "left")
        elif mode == "hash":
            for word in {"oak", "elm", "ash", "fir", "yew", "box", "bay", "fig"}:
                print(word)
        elif mode == "parallel":
            def work(n):
                time.sleep((os.getpid() * (n + 3)) % 7 / 1000)
                print(f"worker {n} is done\n", end="", flush=True)
            threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
            [t.start() for t in threads]
            [t.join() for t in threads]
        elif mode == "random":
            print(os.urandom(400).hex())
        """;

    private readonly ProjectFolder _project = new();

    public void Dispose() => _project.Dispose();

    private static string Workload(string name, string extra = "") =>
        $"[[workload]]\nname = \"{name}\"\ncommand = [\"/usr/bin/python3\", \"work.py\", \"{name}\"]\n{extra}";

    private static string Normalise(string workload, string channel, string kind, string extra = "") =>
        $"[[oracle.normalise]]\nworkload = \"{workload}\"\nchannel = \"{channel}\"\nkind = \"{kind}\"\n{extra}";

    private void Write(string manifest, string script = Script)
    {
        _project.Write("hone.toml", Head + manifest);
        _project.Write("work.py", script);
        _project.Commit("work");
    }

    private static void Ends(int exit, Tool.Answer answer) => Assert.True(answer.ExitCode == exit, answer.ToString());

    [Fact]
    public void Fifty_checks_of_an_unchanged_program_call_nothing_different()
    {
        Write(
            Workload("plain") + Workload("times") + Workload("ids") + Workload("hash") + Workload("parallel")
            + "[[oracle.invariant]]\nname = \"all\"\nholds = \"count(lines(stdout)) >= 200\"\n"
            + Normalise("times", "stdout", "timestamp") + Normalise("ids", "stdout", "uuid")
            + Normalise("hash", "stdout", "multiset", "invariant = \"all\"\n") + Normalise("parallel", "stdout", "multiset", "invariant = \"all\"\n"),
            Script.Replace("print(f\"took", "0 and print(f\"took", StringComparison.Ordinal));
        Tool.Answer recorded = _project.Hone("oracle", "record");
        Ends(0, recorded);
        Assert.DoesNotContain("quarantined", recorded.Output, StringComparison.Ordinal);
        Assert.Contains("times: ", recorded.Output, StringComparison.Ordinal);
        Assert.Contains("stdout is the same but for timestamp", recorded.Output, StringComparison.Ordinal);
        int same = 0;
        for (int round = 0; round < 10; round++)
        {
            Tool.Answer check = _project.Hone("oracle", "check", "--json");
            Ends(0, check);
            using JsonDocument document = JsonDocument.Parse(check.Output);
            same += document.RootElement.GetProperty("workloads").EnumerateArray().Count(each => each.GetProperty("verdict").GetString() == "same");
        }

        Assert.Equal(50, same);
    }

    [Fact]
    public void A_random_program_is_quarantined_and_named_and_nothing_is_claimed_of_it()
    {
        Write(Workload("random"));
        Tool.Answer recorded = _project.Hone("oracle", "record");
        Ends(0, recorded);
        Assert.Contains("quarantined stdout: differs between 20 recordings of the unchanged program (20 different)", recorded.Output, StringComparison.Ordinal);
        Assert.Contains("it follows nothing that was varied", recorded.Output, StringComparison.Ordinal);
        Tool.Answer check = _project.Hone("oracle", "check");
        Ends(4, check);
        Assert.Contains("undecided on: stdout", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_follows_its_surroundings_is_quarantined_with_what_it_follows()
    {
        Write("[[workload]]\nname = \"zone\"\nshell = \"echo $TZ; echo $HOME >&2\"\n");
        Tool.Answer recorded = _project.Hone("oracle", "record");
        Ends(0, recorded);
        Assert.Contains("stdout: differs between 20 recordings of the unchanged program (2 different)", recorded.Output, StringComparison.Ordinal);
        Assert.Contains("it follows the time zone", recorded.Output, StringComparison.Ordinal);
        Assert.Contains("it follows the path of the home folder", recorded.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_normaliser_that_would_hide_a_fault_in_a_stable_place_is_refused_or_hides_nothing()
    {
        Write(Workload("plain") + Normalise("plain", "stdout", "timestamp"), Script.Replace("line {i} of", "line {i} 2020-02-02 of", StringComparison.Ordinal));
        Tool.Answer refused = _project.Hone("oracle", "record");
        Ends(1, refused);
        Assert.Contains("mask-unjustified", refused.Error, StringComparison.Ordinal);
        Assert.Contains("hone.toml:6:1", refused.Error, StringComparison.Ordinal);
        Assert.Contains("between 5 recordings of stdout of plain", refused.Error, StringComparison.Ordinal);
        Ends(1, _project.Hone("oracle", "check"));

        Write(Workload("times") + Normalise("times", "stdout", "timestamp") + Normalise("times", "stderr", "duration"));
        Tool.Answer tooMuch = _project.Hone("oracle", "record");
        Ends(1, tooMuch);
        Assert.Contains("mask-budget", tooMuch.Error, StringComparison.Ordinal);

        string script = Script.Replace("print(f\"took", "0 and print(f\"took", StringComparison.Ordinal);
        Write(Workload("times") + Normalise("times", "stdout", "timestamp"), script);
        Ends(0, _project.Hone("oracle", "record"));
        Ends(0, _project.Hone("oracle", "check"));
        _project.Write("work.py", script.Replace("built 2020-02-02T10", "built 2020-02-02T11", StringComparison.Ordinal));
        Tool.Answer check = _project.Hone("oracle", "check");
        Ends(1, check);
        Assert.Contains("stdout differs", check.Output, StringComparison.Ordinal);
        Assert.Contains("built again and run beside it, is still the same", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_normaliser_that_was_written_into_the_manifest_since_is_not_used()
    {
        Write(Workload("plain"));
        Ends(0, _project.Hone("oracle", "record"));
        Write(Workload("plain") + Normalise("plain", "stdout", "uuid"));
        Tool.Answer check = _project.Hone("oracle", "check");
        Ends(1, check);
        Assert.Contains("normaliser-changed", check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_baseline_differs_too_the_answer_is_inconclusive()
    {
        string outside = Path.Combine(Path.GetTempPath(), "hone-outside-" + Path.GetFileName(_project.Path));
        try
        {
            File.WriteAllText(outside, "one\n");
            Write($"[[workload]]\nname = \"w\"\ncommand = [\"cat\", \"{outside}\"]\n");
            Ends(0, _project.Hone("oracle", "record"));
            File.WriteAllText(outside, "two\n");
            Tool.Answer check = _project.Hone("oracle", "check");
            Ends(4, check);
            Assert.Contains("w: inconclusive", check.Output, StringComparison.Ordinal);
            Assert.Contains("differs from its own golden output as well", check.Output, StringComparison.Ordinal);
            using JsonDocument document = JsonDocument.Parse(_project.Hone("oracle", "check", "--json").Output);
            Assert.True(document.RootElement.GetProperty("workloads")[0].GetProperty("baseline").GetProperty("ran").GetBoolean());
        }
        finally
        {
            File.Delete(outside);
        }
    }

    [Fact]
    public void A_baseline_that_cannot_be_run_again_hides_no_difference()
    {
        _project.Write(".gitignore", "in.txt\nmake_input.py\n");
        _project.Write("make_input.py", "open('in.txt', 'w').write('input')\n");
        Write(Workload("plain", "inputs = [\"in.txt\"]\nprepare = { command = [\"/usr/bin/python3\", \"make_input.py\"] }\n"));
        Ends(0, _project.Hone("oracle", "record"));
        _project.Write("work.py", Script.Replace("whatever", "what ever", StringComparison.Ordinal));
        Tool.Answer check = _project.Hone("oracle", "check");
        Ends(1, check);
        Assert.Contains("plain: different", check.Output, StringComparison.Ordinal);
        Assert.Contains("the baseline was not run again: in its own tree: the prepare command ended with exit code 2", check.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chmod 755 out.txt", "has the permissions 0755, and 0644 in the golden output")]
    [InlineData("rm out.txt; ln -s elsewhere out.txt", "is a link, and a file in the golden output")]
    [InlineData("mktemp -p /tmp hone-leak-XXXXXX > /dev/null", "writes differs")]
    [InlineData("echo x > notes.txt", "writes differs")]
    [InlineData("rm precious", "writes differs")]
    [InlineData("kill -SEGV $$", "exit differs")]
    [InlineData("exit 3", "exit differs")]
    [InlineData("sleep 5", "exit differs")]
    public void What_a_change_does_beside_its_output_is_a_difference(string fault, string told)
    {
        _project.Write("precious", "x");
        _project.Write("work.sh", "umask 022\nrm -f out.txt\necho hello > out.txt\n");
        _project.Write("hone.toml", Head + "[[workload]]\nname = \"w\"\ncommand = [\"sh\", \"work.sh\"]\noutputs = [\"out.txt\"]\ntimeout = \"2s\"\n");
        _project.Commit("work");
        try
        {
            Ends(0, _project.Hone("oracle", "record"));
            Ends(0, _project.Hone("oracle", "check"));
            _project.Write("work.sh", "umask 022\nrm -f out.txt\necho hello > out.txt\n" + fault + "\n");
            Tool.Answer check = _project.Hone("oracle", "check");
            Ends(1, check);
            Assert.Contains(told, check.Output, StringComparison.Ordinal);
        }
        finally
        {
            foreach (string leak in Directory.GetFiles("/tmp", "hone-leak-*"))
            {
                File.Delete(leak);
            }
        }
    }

    [Fact]
    public void Cases_are_recorded_and_compared_beside_their_workload()
    {
        Write(
            "[[workload]]\nname = \"w\"\nshell = \"echo big\"\n"
            + "[[oracle.case]]\nname = \"error\"\nworkload = \"w\"\nshell = \"echo bad flag >&2; exit 2\"\nexpect-exit = 2\n");
        Tool.Answer recorded = _project.Hone("oracle", "record");
        Ends(0, recorded);
        Assert.Contains("error: exit 1 B, stderr 9 B, stdout 0 B; the same in 5 recordings", recorded.Output, StringComparison.Ordinal);
        _project.Write("hone.toml", File.ReadAllText(_project.File("hone.toml")).Replace("bad flag", "Bad flag", StringComparison.Ordinal));
        Tool.Answer check = _project.Hone("oracle", "check");
        Ends(1, check);
        Assert.Contains("w: same", check.Output, StringComparison.Ordinal);
        Assert.Contains("error: different", check.Output, StringComparison.Ordinal);
    }
}
