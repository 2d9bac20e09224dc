using Hone.Measurement.Comparing;
using Hone.Units;

namespace Hone.Cli.Steps.Bisecting;

/// <summary>Measures two built commits beside each other, in pairs of random order.</summary>
internal interface IBisectPairs
{
    /// <summary>ln(second / first) of so many pairs.</summary>
    IReadOnlyList<double> Ratios(int first, int second, int pairs);

    /// <summary>Compares two commits until it is decided or the budget is used up.</summary>
    Comparison Compare(int first, int second, Duration budget);
}
