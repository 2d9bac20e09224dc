namespace Hone.Equivalence.Normalisers;

/// <summary>What normalisers leave of a channel: two runs are the same when their forms agree.</summary>
/// <param name="Sha256">Over everything that is compared exactly, and over which of the values taken out are equal to each other.</param>
/// <param name="Values">The texts of the numbers that are compared with a tolerance, in order.</param>
public sealed record ChannelForm(string Sha256, IReadOnlyList<(int Rule, string Text)> Values)
{
    /// <summary>Bytes that were taken out.</summary>
    public long Masked { get; init; }

    /// <summary>Why the text could not be read as what it should be, in half a sentence; null when it could.</summary>
    public string? Trouble { get; init; }
}
