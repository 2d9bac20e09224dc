using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Bench;

/// <summary>What is told of series that do other things than step: mean numbers of steps, ramps and changes of spread.</summary>
internal static class Shapes
{
    public static void Print(int count)
    {
        Console.WriteLine($"Other shapes, {count} series each, noise 2 %: mean steps, ramps, changes of spread; % with any change of level");
        Row(count, "ramp +10 % over 200 of 400", 400, (i, z) => 1 + (0.1 * Math.Clamp((i - 100) / 200.0, 0, 1)) + (0.02 * z));
        Row(count, "ramp +20 % over 300 of 400", 400, (i, z) => 1 + (0.2 * Math.Clamp((i - 50) / 300.0, 0, 1)) + (0.02 * z));
        Row(count, "ramp +20 % over 30 of 300", 300, (i, z) => 1 + (0.2 * Math.Clamp((i - 150) / 30.0, 0, 1)) + (0.02 * z));
        Row(count, "steps +5 % at 100, 200", 300, (i, z) => 1 + (0.05 * (i / 100)) + (0.02 * z));
        Row(count, "noise 1 % to 3 % at 150", 300, (i, z) => 1 + ((i < 150 ? 0.01 : 0.03) * z));
        Row(count, "noise 1 % to 5 % at 150", 300, (i, z) => 1 + ((i < 150 ? 0.01 : 0.05) * z));
        Row(count, "noise 1 % to 5 % at 250", 300, (i, z) => 1 + ((i < 250 ? 0.01 : 0.05) * z));
        Row(count, "three outliers of +50 %", 300, (i, z) => 1 + (0.02 * z) + (i is 60 or 150 or 220 ? 0.5 : 0));
        Row(count, "a burst of two of +50 %", 300, (i, z) => 1 + (0.02 * z) + (i is 150 or 151 ? 0.5 : 0));
        Row(count, "20 points of +10 %", 300, (i, z) => 1 + (0.02 * z) + (i is >= 140 and < 160 ? 0.1 : 0));
        Row(count, "cycle of 50, ±2 %", 400, (i, z) => 1 + (0.02 * Math.Sin(i * Math.PI / 25)) + (0.02 * z));
    }

    private static void Row(int count, string name, int n, Func<int, double, double> shape)
    {
        ChangePointReport[] found = WholeSeries.Each(count, seed =>
        {
            SeededRandom random = new(seed);
            double[] values = new double[n];
            for (int i = 0; i < n; i++)
            {
                values[i] = shape(i, random.NextNormal());
            }

            return ChangePointDetector.Find(values);
        });
        Console.WriteLine($"{name,-30}{Mean(found, report => report.Changes.Count(change => change.Kind == ChangeKind.Step)),7:0.00}{Mean(found, report => report.Changes.Count(change => change.Kind == ChangeKind.Ramp)),7:0.00}{Mean(found, report => report.Spreads.Count),7:0.00}{WholeSeries.Share(found.Count(report => report.Changes.Count > 0), count),9}");
    }

    private static double Mean(ChangePointReport[] found, Func<ChangePointReport, int> count) => found.Average(count);
}
