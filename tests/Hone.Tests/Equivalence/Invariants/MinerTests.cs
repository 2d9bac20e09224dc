using System.Text;
using Hone.Equivalence.Invariants;
using Hone.Equivalence.Invariants.Mining;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>What is proposed from recordings, and what is not.</summary>
public sealed class MinerTests
{
    [Fact]
    public void A_planner_of_routes_is_tied_to_its_trips_and_nothing_is_proposed_by_chance() => Golden.Check(SuggestionToml.Write(Miner.MineAll("town", [Routes(1, 12), Routes(2, 5)]), isActive: true));

    [Fact]
    public void A_ranking_is_in_order_with_its_ties()
    {
        Random random = new(3);
        StringBuilder csv = new("term,count\n");
        string[] words = [.. Enumerable.Range(0, 40).Select(i => $"w{random.Next(900) + 100}").Distinct()];
        foreach ((string word, int count) in words.Select(word => (word, count: random.Next(1, 9))).OrderByDescending(each => each.count).ThenBy(each => each.word, StringComparer.Ordinal))
        {
            csv.Append(word).Append(',').Append(count).Append('\n');
        }

        string novel = string.Join(' ', words.Concat(words).OrderBy(_ => random.Next())) + "\n";
        IReadOnlyList<Suggestion> found = Miner.Mine([Run("pairs", new() { ["file:out/pairs.csv"] = csv.ToString(), ["stdout"] = "", ["stderr"] = "" }, new() { ["input/novel.txt"] = novel })]);
        Assert.Contains("sorted_by(csv(file('out/pairs.csv')), it.count, desc, it.term)", found.Select(each => each.Holds));
        Assert.Contains("unique(column(csv(file('out/pairs.csv')), 'term'))", found.Select(each => each.Holds));
        Assert.Contains("subset(column(csv(file('out/pairs.csv')), 'term'), words(input('input/novel.txt')))", found.Select(each => each.Holds));
        // Said by the stronger one.
        Assert.DoesNotContain("sorted(column(csv(file('out/pairs.csv')), 'count'), desc)", found.Select(each => each.Holds));
    }

    [Fact]
    public void Json_is_walked_and_sums_are_tied_to_totals()
    {
        string json = "{\"total\": 1234, \"terms\": [" + string.Join(", ", Enumerable.Range(0, 20).Select(i => $"{{\"term\": \"t{i * 37 % 20:00}\", \"count\": {(i < 19 ? 100 - 3 * i : 1234 - Enumerable.Range(0, 19).Sum(j => 100 - 3 * j))}}}")) + "]}";
        IReadOnlyList<Suggestion> found = Miner.Mine([Run("words", new() { ["stdout"] = json, ["stderr"] = "" }, [])]);
        Assert.Contains("sum(json(stdout).terms[*].count) == json(stdout).total", found.Select(each => each.Holds));
        Assert.Contains("unique(json(stdout).terms[*].term)", found.Select(each => each.Holds));
    }

    [Fact]
    public void Two_rows_in_order_and_small_figures_that_agree_are_chance()
    {
        IReadOnlyList<Suggestion> found = Miner.Mine([Run("small", new() { ["stdout"] = "a 1\nb 2\n", ["stderr"] = "" }, new() { ["in"] = "x\ny\n" })]);
        Assert.All(found, each => Assert.Equal(SuggestionTier.Customary, each.Tier));
        Assert.NotEmpty(found);
    }

    [Fact]
    public void Of_unrelated_data_hardly_anything_but_the_customary_is_proposed()
    {
        int telling = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            string csv = "a,b,c\n" + string.Concat(Enumerable.Range(0, 6).Select(_ => $"{random.Next(-50, 50)},{random.Next(-50, 50)},n{random.Next(10)}\n"));
            string input = string.Concat(Enumerable.Range(0, 5 + random.Next(4)).Select(_ => $"{random.Next(-50, 50)}\n"));
            telling += Miner.Mine([Run("noise", new() { ["stdout"] = csv, ["stderr"] = "" }, new() { ["in"] = input })]).Count(each => each.Tier != SuggestionTier.Customary);
        }

