using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Mining;

/// <summary>Columns in order, ties in the order of another column, and columns without doubles.</summary>
internal static class OrderCandidates
{
    public static void Find(Probe probe, Subjects subjects, Candidates candidates)
    {
        List<(Subject Column, bool Descending, string Holds)> sorted = [];
        foreach (Subject column in subjects.Columns.Where(column => !column.IsInput))
        {
            IReadOnlyList<ListValue> lists = probe.Lists(column.Text)!;
            long items = lists.Sum(list => (long)list.Items.Count);
            double log = lists.Sum(list => Chance.Sorted(Counts(list)));
            foreach (bool descending in new[] { false, true })
            {
                if (candidates.Try("sorted", lists.All(list => InOrder(list.Items, descending))) && log < 0)
                {
                    string holds = $"sorted({column.Text}{(descending ? ", desc" : "")})";
                    candidates.Add(new(column.Word + "-sorted", holds, SuggestionTier.Order, "sorted", log, ShownValue.Count(items, lists[0].Noun)));
                    sorted.Add((column, descending, holds));
                }
            }

            if (candidates.Try("unique", lists.All(list => list.Items.Distinct(ValueOrder.Instance).Count() == list.Items.Count)))
            {
                candidates.Add(new(column.Word + "-unique", $"unique({column.Text})", SuggestionTier.Unique, "unique", lists.Sum(list => Chance.Unique(list.Items.Count)), ShownValue.Count(items, lists[0].Noun)));
            }
        }

        foreach ((Subject column, bool descending, string holds) in sorted)
        {
            Ties(probe, subjects, candidates, column, descending, holds);
        }
    }

    /// <summary>How often each value occurs.</summary>
    private static IEnumerable<int> Counts(ListValue list) => list.Items.GroupBy(item => item, ValueOrder.Instance).Select(group => group.Count());

    private static bool InOrder(IReadOnlyList<Value> items, bool descending)
    {
        for (int i = 1; i < items.Count; i++)
        {
            if (ValueOrder.Instance.Compare(items[i - 1], items[i]) * (descending ? -1 : 1) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A second column of the same rows that is in order wherever the first has ties: this says what a stable sort promises.</summary>
    private static void Ties(Probe probe, Subjects subjects, Candidates candidates, Subject column, bool descending, string single)
    {
        if (column.Cell is not { } cell)
        {
            return;
        }

        IReadOnlyList<ListValue> keys = probe.Lists(column.Text)!;
        foreach (Subject other in subjects.Columns.Where(other => other.Cell is { } second && second.Rows == cell.Rows && second.Key != cell.Key))
        {
            IReadOnlyList<ListValue> values = probe.Lists(other.Text)!;
            List<IReadOnlyList<Value>> groups = [.. keys.Zip(values).SelectMany(pair => Groups(pair.First.Items, pair.Second.Items))];
            double log = groups.Sum(group => Chance.Sorted(Counts(new(group))));
            foreach (bool down in new[] { false, true })
            {
                if (candidates.Try("ties", groups.TrueForAll(group => InOrder(group, down))) && log < 0)
                {
                    string order = descending || down ? $", {(descending ? "desc" : "asc")}" : "";
                    string holds = order.Length == 0
                        ? $"sorted_by({cell.Rows}, {cell.Key}, asc, {other.Cell!.Value.Key})"
                        : $"sorted_by({cell.Rows}, {cell.Key}{order}, {other.Cell!.Value.Key}{(down ? ", desc" : "")})";
                    candidates.Add(new(column.Word + "-and-" + other.Word + "-sorted", holds, SuggestionTier.Order, "ties", log, ShownValue.Count(groups.Count, "tie")));
                    if (candidates.IsTelling("ties", log))
                    {
                        candidates.Imply(single);
                    }
                }
            }
        }
    }

    /// <summary>The values of each run of equal keys that is longer than one.</summary>
    private static IEnumerable<IReadOnlyList<Value>> Groups(IReadOnlyList<Value> keys, IReadOnlyList<Value> values)
    {
        int start = 0;
        for (int i = 1; i <= keys.Count; i++)
        {
            if (i == keys.Count || !ValueOrder.Instance.Equals(keys[i], keys[start]))
            {
                if (i - start > 1)
                {
                    yield return [.. values.Skip(start).Take(i - start)];
                }

                start = i;
            }
        }
    }
}
