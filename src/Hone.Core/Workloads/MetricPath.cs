using System.Buffers;
using System.Globalization;

namespace Hone.Workloads;

/// <summary>One step of a path: a member's name, or an index.</summary>
/// <param name="Member">The name; null for an index.</param>
/// <param name="Index">The index from 0, or from the end when it is negative.</param>
public readonly record struct MetricPathStep(string? Member, int Index);

/// <summary>
/// The part of JSONPath (RFC 9535) that names exactly one value: <c>$</c>, then any number of <c>.name</c>, <c>['name']</c>,
/// <c>["name"]</c>, <c>[2]</c> and <c>[-1]</c>. No wildcards, filters, slices or escapes.
/// </summary>
public static class MetricPath
{
    private const int MostSteps = 64;

    private static readonly SearchValues<char> _meaningful = SearchValues.Create("*]'\" ?@");

    /// <summary>The steps of a path; null, with the reason, when it is none.</summary>
    public static IReadOnlyList<MetricPathStep>? Parse(string path, out string reason)
    {
        ArgumentNullException.ThrowIfNull(path);
        reason = "is no path such as $.summary.rate or $.results[0].mean";
        if (!path.StartsWith('$'))
        {
            return null;
        }

        List<MetricPathStep> steps = [];
        ReadOnlySpan<char> rest = path.AsSpan(1);
        while (!rest.IsEmpty)
        {
            MetricPathStep? step = rest[0] == '.' ? Dotted(ref rest) : rest[0] == '[' ? Bracketed(ref rest) : null;
            if (step is null || steps.Count == MostSteps)
            {
                return null;
            }

            steps.Add(step.Value);
        }

        reason = "";
        return steps;
    }

    private static MetricPathStep? Dotted(ref ReadOnlySpan<char> rest)
    {
        rest = rest[1..];
        int end = rest.IndexOfAny('.', '[');
        ReadOnlySpan<char> name = end < 0 ? rest : rest[..end];
        rest = rest[name.Length..];
        return name.IsEmpty || name.ContainsAny(_meaningful) ? null : new(name.ToString(), 0);
    }

    private static MetricPathStep? Bracketed(ref ReadOnlySpan<char> rest)
    {
        rest = rest[1..];
        if (rest.IsEmpty)
        {
            return null;
        }

        char quote = rest[0];
        if (quote is '\'' or '"')
        {
            int close = rest[1..].IndexOf(quote) + 1;
            if (close == 0 || close + 1 >= rest.Length || rest[close + 1] != ']')
            {
                return null;
            }

            MetricPathStep member = new(rest[1..close].ToString(), 0);
            rest = rest[(close + 2)..];
            return member.Member!.Contains('\\', StringComparison.Ordinal) ? null : member;
        }

        int end = rest.IndexOf(']');
        if (end < 0 || !int.TryParse(rest[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
        {
            return null;
        }

        rest = rest[(end + 1)..];
        return new(null, index);
    }
}
