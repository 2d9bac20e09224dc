using System.Text;
using CsCheck;
using Hone.Changes.Proofs;

namespace Hone.Tests.Changes.Proofs;

/// <summary>Inputs made of the workload's own.</summary>
public sealed class DerivedInputsTests
{
    private static readonly Gen<byte[]> _anything = Gen.OneOf(
        Gen.Byte.Array[0, 300],
        Gen.String[Gen.Char["ab 1.2,\n\t\"{}[]:"], 0, 300].Select(Encoding.UTF8.GetBytes));

    private static byte[] Lines(int count, Func<int, string> line) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n")));

    private static string[] Split(byte[] bytes) => Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Whatever_the_input_is_nothing_throws_and_the_same_comes_again() => _anything.Sample(bytes =>
    {
        Func<byte[], IReadOnlyList<DerivedInput>>[] makers =
        [
            input => TiedInputs.Of(input), input => DerivedInputs.Permuted(input), input => DerivedInputs.Sizes(input, [7]), input => DerivedInputs.Truncated(input),
            input => DerivedInputs.Magnitudes(input), input => TiedInputs.Untied(input) is DerivedInput made ? [made] : [], input => DerivedInputs.Damaged(input), input => DerivedInputs.SameSize(input) is DerivedInput made ? [made] : [],
        ];
        return makers.All(make => make(bytes).Select(made => Convert.ToHexString(made.Bytes)).SequenceEqual(make(bytes).Select(made => Convert.ToHexString(made.Bytes))));
    }, iter: 300);

    [Fact]
    public void At_least_three_of_ten_lines_are_equal_where_lines_are_repeated()
    {
        IReadOnlyList<DerivedInput> tied = TiedInputs.Of(Lines(40, i => $"word{i}"));
        Assert.Contains(tied, input => TiedInputs.EqualLines(input.Bytes) >= TiedInputs.LeastEqual);
        Assert.All(tied, input => Assert.Equal(40, Split(input.Bytes).Length));
        Assert.All(tied, input => Assert.StartsWith("word0\n", Encoding.UTF8.GetString(input.Bytes), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(',')]
    [InlineData('\t')]
    [InlineData(' ')]
    public void Of_a_table_each_field_is_tied_and_the_others_tell_the_lines_apart(char separator)
    {
        IReadOnlyList<DerivedInput> tied = TiedInputs.Of(Lines(30, i => $"key{i}{separator}{100 + i}{separator}{i % 7}"));
        foreach (int field in new[] { 0, 1 })
        {
            DerivedInput made = Assert.Single(tied, input => input.What.StartsWith($"field {field + 1} ", StringComparison.Ordinal));
            string[][] rows = [.. Split(made.Bytes).Select(line => line.Split(separator))];
            int equal = rows.GroupBy(row => row[field]).Where(group => group.Count() > 1).Sum(group => group.Count());
            Assert.True(equal >= TiedInputs.LeastEqual * rows.Length, $"{equal} of {rows.Length}");
            Assert.Equal(30, rows.Select(row => row[1 - field]).Distinct().Count());
        }
    }

    [Fact]
    public void Of_json_the_elements_of_arrays_are_tied()
    {
        byte[] json = Encoding.UTF8.GetBytes("{\"rows\":[" + string.Join(',', Enumerable.Range(0, 12).Select(i => $"{{\"k\":{i},\"v\":{i * 3}}}")) + "]}");
        IReadOnlyList<DerivedInput> tied = TiedInputs.Of(json);
        Assert.Equal(2, tied.Count);
        foreach (DerivedInput made in tied)
        {
            using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(made.Bytes);
            int[] keys = [.. document.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("k").GetInt32())];
            Assert.Equal(12, keys.Length);
            Assert.True(keys.GroupBy(key => key).Where(group => group.Count() > 1).Sum(group => group.Count()) >= 4);
        }
    }

    [Fact]
    public void The_untied_input_has_no_field_twice() =>
        Assert.Equal(["ash 3", "oak 1", "fir 5"], Split(TiedInputs.Untied(Encoding.UTF8.GetBytes("ash 3\noak 1\nelm 3\nfir 5\nash 7\n"))!.Bytes));

    [Fact]
    public void Permutations_hold_the_same_lines()
    {
        byte[] input = Lines(9, i => $"l{i}");
        IReadOnlyList<DerivedInput> permuted = DerivedInputs.Permuted(input);
        Assert.True(permuted.Count >= 3);
        Assert.All(permuted, made => Assert.Equal(Split(input).Order(StringComparer.Ordinal), Split(made.Bytes).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Sizes_reach_from_nothing_to_four_times_and_to_constants_of_the_diff()
    {
        int[] counts = [.. DerivedInputs.Sizes(Lines(10, i => $"l{i}"), [100]).Select(made => Split(made.Bytes).Length)];
        Assert.Equal([0, 1, 2, 3, 9, 10, 11, 40, 99, 100, 101], counts);
    }

    [Fact]
    public void Constants_of_the_diff_are_those_that_it_adds() =>
        Assert.Equal([4096], DiffConstants.Sizes(Diffs.Of("a.c", "  f(512);", "  if (n == 4096) g(512);")));

    [Fact]
    public void Magnitudes_replace_fractions_and_leave_whole_numbers()
    {
        DerivedInput made = DerivedInputs.Magnitudes(Encoding.UTF8.GetBytes("7 0.5\n8 1.5\n9 2.5\n"))[0];
        Assert.Equal(["7 1e16", "8 1.0", "9 -1e16"], Split(made.Bytes));
    }

    [Fact]
    public void The_other_input_has_the_same_length_and_other_content()
    {
        byte[] input = Lines(5, i => $"{i},x");
        DerivedInput other = DerivedInputs.SameSize(input)!;
        Assert.Equal(input.Length, other.Bytes.Length);
        Assert.False(input.AsSpan().SequenceEqual(other.Bytes));
        Assert.Null(DerivedInputs.SameSize("\n\n"u8));
    }
}
