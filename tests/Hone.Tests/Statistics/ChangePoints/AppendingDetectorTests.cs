using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Tests.Statistics.ChangePoints;

public sealed class AppendingDetectorTests
{
    private const double Sd = 0.02;
    private const int Before = 50;
    private const int Appended = 130;

    [Theory]
    [InlineData("Gaussian")]
    [InlineData("log-normal")]
    [InlineData("bimodal")]
    public void Flat_histories_hardly_ever_alarm(string name)
    {
        SimulatedSeries noise = SimulatedSeries.All.Single(one => one.Name == name);
        int alarms = 0;
        for (ulong seed = 1; seed <= 150; seed++)
        {
            alarms += Alarm(noise.Values(new SeededRandom(1_000_003 * seed), Before + Appended, Sd, Before + Appended, 0)) is null ? 0 : 1;
        }

        Assert.InRange(alarms, 0, 3);
    }

    [Fact]
    public void A_large_step_is_told_within_a_few_points()
    {
        int[] delays = new int[60];
        for (ulong seed = 1; seed <= 60; seed++)
        {
            double[] values = SimulatedSeries.All[0].Values(new SeededRandom(seed), Before + Appended, Sd, 115, 5);
            delays[seed - 1] = Alarm(values) is { } alarm ? alarm.At - 115 : 1000;
        }

        Array.Sort(delays);
        Assert.InRange(delays[30], 1, 4);
        Assert.InRange(delays[59], 1, 12);
    }

    [Fact]
    public void An_alarm_says_where_and_how_much_and_comes_once()
    {
        double[] values = SimulatedSeries.All[0].Values(new SeededRandom(5), 300, Sd, 200, 5);
        AppendingState state = AppendingDetector.Begin(values.AsSpan(0, 100));
        List<AppendedChange> changes = [];
        foreach (double value in values.AsSpan(100))
        {
            (state, AppendedChange? change) = AppendingDetector.Append(state, value);
            if (change is not null)
            {
                changes.Add(change);
            }
        }

        AppendedChange only = Assert.Single(changes);
        Assert.InRange(only.Index, 198, 202);
        Assert.InRange(only.Effect!.Value, 0.07, 0.13);
        Assert.True(only.Statistic >= only.Limit);
        Assert.False(only.WentAway);
        Assert.Equal(300, state.Points);
        Assert.Equal(only.Index, state.PresentSince);
        Assert.Equal(300 - only.Index, state.Present.Count);
    }

    [Fact]
    public void What_comes_back_went_away()
    {
        SeededRandom random = new(2);
        AppendingState state = AppendingDetector.Begin([.. Enumerable.Range(0, 60).Select(_ => 100 + random.NextNormal())]);
        List<AppendedChange> changes = [];
        for (int i = 0; i < 80; i++)
        {
            (state, AppendedChange? change) = AppendingDetector.Append(state, (i < 40 ? 110 : 100) + random.NextNormal());
            if (change is not null)
            {
                changes.Add(change);
            }
        }

        Assert.Equal([60, 100], changes.Select(change => change.Index));
        Assert.Equal([false, true], changes.Select(change => change.WentAway));
    }

    [Fact]
    public void What_is_kept_does_not_grow_with_the_history()
    {
        SeededRandom random = new(3);
        AppendingState state = AppendingDetector.Begin([.. Enumerable.Range(0, 5000).Select(_ => 100 + random.NextNormal())]);
        for (int i = 0; i < 100; i++)
        {
            (state, _) = AppendingDetector.Append(state, 100 + random.NextNormal());
        }

        Assert.Equal(5100, state.Points);
        Assert.Equal(AppendingDetector.MostKept, state.Present.Count);
    }

    [Fact]
    public void A_history_may_begin_with_nothing_and_hold_anything_finite()
    {
        AppendingState state = new();
        foreach (double value in new[] { 0, -3, 1e150, -1e150, 0, 0, 0, 1e-300, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 7, 7, 7, 7, 7, 7, 7, 7 })
        {
            (state, _) = AppendingDetector.Append(state, value);
        }

        Assert.Equal(29, state.Points);
        Assert.Throws<ArgumentException>(() => AppendingDetector.Append(state, double.NaN));
    }

    [Fact]
    public void Suspects_are_rare_and_pairs_confirm_only_what_is_real()
    {
        SimulatedSeries noise = SimulatedSeries.All[0];
        int suspects = 0;
        int confirmed = 0;
        int real = 0;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            double[] values = noise.Values(new SeededRandom(seed), 150, Sd, 150, 0);
            AppendingState state = AppendingDetector.Begin(values.AsSpan(0, 50));
            for (int i = 50; i < 150; i++)
            {
                if (Suspicion.Of(state, values[i]).IsSuspect)
                {
                    suspects++;
                    confirmed += Answer(noise, seed, 0) == SuspectAnswer.Confirmed ? 1 : 0;
                }

                (state, _) = AppendingDetector.Append(state, values[i]);
            }

            real += Answer(noise, seed, 5) == SuspectAnswer.Confirmed ? 1 : 0;
        }

        Assert.InRange(suspects, 10, 250);
        Assert.Equal(0, confirmed);
        Assert.InRange(real, 99, 100);

        static SuspectAnswer Answer(SimulatedSeries noise, ulong seed, double step)
        {
            double[] drawn = noise.Noise(new SeededRandom(seed ^ 77), 64);
            SuspectAnswer answer = SuspectAnswer.More;
            for (int pairs = 1; answer == SuspectAnswer.More; pairs++)
            {
                answer = SuspectPairs.Judge([.. Enumerable.Range(0, pairs).Select(i => Sd * (drawn[2 * i] + step - drawn[(2 * i) + 1]))], Sd);
            }

            return answer;
        }
    }

    private static (int At, AppendedChange Change)? Alarm(double[] values)
    {
        AppendingState state = AppendingDetector.Begin(values.AsSpan(0, Before));
        for (int i = Before; i < values.Length; i++)
        {
            (state, AppendedChange? change) = AppendingDetector.Append(state, values[i]);
            if (change is not null)
            {
                return (i, change);
            }
        }

        return null;
    }
}
