namespace Hone.Statistics.ChangePoints;

/// <summary>How changes are looked for.</summary>
public sealed record ChangePointOptions
{
    /// <summary>
    /// Changes of the level by less than this part of it are none. 0 for whatever shows. Where values may be zero or less, a part of
    /// the median's size.
    /// </summary>
    public double SmallestEffect { get; init; }

    /// <summary>
    /// How much more than √(2 ln n) a change must stand out. With the default fewer than one in a hundred flat series show a
    /// change that is none; more is stricter.
    /// </summary>
    public double Strictness { get; init; } = 1.55;
}
