namespace Hone.EndToEnd;

/// <summary>Invariants of the manifest: read, suggested, recorded and checked by the built tool.</summary>
public sealed class InvariantTests : IDisposable
{
    // Counts words, the most frequent first, ties by name: a program whose rules are worth stating.
    private const string Count = "import collections, os, sys\nos.makedirs('out', exist_ok=True)\nc = collections.Counter(open(sys.argv[1]).read().split())\nrows = sorted(c.items(), key=lambda r: (-r[1], r[0]))\nopen(sys.argv[2], 'w').write('word,count\\n' + ''.join(f'{w},{n}\\n' for w, n in rows))\n";

    private const string Manifest = """
        [project]
        name = "words"
        [[workload]]
        name = "novel"
        command = ["python3", "count.py", "novel.txt", "out/count.csv"]
        inputs = ["novel.txt"]
        outputs = ["out/count.csv"]
        [[oracle.case]]
        name = "ties"
        workload = "novel"
        command = ["python3", "count.py", "ties.txt", "out/ties.csv"]
        inputs = ["ties.txt"]
        outputs = ["out/ties.csv"]
        """;

    private readonly ProjectFolder _project = new(git: true);

    public InvariantTests()
    {
        _project.Write("count.py", Count);
        _project.Write("novel.txt", string.Join(' ', Enumerable.Range(0, 400).Select(i => $"w{i * i % 97 % 31:00}")) + "\n");
        _project.Write("ties.txt", "b a b a c\n");
        _project.Write("out/.gitignore", "*\n");
        _project.Write("hone.toml", Manifest);
        _project.Commit("start");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void What_is_suggested_can_be_pasted_and_then_catches_a_wrong_order_of_ties()
    {
        Assert.Equal(0, _project.Hone("oracle", "record").ExitCode);
        Tool.Answer suggested = _project.Hone("oracle", "suggest");
        Assert.True(suggested.ExitCode == 0, suggested.ToString());
        Assert.Contains("sum(column(csv(file('out/count.csv')), 'count')) == count(words(input('novel.txt')))", _project.Hone("oracle", "suggest", "-w", "novel", "--json").Output + suggested.Output, StringComparison.Ordinal);

        Tool.Answer written = _project.Hone("oracle", "suggest", "--write");
        Assert.True(written.ExitCode == 0, written.ToString());
        string manifest = File.ReadAllText(_project.File("hone.toml"));
        Assert.StartsWith(Manifest, manifest, StringComparison.Ordinal);
        Assert.All(manifest[Manifest.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("#", line, StringComparison.Ordinal));

        // A person takes the signs away: the manifest is read, everything holds, and is recorded.
        _project.Write("hone.toml", Manifest + "\n" + suggested.Output);
        Tool.Answer recorded = _project.Hone("oracle", "record");
        Assert.True(recorded.ExitCode == 0, recorded.ToString());
        Assert.Contains("nothing to propose", _project.Hone("oracle", "suggest").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_invariant_is_shown_like_a_difference_and_ends_with_1()
    {
        _project.Write("hone.toml", Manifest + """

            [[oracle.invariant]]
            name = "ranked"
            case = "ties"
            holds = "sorted_by(csv(file('out/ties.csv')), it.count, desc, it.word)"
            [[oracle.invariant]]
            name = "any-order"
            case = "ties"
            holds = "rerun('ties.txt', unlines(shuffle(words(input('ties.txt')), 7))).file('out/ties.csv') == file('out/ties.csv')"
            """);
        _project.Commit("invariants");
        Tool.Answer recorded = _project.Hone("oracle", "record");
        Assert.True(recorded.ExitCode == 0, recorded.ToString());
        Tool.Answer same = _project.Hone("oracle", "check");
        Assert.True(same.ExitCode == 0, same.ToString());

        // Ties in the order of the input: wrong, and seen by three things.
        _project.Write("count.py", Count.Replace("(-r[1], r[0])", "-r[1]", StringComparison.Ordinal));
        Tool.Answer answer = _project.Hone("oracle", "check");
        Assert.True(answer.ExitCode == 1, answer.ToString());
        Assert.Contains("invariant ranked does not hold: by it.word, row 1 is 'b' and row 2 is 'a', which belongs before it in ascending order", answer.Output, StringComparison.Ordinal);
        Assert.Contains("invariant any-order does not hold: ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"ranked\"", _project.Hone("oracle", "check", "--json").Output, StringComparison.Ordinal);
        Assert.Equal("b a b a c\n", File.ReadAllText(_project.File("ties.txt")));
    }

    [Fact]
    public void What_is_wrong_with_an_invariant_is_told_when_the_manifest_is_read()
    {
        _project.Write("hone.toml", Manifest + """

            [[oracle.invariant]]
            name = "a"
            holds = "exit == 0 and sorte(lines(stdout))"
            [[oracle.invariant]]
            name = "b"
            holds = "file('out/cuont.csv') != ''"
            """);
        Tool.Answer answer = _project.Hone("status");
        Assert.True(answer.ExitCode == 2, answer.ToString());
        Assert.Contains("hone.toml:16:9: column 15 of the invariant: found sorte(…), and there is no such function", answer.Error, StringComparison.Ordinal);
        Assert.Contains("hone.toml:19:9: column 1 of the invariant: found 'out/cuont.csv', which is not stated as an output", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invariant_that_does_not_hold_of_the_unchanged_program_is_not_recorded_over()
    {
        _project.Write("hone.toml", Manifest + """

            [[oracle.invariant]]
            name = "few"
            holds = "exit == 0 and count(csv(file('out/count.csv'))) < 5 or exists(file('out/ties.csv'))"
            """);
        Tool.Answer answer = _project.Hone("oracle", "record");
        Assert.True(answer.ExitCode == 1, answer.ToString());
        Assert.Contains("the invariant few does not hold of novel as it is recorded", answer.Error, StringComparison.Ordinal);
    }
}
