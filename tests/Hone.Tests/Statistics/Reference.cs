using System.Text.Json;

namespace Hone.Tests.Statistics;

/// <summary>The values that tests/fixtures/statistics/reference.py got from SciPy and exact fractions.</summary>
internal static class Reference
{
    public static JsonElement Root { get; } = Read();

    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];

    public static void Near(double expected, double actual, double relative, string what)
    {
        double error = Math.Abs(expected - actual);
        Assert.True(error <= relative * Math.Abs(expected) + 1e-300, $"{what}: expected {expected:R}, got {actual:R}");
    }

    private static JsonElement Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "tests/fixtures/statistics/reference.json")));
        return document.RootElement.Clone();
    }
}
