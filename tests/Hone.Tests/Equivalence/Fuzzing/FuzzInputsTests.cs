using System.Text;
using System.Text.Json;
using CsCheck;
using Hone.Equivalence.Fuzzing;

namespace Hone.Tests.Equivalence.Fuzzing;

public sealed class FuzzInputsTests
{
    private static readonly byte[] _text = "one two\nthree 4\nfive\nsix 77 seven\n"u8.ToArray();
    private static readonly byte[] _table = "id,name,n\n1,ann,10\n2,ben,20\n3,cem,30\n"u8.ToArray();
    private static readonly byte[] _json = """{"items":[{"id":1,"n":2.5},{"id":2,"n":[1,2,3]}],"total":3,"empty":{}}"""u8.ToArray();

    [Fact]
    public void An_input_follows_from_its_seed_and_number_alone()
    {
        FuzzInputs all = new([_text, _table], 5, flags: 2);
        FuzzInputs again = new([_text, _table], 5, flags: 2);
        _ = again[99];
        Assert.Equal(all[37].Bytes, again[37].Bytes);
        Assert.Equal(all[37].Steps, again[37].Steps);
        Assert.NotEqual(Enumerable.Range(0, 50).Select(i => Encoding.Latin1.GetString(all[i].Bytes)), Enumerable.Range(0, 50).Select(i => Encoding.Latin1.GetString(new FuzzInputs([_text, _table], 6, 2)[i].Bytes)));
    }

    [Fact]
    public void The_first_inputs_are_the_boundary_sizes() =>
        Assert.Equal([0, 1, 2, 3, 4, 5, 40], Enumerable.Range(0, 7).Select(i => new FuzzInputs([_text], 1)[i].Bytes.Count(b => b == '\n')));

    [Fact]
    public void Nearly_all_inputs_differ_from_each_other_and_from_the_seed()
    {
        FuzzInputs inputs = new([_text], 1);
        string[] all = [.. Enumerable.Range(0, 200).Select(i => Encoding.Latin1.GetString(inputs[i].Bytes))];
        Assert.InRange(all.Distinct().Count(), 170, 200);
        Assert.InRange(all.Count(input => input == Encoding.Latin1.GetString(_text)), 0, 20);
    }

    [Fact]
    public void Changes_of_json_leave_json()
    {
        FuzzInputs inputs = new([_json], 3);
        FuzzInput[] changed = [.. Enumerable.Range(10, 400).Select(i => inputs[i]).Where(input => input.Steps.Skip(1).All(step => step == "json"))];
        Assert.True(changed.Length > 50);
        Assert.All(changed, input =>
        {
            using JsonDocument document = JsonDocument.Parse(input.Bytes, new JsonDocumentOptions { AllowDuplicateProperties = true });
        });
        Assert.Contains(changed, input => Encoding.UTF8.GetString(input.Bytes).Split("\"total\"").Length > 2);
    }

    [Fact]
    public void A_table_gets_rows_with_the_same_key()
    {
        FuzzInputs inputs = new([_table], 4);
        Assert.Contains(Enumerable.Range(10, 200).Select(i => inputs[i]), input => input.Steps.Contains("same key")
            && Encoding.Latin1.GetString(input.Bytes).Split('\n').Count(line => line.StartsWith("2,", StringComparison.Ordinal)) > 1);
    }

    [Fact]
    public void Every_permutation_of_flags_comes_and_so_does_none()
    {
        FuzzInputs inputs = new([_text], 9, flags: 3);
        Assert.Equal([null, 0, 1, 2], Enumerable.Range(0, 100).Select(i => inputs[i].Flags).Distinct().Order());
    }

    [Fact]
    public void Whatever_the_seed_input_is_inputs_stay_below_their_limit() =>
        Gen.Byte.Array[0, 400].Array[1, 3].Sample(seeds =>
        {
            FuzzInputs inputs = new(seeds, 1);
            return Enumerable.Range(0, 60).All(i => inputs[i].Bytes.Length <= FuzzInputs.MostBytes);
        }, iter: 300, threads: 2);

    [Theory]
    [InlineData("{\"a\": 1}", InputKind.Json)]
    [InlineData("a,b\n1,2\n", InputKind.Table)]
    [InlineData("words and\nmore words\n", InputKind.Text)]
    [InlineData("{ not json\n", InputKind.Text)]
    [InlineData("a\0b", InputKind.Binary)]
    [InlineData("", InputKind.Text)]
    public void The_look_of_an_input_is_told_by_its_content(string text, InputKind kind) => Assert.Equal(kind, InputShape.Of(Encoding.UTF8.GetBytes(text)).Kind);
}
