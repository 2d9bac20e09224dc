using System.Globalization;
using Hone.Units;

namespace Hone.Workloads;

/// <summary>What the number of a threshold counts.</summary>
public enum ThresholdUnit
{
    /// <summary>A part of a whole, 1 for all of it.</summary>
    Share,

    /// <summary>A whole number of things.</summary>
    Count,

    /// <summary>Bytes, a whole number.</summary>
    Bytes,

    /// <summary>A bare number, such as an exponent.</summary>
    Number,
}

/// <summary>One limit of the rules by which levers are recognised.</summary>
/// <param name="Name">Its key in <c>[levers]</c> of the manifest.</param>
/// <param name="Default">Its value where the manifest states none.</param>
/// <param name="Unit">What the value counts.</param>
/// <param name="Least">The least value that the manifest may state.</param>
/// <param name="Greatest">The greatest.</param>
/// <param name="Doc">What it limits, as one sentence.</param>
/// <param name="Source">Why it is what it is, as one clause.</param>
public sealed record RuleThreshold(string Name, double Default, ThresholdUnit Unit, double Least, double Greatest, string Doc, string Source)
{
    /// <summary>A value as people read it: <c>10.0 %</c>, <c>1,000</c>, <c>4.00 KiB</c>, <c>1.70</c>.</summary>
    public string Write(double value) => Unit switch
    {
        ThresholdUnit.Share => new Ratio(value).ToString(),
        ThresholdUnit.Bytes => new Bytes((long)value).ToString(),
        ThresholdUnit.Count => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => Significant.Three(value),
    };

    /// <summary>The key of the manifest that states it.</summary>
    internal ManifestKey Key => new(
        Name,
        Unit switch { ThresholdUnit.Share => ManifestKind.Share, ThresholdUnit.Number => ManifestKind.Number, _ => ManifestKind.WholeNumber },
        $"{Doc} Default: {Source}.",
        Unit == ThresholdUnit.Share ? "\"" + new Ratio(Math.Min(Greatest, Default * 2)).ToString().Replace(".0 ", " ", StringComparison.Ordinal) + "\"" : Toml(Default * 2))
    {
        Default = Toml(Default),
        Least = Least,
        Greatest = Greatest,
    };

    private static string Toml(double value) => value.ToString(CultureInfo.InvariantCulture);
}
