using System.Buffers.Binary;
using CsCheck;
using Hone.Opportunities.Handicaps;

namespace Hone.Tests.Opportunities.Handicaps;

public sealed class DelayTotalsTests
{
    [Fact]
    public void Threads_beside_each_other_count_once_and_threads_one_after_the_other_add_up()
    {
        DelaySlot[] beside = [new(10, 100, 0, 50), new(10, 120, 10, 60), new(10, 90, 20, 70)];
        Assert.Equal(new DelayTotals(30, 310, 120, 10, 3), DelayTotals.Of(beside));
        DelaySlot[] after = [new(10, 100, 0, 50), new(10, 120, 50, 60), new(10, 90, 61, 70)];
        Assert.Equal(new DelayTotals(30, 310, 310, 30, 3), DelayTotals.Of(after));

        // Two workers at a time, three times over.
        DelaySlot[] tasks = [.. Enumerable.Range(0, 6).Select(i => new DelaySlot(5, 100, i / 2 * 10, (i / 2 * 10) + 9))];
        Assert.Equal(300, DelayTotals.Of(tasks).Chain);
    }

    [Fact]
    public void A_thread_that_never_called_counts_for_nothing() =>
        Assert.Equal(new DelayTotals(0, 0, 0, 0, 0), DelayTotals.Of([new(0, 0, 5, 9)]));

    [Fact]
    public void The_chain_is_at_least_the_longest_thread_and_at_most_all_of_them() =>
        Gen.Select(Gen.Long[1, 1000], Gen.Long[0, 100], Gen.Long[0, 50]).Select((weight, first, length) => new DelaySlot(1, weight, first, first + length)).Array[1, 12].Sample(slots =>
        {
            DelayTotals totals = DelayTotals.Of(slots);
            Assert.InRange(totals.Chain, slots.Max(slot => slot.Inserted), slots.Sum(slot => slot.Inserted));
            Assert.Equal(Best(slots), totals.Chain);
        }, iter: 300);

    [Fact]
    public void Calls_follow_from_the_countdown()
    {
        Assert.Equal(7, Slot(left: 3, every: 100, start: 10, waits: 0));
        Assert.Equal(10, Slot(left: 100, every: 100, start: 10, waits: 1));
        Assert.Equal(10 + 200 + 40, Slot(left: 60, every: 100, start: 10, waits: 3));
    }

    [Fact]
    public void Any_bytes_are_read() => Gen.Byte.Array[0, 300].Sample(bytes => DelaySlot.Read(bytes).All(slot => slot.Calls >= 0 && slot.Inserted >= 0 && slot.Last >= slot.First));

    [Fact]
    public void Rare_calls_wait_each_and_frequent_ones_in_turns_of_the_same_total()
    {
        DelayPlan rare = DelayPlan.Of([0, 0, 0.02, 0.05, 0.10], 1e9, 1000, slow: false);
        Assert.Equal(1, rare.Every);
        Assert.Equal([0, 0, 20_000, 50_000, 100_000], rare.Waits);
        DelayPlan frequent = DelayPlan.Of([0, 0, 0.02, 0.05, 0.10], 1e9, 100_000_000, slow: false);
        Assert.Equal(10_000, frequent.Every);
        Assert.Equal([0, 0, 2_000, 5_000, 10_000], frequent.Waits);
        Assert.Equal(1, DelayPlan.Of([0, 0, 0.05], 1e6, 1, slow: true).Every);
    }

    private static long Slot(long left, long every, long start, long waits)
    {
        byte[] bytes = new byte[DelaySlot.Size];
        long[] numbers = [left, every, start, waits, 0, 0, 0, 0];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * 8), numbers[i]);
        }

        return Assert.Single(DelaySlot.Read(bytes)).Calls;
    }

    // Every subset without overlap.
    private static long Best(DelaySlot[] slots)
    {
        long best = 0;
        for (int set = 0; set < 1 << slots.Length; set++)
        {
            DelaySlot[] chosen = [.. slots.Where((_, i) => (set >> i & 1) == 1).OrderBy(slot => slot.First).ThenBy(slot => slot.Last)];
            if (chosen.Zip(chosen.Skip(1)).All(pair => pair.First.Last <= pair.Second.First))
            {
                best = Math.Max(best, chosen.Sum(slot => slot.Inserted));
            }
        }

        return best;
    }
}
