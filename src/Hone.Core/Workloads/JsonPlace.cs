namespace Hone.Workloads;

/// <summary>
/// A path into JSON that may name several values: what <see cref="MetricPath"/> takes (RFC 9535, singular queries), and
/// <c>[*]</c> or <c>.*</c> for every item of an array or every member of an object.
/// </summary>
/// <param name="Steps">The steps from the root; null for <c>*</c>.</param>
public sealed record JsonPlace(IReadOnlyList<MetricPathStep?> Steps)
{
    // What no member is likely to be called stands for the star while the rest is parsed.
    private const string Star = "\uE000star\uE000";

    /// <summary>The path; null, with the reason, when the text is none.</summary>
    public static JsonPlace? Parse(string path, out string reason)
    {
        string plain = path.Replace("[*]", "." + Star, StringComparison.Ordinal).Replace(".*", "." + Star, StringComparison.Ordinal);
        if (path.Contains(Star, StringComparison.Ordinal) || MetricPath.Parse(plain, out reason) is not { } steps)
        {
            reason = $"is no path such as $.meta.time or $.items[*].id: {path}";
            return null;
        }

        return new([.. steps.Select(step => step.Member == Star ? (MetricPathStep?)null : step)]);
    }
}
