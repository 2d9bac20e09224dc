using System.Diagnostics;
using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Bench;

/// <summary>CPU time of this process, which has one thread at work: a step of 5 % every 500 points, noise of 2 %.</summary>
internal static class Speed
{
    public static void Print()
    {
        Console.WriteLine("Speed, steps of 5 % every 500 points, noise 2 %: least CPU time of some rounds on one thread, changes found of those there are");
        foreach (int n in new[] { 300, 1_000, 10_000, 100_000, 300_000, 1_000_000 })
        {
            double[] values = Values(n, out int changes);
            ChangePointReport report = ChangePointDetector.Find(values);
            double best = double.PositiveInfinity;
            int rounds = n <= 10_000 ? 40 : 3;
            for (int round = 0; round < rounds; round++)
            {
                TimeSpan start = Used();
                int times = n <= 1_000 ? 50 : 1;
                for (int i = 0; i < times; i++)
                {
                    report = ChangePointDetector.Find(values);
                }

                best = Math.Min(best, (Used() - start).TotalSeconds / times);
            }

            Console.WriteLine($"{n,9} points: {best,9:0.00000} s, {1e9 * best / n,5:0} ns a point; {report.Changes.Count} of {changes}");
        }

        double[] history = Values(100_000, out _);
        AppendingState state = AppendingDetector.Begin(history);
        SeededRandom random = new(3);
        for (int i = 0; i < 2_000; i++)
        {
            (state, _) = AppendingDetector.Append(state, history[^1] * Math.Exp(0.02 * random.NextNormal()));
        }

        const int appended = 2_000;
        TimeSpan before = Used();
        for (int i = 0; i < appended; i++)
        {
            (state, _) = AppendingDetector.Append(state, history[^1] * Math.Exp(0.02 * random.NextNormal()));
        }

        Console.WriteLine($"one point appended to a history of 100,000: {(Used() - before).TotalMilliseconds / appended:0.000} ms (mean of {appended}, {state.Present.Count} points kept)");
    }

    private static double[] Values(int n, out int changes)
    {
        SeededRandom random = new(7);
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = 100 * (i / 500 % 2 == 1 ? 1.05 : 1) * (1 + (0.02 * random.NextNormal()));
        }

        changes = (n - 1) / 500;
        return values;
    }

    private static TimeSpan Used()
    {
        using Process self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }
}
