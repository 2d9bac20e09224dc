using System.Text;
using Hone.Equivalence.Invariants;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>What is said of an invariant that does not hold.</summary>
public sealed class InvariantCheckerTests
{
    private static readonly Dictionary<string, string> _files = new()
    {
        ["pairs.csv"] = "term,count\nof the,12\nin a,9\nto be,9\nand so,10\n",
        ["ragged.csv"] = "a,b\n1,2\n3\n",
        ["mixed.csv"] = "word\nahab\n42\n",
        ["d.json"] = """{"total": 10, "items": [{"id": 1, "price": 4.5}, {"id": 2, "price": 5.4}, {"id": 1}], "big": 9007199254740993, "e": {}}""",
        ["bad.json"] = "{\"a\": 1,\n \"a\" 2}",
        ["twice.json"] = """{"a": 1, "a": 2}""",
        ["long.txt"] = string.Concat(Enumerable.Range(1, 40).Select(i => $"this is line {i} of a long text\n")),
    };

    private static readonly ObservedRun _golden = World.Run("3 a\n2 b\n2 c\n", files: new Dictionary<string, string> { ["long.txt"] = _files["long.txt"].Replace("line 17 of", "line 71 of", StringComparison.Ordinal) });

    private static readonly ObservedRun _run = World.Run(
        "3 a\n2 c\n2 b\n", "warning: \u001b[31mred\n", "2", _files, new Dictionary<string, string> { ["in.txt"] = "a\nb\nc\nd\n", ["stdin"] = "x\n" }, _golden);

    private static readonly string[] _broken =
    [
        "sorted(column(csv(file('pairs.csv')), 'count'), desc)",
        "sorted_by(csv(file('pairs.csv')), it.count, desc, it.term)",
        "sorted_by(take(csv(file('pairs.csv')), 3), it.count, desc, it.term, desc)",
        "unique(column(csv(file('pairs.csv')), 'count'))",
        "sum(column(csv(file('pairs.csv')), 'count')) == 41",
        "count(csv(file('ragged.csv'))) == 2",
        "sorted(column(csv(file('mixed.csv')), 'word'))",
        "column(csv(file('pairs.csv')), 'cuont') == []",
        "json(file('d.json')).total == sum(json(file('d.json')).items[*].price)",
        "json(file('d.json')).items[0].price > json(file('d.json')).total",
        "json(file('d.json')).items[7].price == 1",
        "json(file('d.json')).total.x == 1",
        "json(file('d.json')).big == 9007199254740992",
        "unique(json(file('d.json')).items[*].id)",
        "json(file('bad.json')).a == 1",
        "json(file('twice.json')).a == 1",
        "json(stdout) == 1",
        "file('none.txt') == ''",
        "file('long.txt') == base.file('long.txt')",
        "stdout == base.stdout",
        "lines(stdout) == lines(base.stdout)",
        "multiset(words(stdout)) == multiset(concat(words(base.stdout), ['2']))",
        "subset(lines(input('in.txt')), map(lines(stdout), words(it)[1]))",
        "all(lines(stdout), number(words(it)[0]) < 3)",
        "all(lines(stdout), number(it) < 3)",
        "any(lines(stdout), starts(it, '9'))",
        "exit == 0 or exit == 1",
        "exit in [0, 1]",
        "exit == 2 implies stderr == ''",
        "not contains(stderr, 'red')",
        "not any(lines(stderr), contains(it, 'red'))",
        "ends(stdout, 'b')",
        "matches(stdout, '\\\\A[a-z]')",
        "max(map(lines(stdout), length(it))) / 0 == 1",
        "min([]) == count(lines(stdout))",
        "stdout != '3 a\\n2 c\\n2 b\\n'",
        "wall < 3",
        "run(command, stdin).stdout == stdout",
        "1e-900 * 1e-900 * count(lines(stdout)) == 0",
        "json(file('d.json')).e == json(file('d.json')).items[0]",
        "keys(json(file('d.json'))) == ['total', 'items']",
    ];

    [Fact]
    public void Counter_evidence_names_the_place_and_shows_both_sides()
    {
        StringBuilder text = new();
        InvariantChecker checker = new(_run);
        foreach (string each in _broken)
        {
            InvariantOutcome outcome = checker.Check(World.Parse(each));
            Assert.False(outcome.Holds, each);
            text.Append(each).Append("\n  ").Append(outcome.Verdict).Append(": ").Append(outcome.Evidence).Append('\n');
        }

        Assert.DoesNotContain('\u001b', text.ToString());
        Golden.Check(text.ToString());
    }

    [Theory]
    [InlineData("exit == 0 implies stdout == 'never'")]
    [InlineData("exists(file('none.txt')) implies file('none.txt') == ''")]
    public void A_condition_that_is_not_met_does_not_apply_and_speaks_against_nothing(string text)
    {
        InvariantOutcome outcome = World.Check(text, _run);
        Assert.Equal(InvariantVerdict.NotApplicable, outcome.Verdict);
        Assert.True(outcome.Holds);
    }

