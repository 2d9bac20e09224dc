using System.Text.RegularExpressions;
using Hone.Problems;

namespace Hone.Workloads;

/// <summary>
/// A metric as it is typed on a command line: <c>NAME=regex:PATTERN[,WORD…]</c> or <c>NAME=json:PATH[,WORD…]</c>. The words are
/// <c>higher</c>, <c>lower</c>, <c>stdout</c>, <c>stderr</c>, <c>first</c>, <c>last</c>, <c>sum</c> and <c>unit=TEXT</c>, read
/// from the right: what is none of them belongs to the pattern, commas and all.
/// </summary>
public static class MetricOption
{
    private const string Example = "--metric 'qps=regex:Throughput: ([0-9.]+) req/s,higher'";

    /// <summary>The metric that the text states.</summary>
    /// <exception cref="ProblemException">It states none; the message says why.</exception>
    public static WorkloadMetric Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        if (equals < 0 || !Regex.IsMatch(name, WorkloadMetric.NamePattern.Replace("$", "\\z", StringComparison.Ordinal)))
        {
            throw Bad(text, "does not begin with a name of letters, digits, - and _, and a =");
        }

        WorkloadMetric metric = new() { Name = name };
        string rest = text[(equals + 1)..];
        for (int comma = rest.LastIndexOf(','); comma >= 0 && With(metric, rest[(comma + 1)..]) is { } changed; comma = rest.LastIndexOf(','))
        {
            (metric, rest) = (changed, rest[..comma]);
        }

        string reason;
        if (rest.StartsWith("regex:", StringComparison.Ordinal))
        {
            metric = metric with { Pattern = rest["regex:".Length..] };
            return WorkloadMetric.Expression(metric.Pattern, out reason) is null ? throw Bad(text, reason) : metric;
        }

        if (!rest.StartsWith("json:", StringComparison.Ordinal))
        {
            throw Bad(text, "has neither regex: nor json: after the =");
        }

        metric = metric with { JsonPath = rest["json:".Length..] };
        return MetricPath.Parse(metric.JsonPath, out reason) is null ? throw Bad(text, reason) : metric;
    }

    // The leftmost of two words that contradict each other stands: they are read from the right.
    private static WorkloadMetric? With(WorkloadMetric metric, string word) => word switch
    {
        "higher" => metric with { HigherIsBetter = true },
        "lower" => metric with { HigherIsBetter = false },
        WorkloadMetric.StandardOutput or WorkloadMetric.StandardError => metric with { From = word },
        "first" => metric with { Take = MetricTake.First },
        "last" => metric with { Take = MetricTake.Last },
        "sum" => metric with { Take = MetricTake.Sum },
        _ => word.StartsWith("unit=", StringComparison.Ordinal) ? metric with { Unit = word["unit=".Length..] } : null,
    };

    private static ProblemException Bad(string text, string reason) =>
        new(new(ExitCode.Usage, "bad-metric", $"the metric {ShellQuoting.Quote(text)} {reason}", "write it as " + Example));
}
