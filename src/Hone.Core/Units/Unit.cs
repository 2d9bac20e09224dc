using System.Globalization;

namespace Hone.Units;

/// <summary>What a bare <see cref="long"/> in a table of values counts.</summary>
public enum Unit
{
    /// <summary>Things, such as samples, calls or allocations.</summary>
    Count,

    /// <summary>Nanoseconds.</summary>
    Nanoseconds,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>Printing of amounts whose unit is known only at run time.</summary>
public static class UnitText
{
    /// <summary>The amount with its unit, such as <c>4.21 ms</c>, <c>13.0 MiB</c> or <c>1,204</c>.</summary>
    public static string Format(this Unit unit, long amount) => unit switch
    {
        Unit.Nanoseconds => new Duration(amount).ToString(),
        Unit.Bytes => new Bytes(amount).ToString(),
        _ => amount.ToString("#,0", CultureInfo.InvariantCulture),
    };
}
