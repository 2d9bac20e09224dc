using Hone.Statistics;
using Hone.Statistics.ChangePoints;
using Hone.Tests.Statistics.ChangePoints;

namespace Hone.Bench;

/// <summary>Alarms and delay of histories that are judged after every point, without and with suspects measured again.</summary>
internal static class GrowingSeries
{
    private const int Before = 50;
    private const int Appended = 130;
    private const int StepAt = 65;
    private const double Sd = 0.02;

    public static void PrintAlarms(int count)
    {
        double[] steps = [1, 2, 2.5, 5, 10];
        Console.WriteLine($"Growing history, judged after each of {Appended} points after {Before}; {count} streams a cell: % of flat streams that ever alarm; median delay in points after the first of the new level (found), by the step");
        Console.WriteLine($"{"",-14}{"flat",8}{string.Concat(steps.Select(step => $"{step,14}"))}");
        foreach (SimulatedSeries noise in SimulatedSeries.All)
        {
            int alarms = WholeSeries.Each(count, seed => Run(noise, seed, 0) is not null ? 1 : 0).Sum();
            string row = "";
            foreach (double step in steps)
            {
                int?[] delays = WholeSeries.Each(count, seed => Run(noise, seed, step));
                int[] found = [.. delays.Where(delay => delay >= 0).Select(delay => delay!.Value).Order()];
                row += $"{(found.Length == 0 ? "never" : $"{found[found.Length / 2]} ({WholeSeries.Share(found.Length, count)})"),14}";
            }

            Console.WriteLine($"{noise.Name,-14}{WholeSeries.Share(alarms, count),8}{row}");
        }
    }

    public static void PrintPairs(int count)
    {
        double[] steps = [0, 1, 2, 2.5, 5];
        Console.WriteLine($"The same with suspects measured again in pairs, {count} streams a cell: false confirmations per stream, extra runs per commit; delay median/90 % of those confirmed (their share), by the step");
        foreach (SimulatedSeries noise in SimulatedSeries.All)
        {
            string row = "";
            foreach (double step in steps)
            {
                (int False, int Runs, int? Delay)[] found = WholeSeries.Each(count, seed => Confirm(noise, seed, step));
                int[] delays = [.. found.Where(one => one.Delay is not null).Select(one => one.Delay!.Value).Order()];
                row += step == 0
                    ? $"  flat: {(double)found.Sum(one => one.False) / count:0.0000} false, {(double)found.Sum(one => one.Runs) / count / Appended:0.00} runs"
                    : $"  {step}: {(delays.Length == 0 ? "never" : $"{delays[delays.Length / 2]}/{delays[delays.Length * 9 / 10]} ({WholeSeries.Share(delays.Length, count)})")}";
            }

            Console.WriteLine($"{noise.Name,-14}{row}");
        }
    }

    // The delay of the first alarm, negative when it came before the step; null without one.
    private static int? Run(SimulatedSeries noise, ulong seed, double step)
    {
        double[] values = noise.Values(new SeededRandom(seed), Before + Appended, Sd, Before + StepAt, step);
        AppendingState state = AppendingDetector.Begin(values.AsSpan(0, Before));
        for (int i = Before; i < values.Length; i++)
        {
            (state, AppendedChange? change) = AppendingDetector.Append(state, values[i]);
            if (change is not null)
            {
                return step == 0 ? 0 : i - (Before + StepAt);
            }
        }

        return null;
    }

    private static (int False, int Runs, int? Delay) Confirm(SimulatedSeries noise, ulong seed, double step)
    {
        double[] values = noise.Values(new SeededRandom(seed), Before + Appended, Sd, Before + StepAt, step);
        double[] again = noise.Noise(new SeededRandom(seed ^ 0x5555), 4096);
        int next = 0;
        int runs = 0;
        int wrong = 0;
        AppendingState state = AppendingDetector.Begin(values.AsSpan(0, Before));
        for (int i = Before; i < values.Length; i++)
        {
            bool suspect = Suspicion.Of(state, values[i]).IsSuspect;
            (state, _) = AppendingDetector.Append(state, values[i]);
            if (!suspect)
            {
                continue;
            }

            double real = step > 0 && i >= Before + StepAt ? step : 0;
            List<double> pairs = [];
            SuspectAnswer answer = SuspectAnswer.More;
            while (answer == SuspectAnswer.More)
            {
                pairs.Add(Math.Log(Math.Max(0.01, 1 + (Sd * (again[next++ % 4096] + real)))) - Math.Log(Math.Max(0.01, 1 + (Sd * again[next++ % 4096]))));
                runs += 2;
                answer = SuspectPairs.Judge([.. pairs], state.Noise ?? Sd);
            }

            if (answer == SuspectAnswer.Confirmed)
            {
                if (real > 0)
                {
                    return (wrong, runs, i - (Before + StepAt));
                }

                wrong++;
            }
        }

        return (wrong, runs, null);
    }
}
