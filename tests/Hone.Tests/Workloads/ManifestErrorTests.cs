using System.Text;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Tests.Workloads;

public sealed class ManifestErrorTests
{
    private const string Head = "[project]\nname = \"x\"\n";
    private const string Work = "[[workload]]\nname = \"w\"\ncommand = [\"a\"]\n";

    [Theory]
    [InlineData("", "1:1", "manifest-empty", "empty")]
    [InlineData(" \n\t\n", "1:1", "manifest-empty", "empty")]
    [InlineData(Head, "1:1", "manifest-missing-table", "no [[workload]]")]
    [InlineData("workload = []\n" + Head, "1:12", "manifest-missing-table", "no [[workload]]")]
    [InlineData(Work, "1:1", "manifest-missing-table", "no [project]")]
    [InlineData("[project]\n" + Work, "1:1", "manifest-missing-key", "[project] has no name")]
    [InlineData(Head + "prefix = 'a'\n" + Work, "3:1", "manifest-unknown-key", "no key \"prefix\"")]
    [InlineData(Head + "bead_prefix = 'a'\n" + Work, "3:1", "manifest-unknown-key", "did you mean bead-prefix?")]
    [InlineData(Head + Work + "rnus = 3\n", "6:1", "manifest-unknown-key", "did you mean runs?")]
    [InlineData(Head + Work + "[workload.prepare]\ncommmand = ['a']\n", "7:1", "manifest-unknown-key", "did you mean command?")]
    [InlineData(Head + Work + "[treshold]\n", "6:2", "manifest-unknown-table", "did you mean [thresholds]?")]
    [InlineData(Head + "[[workloads]]\nname = 'w'\ncommand = ['a']\n", "3:3", "manifest-unknown-table", "did you mean [[workload]]?")]
    [InlineData(Head + Work + "[[workloads]]\n", "6:3", "manifest-unknown-table", "did you mean [[workload]]?")]
    [InlineData(Head + Work + "[xyzzy]\n", "6:2", "manifest-unknown-table", "no table \"xyzzy\"")]
    [InlineData("runs = 3\n" + Head + Work, "1:1", "manifest-unknown-key", "belongs to [[workload]]")]
    [InlineData(Head + "[workload]\nname = 'w'\ncommand = ['a']\n", "3:2", "manifest-wrong-type", "array of tables")]
    [InlineData(Head + Work + "[[build]]\ncommand = ['a']\n", "6:3", "manifest-wrong-type", "one table")]
    [InlineData(Head + Work + "runs = '30'\n", "6:8", "manifest-wrong-type", "runs takes an integer, and this is a string")]
    [InlineData(Head + Work + "primary = 1\n", "6:11", "manifest-wrong-type", "true or false")]
    [InlineData(Head + Work + "inputs = 'a'\n", "6:10", "manifest-wrong-type", "array of strings")]
    [InlineData(Head + Work + "inputs = ['a', 3]\n", "6:16", "manifest-wrong-type", "an integer")]
    [InlineData(Head + Work + "env = {A = 1}\n", "6:12", "manifest-wrong-type", "table of strings")]
    [InlineData(Head + Work + "prepare = 'make'\n", "6:11", "manifest-wrong-type", "takes a table")]
    [InlineData(Head + Work + "stdin = 1979-05-27\n", "6:9", "manifest-wrong-type", "a date")]
    [InlineData(Head + "[[workload]]\nname = 'w'\ncommand = 'a b'\n", "5:11", "manifest-wrong-type", "array of strings")]
    [InlineData(Head + "[[workload]]\nname = 'w'\n", "3:1", "manifest-missing-key", "neither command nor shell")]
    [InlineData(Head + Work + "shell = 'a'\n", "6:1", "manifest-two-commands", "both command and shell")]
    [InlineData(Head + "[[workload]]\nname = 'w'\ncommand = []\n", "5:11", "manifest-empty-command", "command is empty")]
    [InlineData(Head + "[[workload]]\nname = 'w'\ncommand = ['', 'a']\n", "5:11", "manifest-empty-command", "no program")]
    [InlineData(Head + "[[workload]]\nname = 'w'\nshell = ' '\n", "5:9", "manifest-empty-command", "shell is empty")]
    [InlineData(Head + Work + Work, "7:8", "manifest-duplicate-workload", "the first is at hone.toml:4:8")]
    [InlineData(Head + "[[workload]]\nname = 'a b'\ncommand = ['a']\n", "4:8", "manifest-bad-name", "letters, digits")]
    [InlineData("[project]\nname = 'X'\n" + Work, "2:8", "manifest-bad-name", "lower-case")]
    [InlineData("[project]\nname = \"x\\n\"\n" + Work, "2:8", "manifest-bad-name", "lower-case")]
    [InlineData(Head + Work + "timeout = '60'\n", "6:11", "manifest-bad-duration", "its unit")]
    [InlineData(Head + Work + "timeout = '5x'\n", "6:11", "manifest-bad-duration", "its unit")]
    [InlineData(Head + Work + "timeout = '-5s'\n", "6:11", "manifest-bad-duration", "its unit")]
    [InlineData(Head + Work + "timeout = 60\n", "6:11", "manifest-wrong-type", "a duration with its unit")]
    [InlineData(Head + Work + "timeout = '0s'\n", "6:11", "manifest-out-of-range", "between 1.00 ms")]
    [InlineData(Head + Work + "timeout = '25h'\n", "6:11", "manifest-out-of-range", "between 1.00 ms")]
    [InlineData(Head + Work + "runs = 2\n", "6:8", "manifest-out-of-range", "between 3 and 100000")]
    [InlineData(Head + Work + "expect-exit = 256\n", "6:15", "manifest-out-of-range", "between 0 and 255")]
    [InlineData(Head + Work + "items = -1\n", "6:9", "manifest-out-of-range", "items is -1")]
    [InlineData(Head + Work + "[thresholds]\nhotspot-share = 5\n", "7:17", "manifest-out-of-range", "between 0.001 and 1")]
    [InlineData(Head + Work + "[thresholds]\nhotspot-share = nan\n", "7:17", "manifest-out-of-range", "NaN")]
    [InlineData(Head + Work + "[thresholds]\nhotspot-share = '5'\n", "7:17", "manifest-wrong-type", "\"5 %\"")]
    [InlineData(Head + Work + "[thresholds]\nhotspot-share = '500 %'\n", "7:17", "manifest-out-of-range", "between")]
    [InlineData(Head + Work + "[thresholds]\nscore = inf\n", "7:9", "manifest-out-of-range", "between 0.2 and 25")]
    [InlineData(Head + "[[workload]]\nname = 'w'\ncommand = ['a', '{n}']\n", "5:11", "manifest-sizes-missing", "no sizes")]
    [InlineData(Head + Work + "sizes = [1, 2]\n", "6:9", "manifest-sizes-unused", "command has no {n}")]
    [InlineData(Head + "[[workload]]\nname = 'w'\nshell = 'echo ${n}'\nsizes = [1, 2]\n", "6:9", "manifest-sizes-unused", "shell has no {n}")]
    [InlineData(Head + "[[workload]]\nname = 'w'\nshell = 'a {n}'\nsizes = []\n", "6:9", "manifest-too-few-sizes", "0 of at least 1")]
    [InlineData(Head + "[[workload]]\nname = 'w'\nshell = 'a {n}'\nsizes = [2, 2]\n", "6:13", "manifest-not-ascending", "2 does not follow 2")]
    [InlineData(Head + Work + "inputs = ['in/{n}']\n", "6:11", "manifest-sizes-missing", "in/{n}")]
    [InlineData(Head + Work + "outputs = ['out/{n}']\nsizes = [1, 2]\nstdin = '{n}'\n", "6:12", "manifest-sizes-misplaced", "at the usual size only")]
    [InlineData(Head + Work + "prepare = {shell = 'gen {n}'}\n", "6:11", "manifest-sizes-missing", "prepare has {n}")]
    [InlineData(Head + "[[workload]]\nname = 'w'\ncommand = ['a', '{n}']\nsizes = [1, 2]\nprepare = {shell = 'gen {n}'}\n", "7:11", "manifest-sizes-misplaced", "neither stdin nor inputs")]
    [InlineData(Head + Work + "cwd = '/tmp'\n", "6:7", "manifest-bad-path", "is absolute")]
    [InlineData(Head + Work + "stdin = 'a/../../b'\n", "6:9", "manifest-bad-path", "leaves the project folder")]
    [InlineData(Head + Work + "outputs = ['out', '']\n", "6:19", "manifest-bad-path", "is empty")]
    [InlineData(Head + Work + "outputs = ['out/..']\n", "6:12", "manifest-bad-path", "the project folder itself")]
    [InlineData(Head + Work + "inputs = ['a', './a']\n", "6:16", "manifest-duplicate-path", "\"a\" twice")]
    [InlineData(Head + Work + "stdin = 'a'\noutputs = ['a']\n", "7:12", "manifest-output-is-input", "both read and written")]
    [InlineData(Head + Work + "stdin = \"a\\u0000b\"\n", "6:9", "manifest-nul-character", "stdin holds a NUL")]
    [InlineData(Head + Work + "env = {\"A=B\" = '1'}\n", "6:8", "manifest-bad-variable", "A=B")]
    [InlineData(Head + Work + "service = {rate = 1}\n", "6:11", "manifest-missing-key", "neither url nor requests")]
    [InlineData(Head + Work + "service = {url = 'http://a/'}\n", "6:11", "manifest-missing-key", "neither rate nor rates")]
    [InlineData(Head + Work + "service = {url = 'http://a/', rate = 1, rates = [1, 2]}\n", "6:49", "manifest-two-rates", "both rate and rates")]
    [InlineData(Head + Work + "service = {url = 'https://a/', rate = 1}\n", "6:18", "manifest-bad-name", "a URL such as")]
    [InlineData(Head + Work + "service = {url = 'http://a:{port}/', rate = 1}\n", "6:18", "manifest-port-unused", "command does not")]
    [InlineData(Head + Work + "service = {url = 'http://a/', rate = 0}\n", "6:38", "manifest-out-of-range", "between 0.001")]
    [InlineData(Head + Work + "service = {url = 'http://a/', rate = 1, ready = {}}\n", "6:49", "manifest-one-readiness", "ready has none")]
    [InlineData(Head + Work + "service = {url = 'http://a/', rate = 1, ready = {tcp = 1, output = 'a'}}\n", "6:49", "manifest-one-readiness", "tcp and output")]
    [InlineData(Head + Work + "service = {url = 'http://a/', rate = 1, ready = {output = '('}}\n", "6:59", "manifest-bad-pattern", "no regular expression")]
    [InlineData(Head + "[[workload]]\nname = 'w'\ncommand = ['a', '{n}']\nsizes = [1, 2]\nservice = {url = 'http://a/', rate = 1}\n", "7:11", "manifest-service-sizes", "no sizes")]
    [InlineData(Head + Work + "[guard]\nstrict = true\n", "7:1", "manifest-reserved-table", "reserved for the limits")]
    [InlineData(Head + Work + "[schedule]\ncron = 'daily'\n", "7:8", "manifest-bad-cron", "no cron expression")]
    [InlineData(Head + Work + "[schedule]\ncron = '0 0 30 2 *'\n", "7:8", "manifest-bad-cron", "no such day")]
    [InlineData(Head + Work + "[schedule]\ntime-zone = 'Mars Base'\n", "7:13", "manifest-bad-name", "name of a time zone")]
    [InlineData(Head + Work + "[schedule]\nevery-commits = 0\n", "7:17", "manifest-out-of-range", "between 1")]
    [InlineData(Head + Work + "[schedule]\nhot-code-share = 2\n", "7:18", "manifest-out-of-range", "between 0.001")]
    [InlineData(Head + Work + "runs = 30\nruns = 40\n", "7:1", "manifest-duplicate-key", "already defined")]
    [InlineData(Head + "name = \n" + Work, "3:8", "manifest-bad-toml", "expecting a value")]
    [InlineData(Head + "[[workload]\n", "3:11", "manifest-bad-toml", "not valid TOML")]
    [InlineData(Head + "x = \"abc\\", "3:10", "manifest-bad-toml", "not valid TOML")]
    [InlineData(Head + "x = 'abc", "3:8", "manifest-bad-toml", "End-Of-File")]
    public void An_error_tells_its_place_its_rule_and_what_was_expected(string text, string place, string rule, string what)
    {
        ManifestReading reading = Manifest.Read(text, "hone.toml");

        Assert.Null(reading.Project);
        Problem first = reading.Problems[0];
        Assert.True(first.Place == "hone.toml:" + place && first.Rule == rule, string.Join('\n', reading.Problems));
        Assert.Contains(what, first.What, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, first.Exit);
        Assert.NotEmpty(first.Next);
        Assert.DoesNotContain("\n", first.What, StringComparison.Ordinal);
        if (rule != "manifest-bad-toml")
        {
            Assert.Single(reading.Problems);
        }
    }

