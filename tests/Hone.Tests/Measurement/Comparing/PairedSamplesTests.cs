using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Hone.Measurement;
using Hone.Measurement.Comparing;

namespace Hone.Tests.Measurement.Comparing;

public sealed class PairedSamplesTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        PairedSamples samples = Sample(3, 40);
        PairedSamples? read = PairedSamples.Read(samples.Write());
        Assert.NotNull(read);
        Assert.Equal(samples.Write(), read.Write());
        Assert.Equal(samples.Judge(Metric.Wall).Select(one => (one.Verdict, one.Ratio)), read.Judge(Metric.Wall).Select(one => (one.Verdict, one.Ratio)));
    }

    [Fact]
    public void A_command_that_left_early_is_judged_by_the_rounds_it_was_in()
    {
        PairedSamples samples = Sample(3, 40);
        samples = samples with { Rounds = [.. samples.Rounds.Select((round, i) => i < 20 ? round : round with { Runs = [round.Runs[0], null, round.Runs[2]] })] };
        Assert.Equal(20, samples.Judge(Metric.Wall)[0].Pairs);
        Assert.Equal(40, samples.Judge(Metric.Wall)[1].Pairs);
        Assert.Equal(StopReason.Decided, samples.Pairs(1, Metric.Wall).Stop);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schema":"hone.pairs/2"}""")]
    [InlineData("""{"schema":"hone.pairs/1","commands":null,"host":"h","seed":1,"metric":"wall","design":{},"warmups":1,"stop":"Budget","rounds":[]}""")]
    [InlineData("""{"schema":"hone.pairs/1","commands":["a","b"],"host":"h","seed":1,"metric":"wall","design":{},"warmups":1,"stop":"Budget","rounds":[null]}""")]
    [InlineData("""{"schema":"hone.pairs/1","commands":["a","b"],"host":"h","seed":1,"metric":"wall","design":null,"warmups":1,"stop":"Budget","rounds":[]}""")]
    [InlineData("""{"schema":"hone.pairs/1","commands":["a","b"],"host":"h","seed":1,"metric":"wall","design":{"sameWithin":-1},"warmups":1,"stop":"Budget","rounds":[]}""")]
    [InlineData("""{"schema":"hone.pairs/1","commands":["a","b"],"host":"h","seed":1,"metric":"wall","design":{"finalAlpha":0},"warmups":1,"stop":"Budget","rounds":[]}""")]
    [InlineData("""{"schema":"hone.pairs/1","commands":["a","b"],"host":"h","seed":1,"metric":"wall","design":{},"warmups":1,"stop":"Budget","rounds":[{"order":[0,1],"runs":[null]}]}""")]
    public void What_is_no_comparison_is_refused_and_not_a_crash(string text) => Assert.Null(PairedSamples.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Any_damage_is_either_refused_or_can_be_judged()
    {
        JsonObject whole = JsonNode.Parse(Sample(2, 30).Write())!.AsObject();
        string[] values = ["null", "-1", "0", "1e300", "\"\"", "[]", "{}", "[null]", "true", "9223372036854775807"];
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, values.Length - 1]).Sample((place, value) =>
        {
            JsonObject copy = whole.DeepClone().AsObject();
            List<(JsonNode Parent, object Key)> places = [];
            Collect(copy, places);
            (JsonNode parent, object key) = places[place % places.Count];
            JsonNode? damage = JsonNode.Parse(values[value]);
            if (parent is JsonArray array)
            {
                array[(int)key] = damage;
            }
            else
            {
                parent[(string)key] = damage;
            }

            if (PairedSamples.Read(Encoding.UTF8.GetBytes(copy.ToJsonString())) is PairedSamples read)
            {
                Assert.Equal(read.Commands.Count - 1, read.Judge(Metric.Wall).Count);
                Assert.Equal(read.Commands.Count - 1, read.Judge(Metric.Cpu).Count);
            }
        }, iter: 1000);
    }

    /// <summary>Commands that take 10 ms, 11 ms, 12 ms …</summary>
    internal static PairedSamples Sample(int commands, int rounds, ComparisonDesign? design = null, double step = 0.1) => new()
    {
        Commands = [.. Enumerable.Range(0, commands).Select(i => "command " + i)],
        Host = "0123456789ab",
        Seed = 5,
        Metric = "wall",
        Design = design ?? new() { Comparisons = Math.Max(1, commands - 1) },
        Warmups = 1,
        Stop = StopReason.Budget,
        Rounds = [.. Enumerable.Range(0, rounds).Select(round => new Round
        {
            Order = RoundOrder.Of(5, round, commands),
            Runs = [.. Enumerable.Range(0, commands).Select(i => Run((long)(10_000_000 * (1 + (step * i))) + ((round * 7919 + i * 104_729) % 1000 * 100)))],
        })],
    };

    internal static RunSample Run(long wall) => new() { WallNanoseconds = wall, UserNanoseconds = wall / 2, SystemNanoseconds = wall / 4, PeakRssBytes = 1 << 20 };

    private static void Collect(JsonNode node, List<(JsonNode Parent, object Key)> places)
    {
        if (node is JsonObject members)
        {
            foreach ((string key, JsonNode? child) in members)
            {
                places.Add((node, key));
                if (child is not null)
                {
                    Collect(child, places);
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                places.Add((node, i));
                if (items[i] is JsonNode child)
                {
                    Collect(child, places);
                }
            }
        }
    }
}
