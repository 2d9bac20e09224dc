using Hone.Problems;
using Hone.Workloads.Parameters;

namespace Hone.Tests.Workloads.Parameters;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("n=1..3", "1,2,3")]
    [InlineData("n=1..8..3", "1,4,7")]
    [InlineData("delay=0.3..0.7..0.2", "0.3,0.5,0.7")]
    [InlineData("n=-1..1", "-1,0,1")]
    [InlineData("n=5..5", "5")]
    [InlineData("x=0..1..0.25", "0.00,0.25,0.50,0.75,1.00")]
    public void A_range_has_both_its_ends(string text, string values) =>
        Assert.Equal(values.Split(','), Parameter.ParseRange(text).Values);

    [Theory]
    [InlineData("n")]
    [InlineData("=1")]
    [InlineData("1n=1")]
    [InlineData("a-b=1")]
    [InlineData("n=1,1")]
    public void A_list_that_says_nothing_useful_is_refused(string text) =>
        Assert.Equal("parameter-unreadable", Assert.Throws<ProblemException>(() => Parameter.ParseList(text)).Problem.Rule);

    [Theory]
    [InlineData("n=1")]
    [InlineData("n=3..1")]
    [InlineData("n=1..2..0")]
    [InlineData("n=1..2..-1")]
    [InlineData("n=1..1000000000")]
    [InlineData("n=1..2..0.0000000001")]
    [InlineData("n=a..b")]
    [InlineData("n=1..2..3..4")]
    public void A_range_without_values_or_with_too_many_is_refused(string text) =>
        Assert.Equal("parameter-unreadable", Assert.Throws<ProblemException>(() => Parameter.ParseRange(text)).Problem.Rule);

    [Fact]
    public void Several_parameters_make_every_combination_the_last_changing_fastest() =>
        Assert.Equal(
            ["a=1 b=x", "a=1 b=y", "a=2 b=x", "a=2 b=y"],
            ParameterChoice.Product([new("a", ["1", "2"]), new("b", ["x", "y"])]).Select(choice => choice.Label));

    [Fact]
    public void Values_take_the_place_of_names_once_and_never_of_shell_variables()
    {
        ParameterChoice choice = new([new("a", "{b}"), new("b", "; rm -rf /")]);
        Assert.Equal("x{b}y; rm -rf /z ${a} {c} {", choice.Fill("x{a}y{b}z ${a} {c} {"));
        Assert.Equal("plain", ParameterChoice.None.Fill("plain"));
    }
}
