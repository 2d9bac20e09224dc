using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Statistics;

namespace Hone.Reporting.Html;

/// <summary>A quantile that is marked in a chart of runs; the ends are missing where the runs cannot carry them.</summary>
internal sealed record ChartMark(string Name, double Value, double? Low, double? High)
{
    public static ChartMark Of(string name, QuantileEstimate estimate) => new(name, estimate.Value, estimate.Claimable ? estimate.Low : null, estimate.Claimable ? estimate.High : null);
}

/// <summary>One line of a chart of several.</summary>
internal sealed record ChartLine(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>A stretch of a series at one level.</summary>
internal sealed record ChartLevel(int From, int To, double Value);

/// <summary>A place at which a series changed, with the first and the last index that it may have been at.</summary>
internal sealed record ChartChange(int At, int Earliest, int Latest, bool Environment);

/// <summary>What was promised of a change, and what was measured; percent of the cost.</summary>
internal sealed record ChartGain(string Name, string State, double Predicted, double? Low, double? High, double? Gain, double? GainLow, double? GainHigh);

/// <summary>What the script draws; members that the sort of chart has no use for are left out.</summary>
/// <param name="Type"><c>runs</c>, <c>latency</c>, <c>growth</c>, <c>series</c> or <c>gains</c>.</param>
/// <param name="Label">What a screen reader says of it.</param>
internal sealed record Chart(string Type, string Label)
{
    public string? Unit { get; init; }

    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>The number of each value's run, where not every run is among them.</summary>
    public IReadOnlyList<int>? Numbers { get; init; }

    /// <summary>Of each value, the part of all runs that took at most so long, where not every run is among them.</summary>
    public IReadOnlyList<double>? Parts { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public IReadOnlyList<ChartMark>? Marks { get; init; }

    public IReadOnlyList<ChartLine>? Points { get; init; }

    public IReadOnlyList<ChartLine>? Lines { get; init; }

    public IReadOnlyList<ChartLevel>? Levels { get; init; }

    public IReadOnlyList<ChartChange>? Changes { get; init; }

    public IReadOnlyList<ChartGain>? Gains { get; init; }

    /// <summary>Up to where something was measured; beyond that lines are extrapolated.</summary>
    public double? Measured { get; init; }
}

/// <summary>The charts of a page in their order; each has its place in the markup.</summary>
internal sealed class PageCharts
{
    private readonly List<Chart> _all = [];

    /// <summary>Writes the place of a chart; the table beside it says the same in numbers.</summary>
    public void Add(HtmlText html, Chart chart, string caption)
    {
        html.Raw($"<figure><div class=\"chart {chart.Type}\" data-chart=\"{_all.Count}\" role=\"img\" aria-label=\"").Text(chart.Label)
            .Raw("\"></div><figcaption>").Text(caption).Raw("</figcaption></figure>\n");
        _all.Add(chart with { Label = "" });
    }

    /// <summary>
    /// The charts as JSON for an element of the page. The serialiser's standard encoder writes markup and everything beyond ASCII as escapes, so
    /// that no text can end the element.
    /// </summary>
    public string ToJson() => JsonSerializer.Serialize(_all, PageJson.Default.ListChart);
}

/// <summary>Source-generated writing of <see cref="Chart"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<Chart>))]
internal sealed partial class PageJson : JsonSerializerContext;
