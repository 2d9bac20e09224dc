using System.Text;
using CsCheck;
using Hone.Equivalence.Fuzzing;

namespace Hone.Tests.Equivalence.Fuzzing;

public sealed class MinimiserTests
{
    [Fact]
    public void What_is_not_needed_goes()
    {
        byte[] input = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i => i is 40 or 170 ? "xx needle yy\n" : "hay hay hay\n")));
        Assert.Equal("needle"u8.ToArray(), Minimiser.Minimise(input, bytes => bytes.AsSpan().IndexOf("needle"u8) >= 0, 2_000));
    }

    [Fact]
    public void Two_parts_that_are_needed_together_both_stay()
    {
        byte[] input = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 64).Select(i => i == 3 ? "(\n" : i == 60 ? ")\n" : ".\n")));
        Assert.Equal("()"u8.ToArray(), Minimiser.Minimise(input, bytes => bytes.Contains((byte)'(') && bytes.Contains((byte)')'), 2_000));
    }

    [Fact]
    public void The_result_shows_it_still_and_no_single_byte_can_go() =>
        Gen.Select(Gen.OneOf((byte)'a', (byte)'b', (byte)'\n').Array[3, 60], Gen.Int[1, 3]).Where((bytes, need) => bytes.Count(b => b == 'a') >= need).Sample((bytes, need) =>
        {
            byte[] small = Minimiser.Minimise(bytes, input => input.Count(b => b == 'a') >= need, 10_000);
            return small.Length == need && small.All(b => b == 'a');
        }, iter: 300, threads: 2);

    [Fact]
    public void No_more_inputs_are_tried_than_allowed()
    {
        int tried = 0;
        _ = Minimiser.Minimise(new byte[1000], bytes =>
        {
            tried++;
            return bytes.Length > 990;
        }, 50);
        Assert.InRange(tried, 1, 50);
    }
}
