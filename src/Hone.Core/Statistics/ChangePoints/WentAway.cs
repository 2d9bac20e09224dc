namespace Hone.Statistics.ChangePoints;

/// <summary>Changes that did not last: a later level is at least half the way back.</summary>
internal static class WentAway
{
    /// <summary>The changes, each with the index of the later one that undid it.</summary>
    public static IReadOnlyList<ChangePoint> Mark(ChangePoint[] changes)
    {
        // Of the changes that still hold, the one that is undone first is the one whose half-way mark is nearest to the present level.
        PriorityQueue<int, double> up = new();
        PriorityQueue<int, double> down = new();
        for (int i = 0; i < changes.Length; i++)
        {
            Undo(up, -changes[i].After, i);
            Undo(down, changes[i].After, i);
            double half = Half(changes[i]);
            if (changes[i].After > changes[i].Before)
            {
                up.Enqueue(i, -half);
            }
            else
            {
                down.Enqueue(i, half);
            }
        }

        return changes;

        void Undo(PriorityQueue<int, double> open, double level, int by)
        {
            while (open.TryPeek(out int undone, out double mark) && mark < level)
            {
                open.Dequeue();
                changes[undone] = changes[undone] with { WentAwayAt = changes[by].Index };
            }
        }
    }

    private static double Half(ChangePoint change) => change.Before + ((change.After - change.Before) / 2);
}
