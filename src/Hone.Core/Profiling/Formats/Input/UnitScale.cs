using Hone.Units;

namespace Hone.Profiling.Formats.Input;

/// <summary>The units of other tools, as multiples of Hone's.</summary>
/// <param name="Unit">What Hone counts.</param>
/// <param name="Times">How many of those one of theirs is.</param>
internal readonly record struct UnitScale(Unit Unit, decimal Times)
{
    /// <summary>By name, singular or plural, long or short; anything else counts things.</summary>
    public static UnitScale Of(string name) => name switch
    {
        "nanoseconds" or "nanosecond" or "ns" => new(Unit.Nanoseconds, 1),
        "microseconds" or "microsecond" or "us" or "µs" => new(Unit.Nanoseconds, 1_000),
        "milliseconds" or "millisecond" or "ms" => new(Unit.Nanoseconds, 1_000_000),
        "seconds" or "second" or "s" => new(Unit.Nanoseconds, 1_000_000_000),
        "bytes" or "byte" or "B" => new(Unit.Bytes, 1),
        "kilobytes" or "kilobyte" or "kb" or "KB" => new(Unit.Bytes, 1024),
        "megabytes" or "megabyte" or "mb" or "MB" => new(Unit.Bytes, 1024 * 1024),
        _ => new(Unit.Count, 1),
    };

    /// <summary>The usual name of a weight in this unit.</summary>
    public string Weight => Unit switch { Unit.Nanoseconds => "time", Unit.Bytes => "bytes", _ => "weight" };

    /// <summary>A value in Hone's unit, rounded to a whole number; at most 2⁶².</summary>
    public long Scale(decimal value)
    {
        decimal most = 1L << 62;
        return value >= most / Times ? 1L << 62 : value <= -most / Times ? -(1L << 62) : (long)decimal.Round(value * Times);
    }
}
