using System.Text.RegularExpressions;

namespace Hone.Workloads;

/// <summary>Which of several matches of a regular expression count.</summary>
public enum MetricTake
{
    /// <summary>The last one: programs print their summary at the end.</summary>
    Last,

    /// <summary>The first one.</summary>
    First,

    /// <summary>All of them, added up.</summary>
    Sum,
}

/// <summary>A number that a workload itself prints or writes, and how it is found.</summary>
public sealed record WorkloadMetric
{
    /// <summary><see cref="From"/> for standard output.</summary>
    public const string StandardOutput = "stdout";

    /// <summary><see cref="From"/> for standard error.</summary>
    public const string StandardError = "stderr";

    /// <summary>What a metric may be called (ECMA-262).</summary>
    public const string NamePattern = "^[A-Za-z][A-Za-z0-9_-]{0,39}$";

    /// <summary>Unique within the workload.</summary>
    public required string Name { get; init; }

    /// <summary>A regular expression whose only group is the number; null when <see cref="JsonPath"/> finds it.</summary>
    public string? Pattern { get; init; }

    /// <summary>A path such as <c>$.summary.requests[0].rate</c>, see <see cref="MetricPath"/>; null when <see cref="Pattern"/> finds it.</summary>
    public string? JsonPath { get; init; }

    /// <summary>Where the number stands: <c>stdout</c>, <c>stderr</c>, or a file inside the project folder.</summary>
    public string From { get; init; } = StandardOutput;

    /// <summary>Which matches of <see cref="Pattern"/> count.</summary>
    public MetricTake Take { get; init; }

    /// <summary>The number's unit as people write it; empty for a bare number.</summary>
    public string Unit { get; init; } = "";

    /// <summary>True when a higher number is better, as with a rate; false when a lower one is, as with a time.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>
    /// The regular expression of a metric: lines have ends of their own (<c>^</c>, <c>$</c>), and matching takes time linear in
    /// the output where the expression allows it, else ends after a second (a backtracking expression can take for ever).
    /// </summary>
    /// <returns>Null, with the reason, when the text is none or has not exactly one group.</returns>
    public static Regex? Expression(string pattern, out string reason)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Multiline;
        Regex expression;
        try
        {
            try
            {
                expression = new(pattern, Options | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
            }
            catch (NotSupportedException)
            {
                expression = new(pattern, Options, TimeSpan.FromSeconds(1));
            }
        }
        catch (ArgumentException error)
        {
            reason = "is not a regular expression: " + error.Message;
            return null;
        }

        int groups = expression.GetGroupNumbers().Length - 1;
        reason = groups == 1 ? "" : $"has {groups} groups, and exactly one must hold the number; write (?:…) for the others";
        return groups == 1 ? expression : null;
    }
}
