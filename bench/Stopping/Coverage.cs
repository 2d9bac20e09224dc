using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Bench;

/// <summary>How often the interval of a comparison that was stopped by Hone's rule holds the truth, by its nominal confidence.</summary>
internal static class Coverage
{
    public static void Print(int streams)
    {
        double[] nominal = [0.95, 0.96, 0.965, 0.97];
        foreach (int pairs in new[] { 40, 80, 160, 320, 640 })
        {
            Console.WriteLine($"At most {pairs} pairs, {streams} streams a row: % of intervals with the truth in them, by nominal confidence; (of those that stopped early)");
            Console.WriteLine($"{"",-10}{string.Concat(nominal.Select(level => $"{level * 100 + " %",16}"))}{"stopped",10}");
            foreach (double effect in new[] { 0, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1 })
            {
                SeededRandom random = new((ulong)(pairs * 100_003) + (ulong)(effect * 1e6));
                double[][] noise = [.. Enumerable.Range(0, streams).Select(_ => PairNoise.Draw(pairs, effect, random))];
                (bool Early, bool[] Held)[] all = [.. noise.AsParallel().AsOrdered().Select(stream =>
                {
                    Said said = Rules.Hone(stream, new ComparisonDesign());
                    double[] seen = stream[..said.Pairs];
                    return (said.Pairs < pairs, nominal.Select(level => SignedRank.ShiftInterval(seen, level)?.Contains(Math.Log(1 + effect)) == true).ToArray());
                })];
                int early = all.Count(one => one.Early);
                string cells = string.Concat(nominal.Select((_, k) =>
                    $"{$"{Share(all.Count(one => one.Held[k]), streams)} ({Share(all.Count(one => one.Early && one.Held[k]), early)})",16}"));
                Console.WriteLine($"{(effect == 0 ? "A/A" : $"+{effect * 100} %"),-10}{cells}{Share(early, streams),10}");
            }

            Console.WriteLine();
        }
    }

    private static string Share(int count, int of) => of == 0 ? "-" : $"{100.0 * count / of:0.0}";
}
