using Hone.Statistics;

namespace Hone.Equivalence.Fuzzing;

/// <summary>Values at which programs go wrong more often than elsewhere.</summary>
internal static class EdgeValues
{
    private static readonly string[] _numbers =
    [
        "0", "1", "2", "-1", "9", "10", "99", "100", "127", "128", "255", "256", "1000", "32767", "65535", "65536", "2147483647", "2147483648", "-2147483648",
        "4294967296", "9007199254740993", "9223372036854775807", "0.1", "0.5", "1e3", "1.0", "-0", "007", "3.141592653589793", "1e308",
    ];

    /// <summary>A number as people write it.</summary>
    public static byte[] Number(SeededRandom random) => System.Text.Encoding.ASCII.GetBytes(_numbers[random.NextIndex(_numbers.Length)]);

    /// <summary>A JSON value.</summary>
    public static byte[] Json(SeededRandom random) => random.NextIndex(8) switch
    {
        0 => "null"u8.ToArray(),
        1 => "true"u8.ToArray(),
        2 => "\"\""u8.ToArray(),
        3 => "\"\\u00e9\\n\""u8.ToArray(),
        4 => "[]"u8.ToArray(),
        5 => "{}"u8.ToArray(),
        _ => System.Text.Encoding.ASCII.GetBytes(_jsonNumbers[random.NextIndex(_jsonNumbers.Length)]),
    };

    private static readonly string[] _jsonNumbers = [.. _numbers.Where(number => number is not ("007"))];
}
