namespace Hone.Equivalence.Invariants;

/// <summary>How much one evaluation of one invariant may cost; what exceeds it is undecided, never a crash or a hang.</summary>
/// <param name="Steps">Elementary steps: about one for each operation, item of a list and eight bytes of text.</param>
/// <param name="Bytes">Memory that its values may take, in bytes, counted as they are made (none of it is given back before the end).</param>
/// <param name="Regex">How long one match of a regular expression may take.</param>
public sealed record InvariantLimits(long Steps, long Bytes, TimeSpan Regex)
{
    /// <summary>Enough for the outputs that Hone keeps (16 MiB a channel), on both sides of a comparison.</summary>
    public static InvariantLimits Standard { get; } = new(200_000_000, 2L << 30, TimeSpan.FromSeconds(1));
}
