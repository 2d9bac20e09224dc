using System.Globalization;
using Hone.Statistics;

namespace Hone.Bench.Coverage;

/// <summary>Makes the table in DipTest.cs: quantiles of √n · dip of uniform samples.</summary>
internal static class DipTable
{
    public static void Print(int experiments)
    {
        double[] levels = [0.5, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
        foreach (int n in (int[])[8, 12, 20, 30, 50, 100, 200, 500, 1000, 5000])
        {
            SeededRandom random = new((ulong)n);
            double[] dips = new double[experiments];
            double[] sample = new double[n];
            for (int i = 0; i < experiments; i++)
            {
                // Sums of exponential gaps are uniform order statistics but for their scale, which the dip does not see.
                double sum = 0;
                for (int k = 0; k < n; k++)
                {
                    sample[k] = sum -= Math.Log(random.NextDouble());
                }

                dips[i] = Math.Sqrt(n) * DipTest.Dip(sample);
            }

            IEnumerable<string> row = levels.Select(level => Quantile.Estimate(dips, 1 - level).Value.ToString("0.0000", CultureInfo.InvariantCulture));
            Console.WriteLine($"        [{string.Join(", ", row)}],");
        }
    }
}
