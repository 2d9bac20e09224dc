using System.Text.Json;
using System.Text.RegularExpressions;
using Hone.Guardrails.History;
using Hone.Guardrails.History.Exporting;

namespace Hone.Tests.Guardrails.History;

public sealed partial class ExportTests
{
    private static readonly StoredEntry[] _entries =
    [
        HistoryLine.Store(Entries.Of(2, 12.5, workload: "a \"quoted\", name\\")),
        HistoryLine.Store(Entries.Of(1, 10, kernel: "6.6")),
        HistoryLine.Store(Entries.Of(1, 3, workload: "=cmd()", metric: "qps", lowerIsBetter: false) with { Figures = [new("qps", "req/s", 1204.5, false) { Low = 1190, High = 1220, Runs = 5 }, new("peak-rss", "bytes", 4096)] }),
    ];

    [Fact]
    public void Comma_separated_values() => Golden.Check(CsvExport.Write(_entries));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@sum", "'@sum")]
    [InlineData("+a", "'+a")]
    [InlineData("-2+cmd|x", "'-2+cmd|x")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("-Infinity", "'-Infinity")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("+3e9", "+3e9")]
    [InlineData("day-1", "day-1")]
    public void No_field_is_a_formula_and_a_number_stays_one(string workload, string field) =>
        Assert.Equal(field, CsvExport.Write([HistoryLine.Store(Entries.Of(1, 10, workload: workload))]).Split('\n')[1].Split(',')[2]);

    [Fact]
    public void A_value_below_zero_stays_a_number()
    {
        StoredEntry below = HistoryLine.Store(Entries.Of(1, 10) with { Figures = [new("delta", "", -12.5)] });
        Assert.Contains(",delta,-12.5,", CsvExport.Write([below]), StringComparison.Ordinal);
    }

    [Fact]
    public void OpenMetrics()
    {
        string text = OpenMetricsExport.Write("project", _entries);
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            Assert.Matches(Sample(), line);
        }

        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
        Golden.Check(text);
    }

    [Fact]
    public void Json_has_the_entries_as_they_are_kept()
    {
        JsonElement root = JsonDocument.Parse(JsonExport.Document(_entries)).RootElement;
        Assert.Equal("hone.history-entries/1", root.GetProperty("schema").GetString());
        Assert.Equal(_entries.Select(entry => entry.Line), root.GetProperty("entries").EnumerateArray().Select(entry => entry.GetRawText()));
        Assert.Equal(0, JsonDocument.Parse(JsonExport.Document([])).RootElement.GetProperty("entries").GetArrayLength());
    }

    // The grammar of OpenMetrics 1.0: name, labels with escaped values, a number, a time in seconds.
    [GeneratedRegex("""^[a-z_]+\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\} [-+0-9.eE]+ [0-9]+\.[0-9]{3}$""")]
    private static partial Regex Sample();
}
