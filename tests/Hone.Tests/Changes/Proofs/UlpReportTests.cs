using System.Text;
using CsCheck;
using Hone.Changes.Proofs;

namespace Hone.Tests.Changes.Proofs;

/// <summary>Distances of numbers, and messages without what edits change.</summary>
public sealed class UlpReportTests
{
    private static UlpReport Of(string left, string right) => UlpReport.Of(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    [Fact]
    public void The_next_number_is_one_unit_away() => Gen.Double.Where(number => double.IsFinite(number) && !(number == 0 && double.IsNegative(number))).Sample(number =>
        UlpReport.Distance(number, Math.BitIncrement(number)) == (number == double.MaxValue ? UlpReport.Unbounded : 1ul) && UlpReport.Distance(number, number) == 0);

    [Fact]
    public void Distances_are_the_same_both_ways() =>
        Gen.Select(Gen.Double, Gen.Double).Sample((left, right) => UlpReport.Distance(left, right) == UlpReport.Distance(right, left));

    [Fact]
    public void No_number_is_like_no_other() => Assert.Equal(
        (UlpReport.Unbounded, 0ul, UlpReport.Unbounded, 1ul),
        (UlpReport.Distance(double.NaN, 1), UlpReport.Distance(double.NaN, double.NaN), UlpReport.Distance(double.PositiveInfinity, double.MaxValue), UlpReport.Distance(0.0, -0.0)));

    [Fact]
    public void Numbers_of_two_outputs_are_paired_and_the_farthest_is_shown()
    {
        UlpReport report = Of("a 0.1 b 2.5e3 c 7\n", "a 0.10000000000000002 b 2.5e3 c 7\n");
        Assert.Equal((2, 1, 1ul, "0.1 and 0.10000000000000002", false), (report.Numbers, report.Different, report.Most, report.Example, report.TextDiffers));
    }

    [Theory]
    [InlineData("x 1.5\n", "y 1.5\n")]
    [InlineData("x 1.5\n", "x 1.5 2.5\n")]
    [InlineData("x 7\n", "x 8\n")]
    public void What_is_no_number_with_a_fraction_is_text(string left, string right) => Assert.True(Of(left, right).TextDiffers);

    [Fact]
    public void An_error_keeps_its_words_and_loses_what_an_edit_changes()
    {
        string message = "Traceback (most recent call last):\n  File \"/t/1/work.py\", line 7, in <module>\n    f()\nValueError: /t/1/in.txt at 0x7f00aa11: bad\nwork.c:31: main: no\n";
        Assert.Equal(
            ["Traceback (most recent call last):", "ValueError: …/in.txt at 0x#: bad", "work.c:#: main: no"],
            ErrorShape.Lines(Encoding.UTF8.GetBytes(message), ["/t/1"]));
        Assert.Equal(5, ErrorShape.Lines(Encoding.UTF8.GetBytes(message), [], failed: false).Count);
        Assert.Equal("work.c:#: main: no", ErrorShape.Last(Encoding.UTF8.GetBytes(message), []));
    }

    [Fact]
    public void Messages_that_differ_by_what_an_edit_moves_say_the_same_and_long_ones_must_be_the_same()
    {
        static byte[] Said(string text) => Encoding.UTF8.GetBytes(text);
        Assert.True(ErrorShape.Same(Said("Traceback:\n  File \"a.py\", line 3\nValueError: no\n"), Said("Traceback:\n  File \"a.py\", line 9\nValueError: no\n"), [], failed: true));
        Assert.False(ErrorShape.Same(Said("ValueError: no\n"), Said("ValueError: yes\n"), [], failed: true));
        Assert.False(ErrorShape.Same(Said("  2 lines\n"), Said("  3 lines\n"), [], failed: false));
        string tail = string.Concat(Enumerable.Repeat("line\n", 300));
        Assert.False(ErrorShape.Same(Said(tail + "no\n"), Said(tail + "yes\n"), [], failed: true));
    }
}