    [Fact]
    public void Reserved_tables_may_stand_empty() => Assert.NotNull(Manifest.Parse(Head + Work + "[oracle]\n[guard]\n[schedule]\n", "hone.toml"));

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_the_text()
    {
        ProblemException thrown = Assert.Throws<ProblemException>(() =>
            Manifest.Parse("[project]\nnaem = 'x'\n[[workload]]\nname = 'w'\ntimeout = '60'\ninputs = ['/a']\n", "hone.toml"));
        Golden.Check(thrown.Problem.ToString() + "\n");
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_told_with_line_and_column()
    {
        byte[] latin = [.. Encoding.UTF8.GetBytes(Head + "# ö"), 0xE9, .. Encoding.UTF8.GetBytes("\n" + Work)];
        Problem problem = Assert.Single(Manifest.Read(latin, "hone.toml").Problems);
        Assert.Equal(("hone.toml:3:4", "manifest-not-utf8"), (problem.Place, problem.Rule));
        Assert.Contains("0xE9", problem.What, StringComparison.Ordinal);

        Problem wide = Assert.Single(Manifest.Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Head)], "hone.toml").Problems);
        Assert.Contains("UTF-16", wide.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_nesting_and_length_are_refused()
    {
        string deep = Head + "\nx = " + new string('[', 500_000);
        Problem nested = Manifest.Read(deep, "hone.toml").Problems[0];
        Assert.Equal("manifest-bad-toml", nested.Rule);
        Assert.StartsWith("hone.toml:4:", nested.Place, StringComparison.Ordinal);
        Assert.Equal("manifest-too-long", Manifest.Read(new string('#', Manifest.MostLetters + 1), "hone.toml").Problems[0].Rule);
        Assert.Equal("manifest-too-long", Manifest.Read(new byte[3 * Manifest.MostLetters + 1], "hone.toml").Problems[0].Rule);
        Assert.Equal("manifest-unknown-table", Manifest.Read(string.Concat(Enumerable.Repeat("a.", 200_000)) + "b = 1\n" + Head + Work, "hone.toml").Problems[0].Rule);
        Assert.Equal(100, Manifest.Read(Head + Work + string.Concat(Enumerable.Range(0, 1000).Select(each => $"k{each} = 1\n")), "hone.toml").Problems.Count);
    }

    [Fact]
    public void What_a_terminal_would_obey_is_not_repeated()
    {
        Problem problem = Assert.Single(Manifest.Read(Head + Work + "\"\\u001b[2J\" = 1\n", "hone.toml").Problems);
        Assert.DoesNotContain('\u001b', problem.ToString());
        Assert.Contains("\\u001B[2J", problem.What, StringComparison.Ordinal);
    }
}
