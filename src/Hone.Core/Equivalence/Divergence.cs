namespace Hone.Equivalence;

/// <summary>A channel on which two observations differ.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="What">How: missing, new, or of other content, in one sentence.</param>
public sealed record Divergence(string Channel, string What);

/// <summary>Comparison of observations.</summary>
public static class Divergences
{
    /// <summary>
    /// Every channel of <paramref name="golden"/> and <paramref name="candidate"/> that is not the same bytes in both. Channels
    /// that only one side has count: an item that is missing is a difference, never a comparison skipped.
    /// </summary>
    public static IReadOnlyList<Divergence> Between(Observation golden, Observation candidate)
    {
        Dictionary<string, GoldenChannel> right = candidate.Channels.ToDictionary(channel => channel.Name);
        List<Divergence> found = [];
        foreach (GoldenChannel left in golden.Channels)
        {
            if (!right.Remove(left.Name, out GoldenChannel? other))
            {
                found.Add(new(left.Name, "is in the golden output and was not produced"));
            }
            else if (left.Sha256 != other.Sha256)
            {
                found.Add(new(left.Name, left.Bytes == other.Bytes ? $"differs ({left.Bytes} bytes each)" : $"differs ({left.Bytes} bytes in the golden output, {other.Bytes} now)"));
            }
        }

        found.AddRange(right.Keys.Order(StringComparer.Ordinal).Select(name => new Divergence(name, "was produced and is not in the golden output")));
        return found;
    }
}
