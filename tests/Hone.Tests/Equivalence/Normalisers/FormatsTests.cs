using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Hone.Equivalence.Normalisers;
using Hone.Equivalence.Normalisers.Formats;
using Hone.Workloads.Oracles;

namespace Hone.Tests.Equivalence.Normalisers;

/// <summary>JSON, CSV, lines and containers.</summary>
public sealed class FormatsTests
{
    private static readonly TokenMask _none = new();

    private static NormaliserSettings Drop(string path) => Reads.Rule("json-drop") with { Path = path };

    private static string Json(string text) => Reads.Form([Reads.Rule("json")], _none, text);

    [Fact]
    public void Json_is_compared_by_value()
    {
        Assert.Equal(Json("""{"a":1,"b":[true,null,"x"]}"""), Json("""{ "b" : [ true, null, "\u0078" ], "a" : 1.0e0 }"""));
        Assert.NotEqual(Json("[1,2]"), Json("[2,1]"));
        Assert.NotEqual(Json("9007199254740993"), Json("9007199254740992"));
        Assert.NotEqual(Json("0.1"), Json("0.10000000000000001"));
        Assert.NotEqual(Json("\"1\""), Json("1"));
        Assert.Equal(Json("{\"a\":1}\n{\"a\":2}\n"), Json("{\"a\":1} {\"a\":2}"));
        Assert.NotEqual(Json("{\"a\":1}\n{\"a\":2}\n"), Json("{\"a\":2}\n{\"a\":1}\n"));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}", "is no JSON")]
    [InlineData("{\"a\":1", "is no JSON")]
    [InlineData("hello", "is no JSON")]
    [InlineData("\"\\ud800\"", "is no JSON")]
    public void What_is_no_json_is_told_and_equals_nothing_that_is(string text, string trouble)
    {
        ChannelForm form = FormReading.Of(Encoding.UTF8.GetBytes(text), [Reads.Rule("json")], _none, Reads.Folders);
        Assert.Contains(trouble, form.Trouble!, StringComparison.Ordinal);
        Assert.NotEqual(Json("1"), form.Sha256);
    }

