namespace Hone.Equivalence;

/// <summary>What is changed around an unchanged program, to see whether its behaviour follows.</summary>
public enum Axis
{
    /// <summary>The time zone.</summary>
    TimeZone,

    /// <summary>The locale.</summary>
    Locale,

    /// <summary>The permissions that new files lose (umask(2)).</summary>
    Umask,

    /// <summary>The home folder: another and a longer path to the same one.</summary>
    Home,

    /// <summary>The seeds of hash tables, which are the same in each of these runs and random in the others.</summary>
    HashSeed,

    /// <summary>One CPU instead of all.</summary>
    Cpus,
}

/// <summary>
/// Under which conditions each recording is made, as reprotest and debrepro vary them, so planned that each axis is told from
/// the others by the recordings that it is changed in: six axes, and each pair of the second to fifth recording has one.
/// </summary>
public static class Variation
{
    // Bit r of an axis: it is changed in recording r, counted from 0; the first has everything as it is.
    private static readonly (Axis Axis, int Recordings, string Name)[] _plan =
    [
        (Axis.TimeZone, 0b01010, "the time zone"),
        (Axis.Locale, 0b01100, "the locale"),
        (Axis.Umask, 0b00110, "the umask"),
        (Axis.Home, 0b11000, "the path of the home folder"),
        (Axis.HashSeed, 0b10010, "hash seeds"),
        (Axis.Cpus, 0b10100, "the number of CPUs"),
    ];

    /// <summary>Every axis.</summary>
    public static IReadOnlyList<Axis> Axes { get; } = [.. _plan.Select(each => each.Axis)];

    /// <summary>The axis for people.</summary>
    public static string NameOf(Axis axis) => _plan.First(each => each.Axis == axis).Name;

    /// <summary>Whether an axis is changed in a recording.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="recording">The recording, counted from 0.</param>
    public static bool IsChanged(Axis axis, int recording)
    {
        (Axis _, int bits, string _) = _plan.First(each => each.Axis == axis);
        if (recording < 5)
        {
            return (bits >> recording & 1) == 1;
        }

        // Later ones: a fixed scatter (Knuth's multiplicative hash), so that no axis keeps to the company of another.
        uint scatter = unchecked((uint)((recording * 6) + (int)axis + 1) * 2654435761u);
        return (scatter >> 16 & 1) == 1;
    }

    /// <summary>
    /// The axis that a channel follows: its value is one and the same in every recording that has the axis changed (two at least),
    /// another one elsewhere, and there the same as well, except under <see cref="Axis.HashSeed"/> and <see cref="Axis.Cpus"/>, whose
    /// unchanged state leaves chance at work. Null when there is none: it differs by itself.
    /// </summary>
    /// <param name="values">What the channel was in each recording, such as its hash; null where it was not produced.</param>
    public static Axis? Follows(IReadOnlyList<string?> values)
    {
        foreach (Axis axis in Axes)
        {
            string?[] changed = [.. Pick(axis, true).Distinct()];
            string?[] unchanged = [.. Pick(axis, false).Distinct()];
            bool pins = axis is Axis.HashSeed or Axis.Cpus;
            if (Pick(axis, true).Count() >= 2 && changed.Length == 1 && !unchanged.Contains(changed[0]) && (unchanged.Length == 1 || pins))
            {
                return axis;
            }
        }

        return null;

        IEnumerable<string?> Pick(Axis axis, bool changed) => values.Where((_, recording) => IsChanged(axis, recording) == changed);
    }
}