    [Theory]
    [InlineData("0.1 + 0.2 == 0.3 and exit == 2")]
    [InlineData("9007199254740993 != 9007199254740992 and exit == 2")]
    [InlineData("1 / 3 * 3 != 1 and round(1 / 3 * 3, 30) == 1 and exit == 2")]
    [InlineData("round(2.5) == 2 and round(3.5) == 4 and round(-2.5) == -2 and round(1249, -2) == 1200 and exit == 2")]
    [InlineData("json('[1.0, 1, 10e-1]')[*] == [1, 1, 1] and exit == 2")]
    [InlineData("number(' +007 ') == 7 and text(1.50) == '1.5' and text(1e30) == '1e30' and exit == 2")]
    [InlineData("csv('a;b\n\"x;\"\"y\"\"\";1\r\n', ';')[0] == json('{\"b\": 1, \"a\": \"x;\\\\\"y\\\\\"\"}') and exit == 2")]
    [InlineData("json('[[1, [2]], [3]]')[*][*] == [1, [2], 3] and exit == 2")]
    [InlineData("(json('[[1, 2], [3]]')[*])[0] == [1, 2] and json('[[1, 2], [3]]')[*][0] == [1, 3] and exit == 2")]
    [InlineData("length('aé\\xff😀') == 4 and exit == 2")]
    [InlineData("multiset(shuffle(lines(input('in.txt')), 7)) == multiset(lines(input('in.txt'))) and shuffle(lines(input('in.txt')), 7) != lines(input('in.txt')) and exit == 2")]
    [InlineData("not matches(stdout, '(a+)+$') implies exit == 2")]
    [InlineData("command[-1] == '3' and exit == 2")]
    public void Values_are_what_the_page_says(string text)
    {
        InvariantOutcome outcome = World.Check(text, _run);
        Assert.True(outcome.Verdict == InvariantVerdict.Holds, text + ": " + outcome.Evidence);
    }

    [Fact]
    public void The_program_is_run_once_for_the_same_words_and_is_given_what_the_invariant_says()
    {
        List<RunRequest> asked = [];
        ObservedRun run = World.Run("1\n2\n", inputs: new Dictionary<string, string> { ["stdin"] = "b\na\n" });
        ObservedRun again = new() { Channels = run.Channels, Inputs = run.Inputs, Again = request => { asked.Add(request); return World.Run("2\n1\n"); } };
        Assert.True(World.Check("multiset(lines(rerun('stdin', unlines(reverse(lines(stdin)))).stdout)) == multiset(lines(stdout)) and rerun('stdin', unlines(reverse(lines(stdin)))).exit == 0", again).Holds);
        RunRequest request = Assert.Single(asked);
        Assert.Null(request.Command);
        Assert.Equal("a\nb\n", Encoding.UTF8.GetString(request.Stdin!.Value.Span));
        Assert.False(World.Check("run(['x', '-d'], stdout).stdout == stdout", again).Holds);
        Assert.Equal(["x", "-d"], asked[1].Command!.Select(word => Encoding.UTF8.GetString(word.Span)));
        Assert.True(World.Parse("run(['x']).exit == 0").Runs);
        Assert.False(World.Parse("exit == 0").Runs);
    }

    [Fact]
    public void What_was_too_large_to_keep_or_costs_too_much_is_undecided()
    {
        ObservedRun run = new() { Channels = new Dictionary<string, ObservedContent> { ["stdout"] = ObservedContent.NotKept, ["stderr"] = World.Of(_files["long.txt"]), ["exit"] = World.Of("0") } };
        Assert.Equal((InvariantVerdict.Undecided, "stdout is too large to be kept"), (World.Check("stdout == ''", run).Verdict, World.Check("stdout == ''", run).Evidence));
        InvariantOutcome slow = World.Check("all(lines(stderr), all(words(it), it != 'x'))", run, InvariantLimits.Standard with { Steps = 1000 });
        Assert.Equal((InvariantVerdict.Undecided, "it takes more than 1000 steps"), (slow.Verdict, slow.Evidence));
        InvariantOutcome large = World.Check("count(lines(stderr)) == 40", run, InvariantLimits.Standard with { Bytes = 1000 });
        Assert.Equal(InvariantVerdict.Undecided, large.Verdict);
        Assert.Equal(InvariantVerdict.Undecided, World.Check("1e900 * 1e900 > exit", run).Verdict);
    }

    [Fact]
    public void The_channels_of_an_invariant_are_those_of_the_run_itself() =>
        Assert.Equal(["exit", "file:out/a.csv", "stdout"], World.Parse("exit == 0 implies csv(file('out/a.csv')) == csv(base.stderr) and stdout == stdin").Channels);
}
