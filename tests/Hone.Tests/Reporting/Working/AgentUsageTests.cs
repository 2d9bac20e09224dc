using CsCheck;
using Hone.Reporting.Working;

namespace Hone.Tests.Reporting.Working;

/// <summary>What agents print of their use, in the forms that their documentation shows.</summary>
public sealed class AgentUsageTests
{
    [Theory]
    [InlineData("""{"type":"result","subtype":"success","result":"done","total_cost_usd":0.25,"usage":{"input_tokens":1200,"output_tokens":340,"cache_read_input_tokens":9},"modelUsage":{"m":{"inputTokens":1200,"outputTokens":340,"costUSD":0.25}}}""", 1200, 340, 0.25)]
    [InlineData("{\"type\":\"thread.started\"}\n{\"type\":\"turn.completed\",\"usage\":{\"input_tokens\":24763,\"cached_input_tokens\":24448,\"output_tokens\":122}}\n", 24763, 122, null)]
    [InlineData("""{"response":"x","stats":{"models":{"one":{"tokens":{"prompt":10,"candidates":2,"total":12}},"two":{"tokens":{"prompt":5,"candidates":1}}}}}""", 15, 3, null)]
    [InlineData("{\"type\":\"step_finish\",\"part\":{\"cost\":0.5,\"tokens\":{\"input\":100,\"output\":7,\"reasoning\":0}}}\n{\"type\":\"step_finish\",\"part\":{\"cost\":0.25,\"tokens\":{\"input\":50,\"output\":3}}}\n", 150, 10, 0.75)]
    [InlineData("words\nTokens: 4.2k sent, 230 received. Cost: $0.01 message, $0.02 session.\n", 4200, 230, 0.02)]
    public void What_an_agent_says_is_read(string output, int input, int written, double? cost)
    {
        AgentUsage usage = AgentUsage.Read(output);
        Assert.Equal((input, written), (usage.InputTokens, usage.OutputTokens));
        Assert.Equal(cost, usage.CostUsd);
    }

    [Theory]
    [InlineData("")]
    [InlineData("done: 3 files, 200 tokens or so, cost $5")]
    [InlineData("{\"input_tokens\":\"many\"}")]
    [InlineData("{\"input_tokens\":-5,\"output_tokens\":1e300}")]
    [InlineData("{broken")]
    public void What_it_does_not_say_is_not_guessed(string output) => Assert.Equal(AgentUsage.None, AgentUsage.Read(output));

    private static readonly string[] _openings = ["{", "[", "{\"usage\":", "{\"part\":{\"tokens\":1,\"cost\":", "Tokens: 9 sent, ", "\n"];

    [Fact]
    public void No_output_brings_it_down() => Gen.Select(Gen.String, Gen.Int[0, _openings.Length - 1].Select(i => _openings[i])).Array[0, 20].Sample(
        parts => AgentUsage.Read(string.Concat(parts.Select(part => part.Item2 + part.Item1))) is not null, iter: 500);

    [Fact]
    public void Deep_nesting_is_let_be() => Assert.Equal(AgentUsage.None, AgentUsage.Read(string.Concat(Enumerable.Repeat("{\"a\":", 50)) + "{\"input_tokens\":5}" + new string('}', 50)));
}
