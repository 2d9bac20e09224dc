using Hone.Statistics;

namespace Hone.Bench;

/// <summary>False alarms, power and pairs of the stopping rules.</summary>
internal static class Power
{
    private const int MostPairs = 600;

    public static void Print(int streams)
    {
        double[] effects = [0, 0.005, 0.01, 0.02, 0.05];
        Console.WriteLine($"At most {MostPairs} pairs, {streams} streams a cell: % called different in the right direction (A/A: in any) / mean pairs");
        Console.WriteLine($"{"",-46}{string.Concat(effects.Select(effect => $"{(effect == 0 ? "A/A" : $"+{effect * 100} %"),12}"))}{"wrong",8}");
        double[][][] noise = [.. effects.Select((effect, i) =>
        {
            SeededRandom random = new((ulong)i + 1);
            return Enumerable.Range(0, streams).Select(_ => PairNoise.Draw(MostPairs, effect, random)).ToArray();
        })];
        foreach (StoppingRule rule in Rules.All)
        {
            int wrong = 0;
            string row = "";
            for (int i = 0; i < effects.Length; i++)
            {
                Said[] said = [.. noise[i].AsParallel().AsOrdered().Select(rule.Apply)];
                int right = said.Count(one => effects[i] == 0 ? one.Direction != 0 : one.Direction > 0);
                wrong += effects[i] == 0 ? 0 : said.Count(one => one.Direction < 0);
                row += $"{$"{100.0 * right / streams:0.0}/{said.Average(one => one.Pairs):0}",12}";
            }

            Console.WriteLine($"{rule.Name,-46}{row}{wrong,8}");
        }

        Console.WriteLine();
    }
}
