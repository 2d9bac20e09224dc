using Hone.Workloads;

namespace Hone.Tests.Workloads;

public sealed class SizesTextTests
{
    [Theory]
    [InlineData("1000", new long[] { 1000 })]
    [InlineData("1000, 2_000,4k", new long[] { 1000, 2000, 4000 })]
    [InlineData("1k,1M,1G", new long[] { 1000, 1_000_000, 1_000_000_000 })]
    public void Sizes_read_as_people_type_them(string text, long[] sizes) => Assert.Equal(sizes, SizesText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("10,10")]
    [InlineData("20,10")]
    [InlineData("1.5k")]
    [InlineData("k")]
    [InlineData("1000,")]
    [InlineData("99999999999999999999")]
    [InlineData("9000000G")]
    public void What_is_no_ascending_list_of_sizes_is_refused(string text) => Assert.Null(SizesText.Parse(text));
}