        // Six kinds at 1 % each would be 12 in 200 recordings.
        Assert.InRange(telling, 0, 24);
    }

    [Fact]
    public void What_cases_of_other_files_do_not_share_is_proposed_for_each()
    {
        MinedRun other = Run("small", new() { ["stdout"] = "", ["stderr"] = "", ["file:out/x.txt"] = "a\nb\nc\nd\ne\nf\ng\nh\n" }, []);
        IReadOnlyList<Suggestion> found = Miner.MineAll("town1", [Routes(1, 12), other]);
        Assert.Contains(found, each => each is { Workload: "town1", Case: null, Holds: "stderr == ''" });
        Assert.Contains(found, each => each is { Workload: null, Case: "town1" } && each.Holds.Contains("out/routes.csv", StringComparison.Ordinal));
        Assert.Contains(found, each => each is { Case: "small", Holds: "sorted(lines(file('out/x.txt')))" });
    }

    [Fact]
    public void Every_proposal_holds_and_is_in_normal_form()
    {
        MinedRun run = Routes(1, 12);
        IReadOnlyList<Suggestion> found = Miner.Mine([run]);
        Assert.True(found.Count > 5);
        Assert.Equal(found.Count, found.Select(each => each.Name).Distinct().Count());
        foreach (Suggestion each in found)
        {
            Invariant invariant = World.Parse(each.Holds);
            Assert.True(new InvariantChecker(run.Observed).Check(invariant).Holds, each.Holds);
            Assert.Equal(each.Holds, invariant.ToString());
            Assert.Matches("^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$", each.Name);
        }
    }

    [Theory]
    [InlineData("ends(stdout, 'x')", "\"ends(stdout, 'x')\"")]
    [InlineData("ends(stdout, '\\n')", "'''ends(stdout, '\\n')'''")]
    [InlineData("stdout == 'a\"'", "\"stdout == 'a\\\"'\"")]
    public void Strings_of_toml_keep_the_text(string text, string toml)
    {
        Assert.Equal(toml, SuggestionToml.Quoted(text));
        Tomlyn.Syntax.DocumentSyntax document = Tomlyn.Parsing.SyntaxParser.Parse("a = " + toml);
        Assert.False(document.HasErrors);
    }

    private static MinedRun Routes(int seed, int trips)
    {
        Random random = new(seed);
        StringBuilder given = new("from,to\n");
        StringBuilder routes = new("from,to,metres,stops,route\n");
        int metres = 0;
        for (int i = 0; i < trips; i++)
        {
            (int from, int to) = (random.Next(1000), random.Next(1000));
            int length = random.Next(100, 9000);
            int[] stops = [.. Enumerable.Range(0, random.Next(2, 7)).Select(_ => random.Next(1000))];
            given.Append($"p{from},p{to}\n");
            routes.Append($"p{from},p{to},{length},{stops.Length},{string.Join(' ', stops)}\n");
            metres += length;
        }

        return Run("town" + seed, new()
        {
            ["stdout"] = $"4624 places, {trips} trips, {trips} routes, {metres} metres\n",
            ["stderr"] = "",
            ["file:out/routes.csv"] = routes.ToString(),
        }, new() { ["input/trips.csv"] = given.ToString() });
    }

    private static MinedRun Run(string name, Dictionary<string, string> channels, Dictionary<string, string> inputs)
    {
        channels["exit"] = "0";
        ObservedRun observed = new()
        {
            Channels = channels.ToDictionary(each => each.Key, each => World.Of(each.Value)),
            Inputs = path => inputs.TryGetValue(path, out string? text) ? World.Of(text) : ObservedContent.Absent,
        };
        return new(name, observed, [.. channels.Keys], [.. inputs.Keys]);
    }
}
