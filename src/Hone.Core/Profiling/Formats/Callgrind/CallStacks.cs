using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Callgrind;

/// <summary>
/// Makes stacks of a call graph. What a function spent below one caller is not recorded, so it is divided there as it is over all callers
/// together (the assumption of gprof: Graham, Kessler, McKusick 1982). Whole numbers are divided by the largest remainder, so that the total
/// stays what was recorded. The heaviest places are divided first; a function that is already on its stack, and what is left when there are
/// <see cref="MostNodes"/> places or <see cref="MostDivisions"/> numbers were divided, is not divided further.
/// </summary>
internal static class CallStacks
{
    private const int MostNodes = 60_000;
    private const int DeepestStack = 400;
    private const long MostDivisions = 20_000_000;

    /// <summary>Adds the stacks to <paramref name="tree"/>, with the numbers of functions as frames.</summary>
    public static void Add(CallGraph graph, StackTree tree)
    {
        PriorityQueue<Place, long> waiting = new();
        IReadOnlyList<KeyValuePair<int, long>> roots = graph.Roots();
        long[] amounts = Divide(graph.Total, [.. roots.Select(root => root.Value)]);
        for (int i = 0; i < amounts.Length; i++)
        {
            Wait(new Place(tree.Child(-1, roots[i].Key), roots[i].Key, amounts[i], null, 1));
        }

        long divisions = 0;
        while (waiting.TryDequeue(out Place? place, out _))
        {
            if (divisions >= MostDivisions || tree.Count >= MostNodes || place.Depth >= DeepestStack || place.IsRecursive())
            {
                tree.Add(place.Node, place.Amount);
                continue;
            }

            (long self, IReadOnlyList<KeyValuePair<int, long>> callees) = graph.Of(place.Function);
            divisions += callees.Count + 1;
            long[] parts = Divide(place.Amount, [self, .. callees.Select(callee => callee.Value)]);
            tree.Add(place.Node, parts[0]);
            for (int i = 1; i < parts.Length; i++)
            {
                if (parts[i] > 0)
                {
                    int callee = callees[i - 1].Key;
                    Wait(new Place(tree.Child(place.Node, callee), callee, parts[i], place, place.Depth + 1));
                }
            }
        }

        void Wait(Place place) => waiting.Enqueue(place, -place.Amount);
    }

    /// <summary>Divides a whole number in proportion to weights, without loss; all of it goes to the first when there are no weights.</summary>
    private static long[] Divide(long amount, IReadOnlyList<long> weights)
    {
        Int128 all = 0;
        foreach (long weight in weights)
        {
            all += weight;
        }

        long[] parts = new long[weights.Count];
        if (all == 0)
        {
            if (parts.Length > 0)
            {
                parts[0] = amount;
            }

            return parts;
        }

        Int128[] rests = new Int128[parts.Length];
        long left = amount;
        for (int i = 0; i < parts.Length; i++)
        {
            (Int128 part, rests[i]) = Int128.DivRem((Int128)amount * weights[i], all);
            parts[i] = (long)part;
            left -= parts[i];
        }

        if (left > 0)
        {
            int[] order = [.. Enumerable.Range(0, parts.Length)];
            Array.Sort(order, (one, other) => rests[other].CompareTo(rests[one]) is int larger and not 0 ? larger : one.CompareTo(other));
            for (int i = 0; i < left; i++)
            {
                parts[order[i]]++;
            }
        }

        return parts;
    }

    private sealed record Place(int Node, int Function, long Amount, Place? Caller, int Depth)
    {
        public bool IsRecursive()
        {
            for (Place? above = Caller; above is not null; above = above.Caller)
            {
                if (above.Function == Function)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