    [Fact]
    public void A_number_has_one_form_however_it_is_written() =>
        Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Int[0, 6], Gen.Int[0, 4]).Sample((digits, point, zeros) =>
        {
            decimal value = digits / (decimal)Math.Pow(10, point);
            string plain = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            string longer = (plain.Contains('.', StringComparison.Ordinal) ? plain : plain + ".0") + new string('0', zeros);
            string moved = FormattableString.Invariant($"{digits}e-{point}");
            return DecimalText.Canonical(plain) == DecimalText.Canonical(longer) && DecimalText.Canonical(plain) == DecimalText.Canonical(moved);
        });

    [Fact]
    public void A_dropped_value_is_taken_out_only_where_it_differed()
    {
        NormaliserSettings[] rules = [Drop("$.items[*].id")];
        ChannelNoise noise = Reads.Noise(rules, """{"items":[{"id":1,"v":5},{"id":7,"v":6}]}""", """{"items":[{"v":5,"id":2},{"v":6,"id":7}]}""");
        Assert.True(noise.Explained);
        Assert.Equal(1, noise.Mask.Count);
        Assert.Equal(noise.Form, Reads.Form(rules, noise.Mask, """{"items":[{"id":99,"v":5},{"id":7,"v":6}]}"""));
        Assert.NotEqual(noise.Form, Reads.Form(rules, noise.Mask, """{"items":[{"id":99,"v":5},{"id":8,"v":6}]}"""));
        Assert.NotEqual(noise.Form, Reads.Form(rules, noise.Mask, """{"items":[{"id":99,"v":4},{"id":7,"v":6}]}"""));
    }

    [Fact]
    public void A_tolerated_number_is_compared_as_a_number()
    {
        NormaliserSettings[] rules = [Reads.Rule("json-tolerate") with { Path = "$.sum", Relative = 1e-9 }];
        ChannelNoise noise = Reads.Noise(rules, """{"sum":1.00000000001,"n":3}""", """{"n":3,"sum":1.00000000002}""");
        Assert.True(noise.Explained);
        Assert.False(Reads.Noise(rules, """{"sum":1.0}""", """{"sum":1.1}""").Explained);
        Assert.False(Reads.Noise(rules, """{"sum":1.0}""", """{"sum":null}""").Explained);
    }

    [Fact]
    public void Cells_of_a_column_are_taken_out_where_they_differed_and_a_missing_column_is_told()
    {
        NormaliserSettings[] rules = [Reads.Rule("csv") with { Columns = ["t"] }];
        ChannelNoise noise = Reads.Noise(rules, "id,t\r\n1,\"a,b\"\r\n2,x\r\n", "id,t\r\n1,c\r\n2,x\r\n");
        Assert.True(noise.Explained);
        Assert.Equal(noise.Form, Reads.Form(rules, noise.Mask, "id,t\r\n1,zzz\r\n2,x\r\n"));
        Assert.NotEqual(noise.Form, Reads.Form(rules, noise.Mask, "id,t\r\n1,zzz\r\n2,y\r\n"));
        Assert.NotEqual(noise.Form, Reads.Form(rules, noise.Mask, "id,t\r\n3,zzz\r\n2,x\r\n"));
        Assert.Contains("no column 't'", Reads.Noise(rules, "id\n1\n", "id\n2\n").Trouble!, StringComparison.Ordinal);
        Assert.Contains("not closed", Reads.Noise(rules, "id,t\n\"1,2\n", "x").Trouble!, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_a_multiset_may_change_places_and_nothing_else()
    {
        NormaliserSettings[] rules = Reads.Rules("multiset");
        string Form(string text) => Reads.Form(rules, _none, text);
        Gen.Select(Gen.OneOf("a", "b", "c", "").Array[1, 12], Gen.Int[0, 1_000_000]).Sample((lines, seed) =>
        {
            string[] shuffled = [.. lines];
            new Random(seed).Shuffle(shuffled);
            return Form(string.Concat(lines.Select(line => line + "\n"))) == Form(string.Concat(shuffled.Select(line => line + "\n")));
        });
        Assert.NotEqual(Form("a\na\nb\n"), Form("a\nb\nb\n"));
        Assert.NotEqual(Form("a\nb\n"), Form("a\nb\nb\n"));
        Assert.NotEqual(Form("a\nb\n"), Form("a\nb"));
        Assert.NotEqual(Form(""), Form("\n"));
    }

    [Fact]
    public void Containers_are_compared_by_what_is_in_them()
    {
        NormaliserSettings[] rules = Reads.Rules("unpack");
        string Form(byte[] packed) => FormReading.Of(packed, rules, _none, Reads.Folders).Sha256;
        Assert.Equal(Form(Gzip("hello", CompressionLevel.Fastest)), Form(Gzip("hello", CompressionLevel.SmallestSize)));
        Assert.NotEqual(Form(Gzip("hello", CompressionLevel.Fastest)), Form(Gzip("hellO", CompressionLevel.Fastest)));
        Assert.Equal(Form(Zip(("a", "1"), ("b", "2"))), Form(Zip(("b", "2"), ("a", "1"))));
        Assert.NotEqual(Form(Zip(("a", "1"), ("b", "2"))), Form(Zip(("a", "2"), ("b", "1"))));
        Assert.Equal(Form(Tar(1000)), Form(Tar(2000)));
        Assert.NotNull(FormReading.Of("plain"u8, rules, _none, Reads.Folders).Trouble);
        Assert.NotNull(FormReading.Of([0x1f, 0x8b, 1, 2, 3], rules, _none, Reads.Folders).Trouble);
        Assert.Contains("more than", FormReading.Of(Gzip(new string('x', 70 << 20), CompressionLevel.Fastest), rules, _none, Reads.Folders).Trouble!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_the_whole_text_says_above_which_size_it_reads_none()
    {
        byte[] large = new byte[ChannelReading.MostKept + 1];
        Array.Fill(large, (byte)'1');
        Assert.Contains("larger than 16 MiB, which the normaliser json does not read", FormReading.Of(large, [Reads.Rule("json")], _none, Reads.Folders).Trouble!, StringComparison.Ordinal);
        Assert.Null(FormReading.Of(large, Reads.Rules("timestamp"), _none, Reads.Folders).Trouble);
    }

    private static byte[] Gzip(string text, CompressionLevel level)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, level))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using MemoryStream packed = new();
        using (ZipArchive archive = new(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in entries)
            {
                using Stream stream = archive.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return packed.ToArray();
    }

    private static byte[] Tar(long seconds)
    {
        using MemoryStream packed = new();
        using (TarWriter writer = new(packed, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a")
            {
                ModificationTime = DateTimeOffset.FromUnixTimeSeconds(seconds),
                DataStream = new MemoryStream("x"u8.ToArray()),
            });
        }

        return packed.ToArray();
    }
}
