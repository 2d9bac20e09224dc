using System.Text;
using CsCheck;
using Hone.Equivalence;

namespace Hone.Tests.Equivalence;

public sealed class FirstDifferenceTests
{
    [Fact]
    public void Equal_bytes_have_no_difference() => Assert.Null(FirstDifference.Find("same\n"u8, "same\n"u8));

    [Fact]
    public void The_difference_names_line_and_byte()
    {
        FirstDifference difference = FirstDifference.Find("one\ntwo 2\nthree\n"u8, "one\ntwo 3\nthree\n"u8)!;
        Assert.Equal("line 2, byte 5 (offset 8)\n  golden: two 2\n  now:    two 3", difference.ToString());
    }

    [Fact]
    public void A_missing_last_line_is_shown_as_the_end() =>
        Assert.Equal("line 2, byte 1 (offset 4)\n  golden: two\n  now:    ⟨end⟩", FirstDifference.Find("one\ntwo\n"u8, "one\n"u8)!.ToString());

    [Fact]
    public void Control_characters_do_not_reach_the_terminal()
    {
        FirstDifference difference = FirstDifference.Find(Encoding.UTF8.GetBytes("a\u001b[31mred"), Encoding.UTF8.GetBytes("a\u202ereversed"))!;
        Assert.Equal(@"a\x1b[31mred", difference.Expected);
        Assert.Equal(@"a\xe2\x80\xaereversed", difference.Actual);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_such() =>
        Assert.Equal(@"\xff\xfe", FirstDifference.Find([0xff, 0xfe], [0x41])!.Expected);

    [Fact]
    public void The_offset_is_the_length_of_the_common_start() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Byte.Array[0, 60]).Sample((left, right) =>
        {
            FirstDifference? difference = FirstDifference.Find(left, right);
            int common = left.AsSpan().CommonPrefixLength(right);
            Assert.Equal(left.AsSpan().SequenceEqual(right), difference is null);
            Assert.Equal(common, difference?.Offset ?? common);
        });
}
