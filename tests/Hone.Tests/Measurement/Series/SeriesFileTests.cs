using System.Text;
using CsCheck;
using Hone.Measurement.Series;
using Hone.Problems;

namespace Hone.Tests.Measurement.Series;

public sealed class SeriesFileTests
{
    public static TheoryData<string, string?, double[]> Good => new()
    {
        { "1\n2.5\n-3e2\n", null, [1, 2.5, -300] },
        { "\uFEFF# runs of May\n\n1\r\n2\r\n3", null, [1, 2, 3] },
        { "p50\n412\n405\n", null, [412, 405] },
        { "commit,p50\nabc,412\ndef,405\n", null, [412, 405] },
        { "commit,p50,p95\nabc,412,500\ndef,405,501\n", "p95", [500, 501] },
        { "commit,p50,p95\nabc,412,500\ndef,405,501\n", "2", [412, 405] },
        { "412;500\n405;501\n", "2", [500, 501] },
        { "a\tb\nx\t1\ny\t2\n", "b", [1, 2] },
        { "1.5  2.5\n 3.5 4.5\n", "2", [2.5, 4.5] },
        { "\"a, b\",\"c\"\"d\"\n\"x,y\",\"7\"\nz,8\n", null, [7, 8] },
        { "[1, 2, null, 3]", null, [1, 2, 3] },
        { " \n{\"values\": [1, 2], \"commits\": [\"a\", \"b\"], \"name\": \"n\"}", null, [1, 2] },
        { "{\"times\": [7, 8], \"values\": [1, 2], \"labels\": [1]}", null, [1, 2] },
        { "{\"a\": {\"x\": [1, 2], \"y\": [3, 4]}}", "a.y", [3, 4] },
        { "[{\"mean\": 1.5, \"commit\": \"a\"}, {\"mean\": 2.5}]", null, [1.5, 2.5] },
        { "[{\"r\": {\"mean\": 1, \"sd\": 2}}, {\"r\": {\"mean\": 3, \"sd\": 4}}]", "r.mean", [1, 3] },
        { "{\"mean\": 1, \"n\": 3}\n{\"mean\": 2, \"n\": 3}\n{\"mean\": null}\n", "mean", [1, 2] },
        { "{\"results\": [{\"mean\": 1, \"sd\": 0}, {\"mean\": 2, \"sd\": 0}]}", "results.mean", [1, 2] },
        { "{\"results\": [{\"mean\": 1, \"sd\": 0}, {\"mean\": 2, \"sd\": 0}]}", "mean", [1, 2] },
        { "{\"mean\": 5, \"commit\": \"a\"}\n", null, [5] },
        { "[[100, 1.5], [101, 2.5]]", "2", [1.5, 2.5] },
        { "[\"1.5\", \"2\"]", null, [1.5, 2] },
    };

    public static TheoryData<string, string?, string, string> Bad => new()
    {
        { "", null, "series-empty", "f" },
        { "# nothing\n", null, "series-empty", "f" },
        { "1\n2\nabc\n", null, "series-unreadable", "f:3" },
        { "a,b\n1,2\n3\n", "b", "series-unreadable", "f:3" },
        { "a,b\n1,2\n", null, "series-column", "f:2" },
        { "a,b\nx,y\n", null, "series-column", "f:2" },
        { "a,b\n1,2\n", "c", "series-column", "f:1" },
        { "a,b\n1,\"2\n", "b", "series-unreadable", "f:2" },
        { "1\n1e999\n", null, "series-unreadable", "f:2" },
        { "[1, 2", null, "series-unreadable", "f:1:6" },
        { "{\"a\": 1,\n \"b\": }", null, "series-unreadable", "f:2:7" },
        { "{\"a\": [1], \"b\": [2]}", null, "series-column", "f" },
        { "{\"a\": [1], \"b\": [2]}", "c", "series-column", "f" },
        { "[{\"a\": 1, \"b\": 2}]", null, "series-column", "f" },
        { "[{\"a\": \"x\"}]", null, "series-column", "f" },
        { "[{\"a\": 1}, {\"a\": \"x\"}]", "a", "series-unreadable", "f, value 2" },
        { "[{\"a\": 1}]", "b", "series-column", "f" },
        { "[]", null, "series-empty", "f" },
        { "[\"\\ud800\", 1]", null, "series-unreadable", "f" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Numbers_are_read_from_whatever_holds_them(string text, string? column, double[] values) =>
        Assert.Equal(values, Read(text, new(column)).Values);

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_input_is_told_with_its_place(string text, string? column, string rule, string place)
    {
        Problem problem = Assert.Throws<ProblemException>(() => Read(text, new(column))).Problem;
        Assert.Equal((ExitCode.Usage, rule, place), (problem.Exit, problem.Rule, problem.Place));
    }

    [Fact]
    public void Rows_without_a_number_count_and_labels_go_along()
    {
        ReadSeries series = Read("commit,ms\naa,1\nbb,\ncc,NaN\ndd,4\n", new("ms", "commit"));
        Assert.Equal([1, 4], series.Values);
        Assert.Equal([0, 3], series.Rows);
        Assert.Equal(["aa", "dd"], series.Labels!);
        Assert.Equal(2, series.Missing);
        Assert.Equal("ms", series.Column);
        Assert.Equal(["a", "b"], Read("{\"v\": [1, 2], \"c\": [\"a\", \"b\"]}", new("v", "c")).Labels!);
        Assert.Equal(["a", "b"], Read("{\"v\": 1, \"c\": \"a\"}\n{\"v\": 2, \"c\": \"b\"}", new(null, "c")).Labels!);
    }

    [Fact]
    public void A_file_without_line_ends_does_not_fill_the_memory() =>
        Assert.Equal("series-unreadable", Assert.Throws<ProblemException>(() => Read(new string('7', 3 << 20), new())).Problem.Rule);

    [Fact]
    public void No_bytes_crash_the_readers()
    {
        byte[] letters = "[]{}\",:;.-+0123456789eEnul\\ \t\n#tab"u8.ToArray();
        string?[] columns = [null, "a", "1", "a.b", "2"];
        Gen<byte[]> anything = Gen.OneOf(
            Gen.Byte.Array[0, 60],
            Gen.Int[0, letters.Length - 1].Select(at => letters[at]).Array[0, 60]);
        Gen.Select(anything, Gen.Int[0, columns.Length - 1].Select(at => columns[at])).Sample(
            (bytes, column) =>
            {
                try
                {
                    ReadSeries series = SeriesFile.Read(new MemoryStream(bytes), "f", new(column, column));
                    Assert.All(series.Values, value => Assert.True(double.IsFinite(value)));
                    Assert.Equal(series.Values.Count, series.Rows.Count);
                }
                catch (ProblemException error)
                {
                    Assert.StartsWith("series-", error.Problem.Rule, StringComparison.Ordinal);
                }
            },
            iter: 20_000,
            threads: 1);
    }

    private static ReadSeries Read(string text, SeriesChoice choice) => SeriesFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f", choice);
}
