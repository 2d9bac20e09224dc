namespace Hone.Equivalence;

/// <summary>A channel on which two observations differ.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="What">How: missing, new, or of other content, in one sentence.</param>
public sealed record Divergence(string Channel, string What);

/// <summary>Comparison of observations.</summary>
public static class Divergences
{
    /// <summary>
    /// Every channel of <paramref name="golden"/> and <paramref name="candidate"/> that is not the same in both: content, kind and
    /// permissions. Channels that only one side has count: an item that is missing is a difference, never a comparison skipped.
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
            else if (Of(left, other) is Divergence divergence)
            {
                found.Add(divergence);
            }
        }

        found.AddRange(right.Keys.Order(StringComparer.Ordinal).Select(name => new Divergence(name, "was produced and is not in the golden output")));
        return found;
    }

    /// <summary>How a channel differs from the same one of the golden output; null when it does not.</summary>
    public static Divergence? Of(GoldenChannel golden, GoldenChannel candidate)
    {
        if (golden.Kind is string kind && candidate.Kind is string now && kind != now)
        {
            return new(golden.Name, $"is a {now}, and a {kind} in the golden output");
        }

        if (golden.Sha256 != candidate.Sha256)
        {
            return new(golden.Name, Content(golden, candidate));
        }

        return golden.Mode is string mode && candidate.Mode is string other && mode != other
            ? new(golden.Name, $"has the permissions {other}, and {mode} in the golden output")
            : null;
    }

    /// <summary>The sentence for another content.</summary>
    public static string Content(GoldenChannel golden, GoldenChannel candidate) =>
        golden.Bytes == candidate.Bytes ? $"differs ({golden.Bytes} bytes each)" : $"differs ({golden.Bytes} bytes in the golden output, {candidate.Bytes} now)";
}
