using CsCheck;
using Hone.Equivalence.Normalisers;

namespace Hone.Tests.Equivalence.Normalisers;

public sealed class TokenMaskTests
{
    [Fact]
    public void A_mask_is_read_as_it_was_written() =>
        Gen.Select(Gen.Int[0, 300].Array[0, 60], Gen.Int[0, 5].Array[0, 3]).Sample((indexes, rules) =>
        {
            TokenMask mask = new();
            foreach (int index in indexes)
            {
                Assert.Equal(!mask[index], mask.Add(index));
            }

            foreach (int rule in rules)
            {
                mask.MakeAnonymous(rule);
            }

            TokenMask read = TokenMask.Read(mask.Write())!;
            return read.Count == indexes.Distinct().Count() && Enumerable.Range(0, 320).All(index => read[index] == indexes.Contains(index))
                && Enumerable.Range(0, 7).All(rule => read.IsAnonymous(rule) == rules.Contains(rule));
        });

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("5-3")]
    [InlineData("1-2-3")]
    [InlineData("99999999999999999999")]
    [InlineData("anonymous -1")]
    [InlineData("0-9999999999")]
    public void Something_else_is_no_mask(string text) => Assert.Null(TokenMask.Read(System.Text.Encoding.ASCII.GetBytes(text)));
}
