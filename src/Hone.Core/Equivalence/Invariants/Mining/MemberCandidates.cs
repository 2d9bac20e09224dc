using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Mining;

/// <summary>Columns that come out as they went in, and columns that hold only what went in.</summary>
internal static class MemberCandidates
{
    public static void Find(Probe probe, Subjects subjects, Candidates candidates)
    {
        foreach (Subject output in subjects.Columns.Where(column => !column.IsInput))
        {
            IReadOnlyList<ListValue> values = probe.Lists(output.Text)!;
            bool inOrder = false;
            foreach (Subject input in subjects.Columns.Where(column => column.IsInput))
            {
                IReadOnlyList<ListValue> given = probe.Lists(input.Text)!;
                if (given.First(list => list.Items.Count > 0).Items[0].Rank != values.First(list => list.Items.Count > 0).Items[0].Rank)
                {
                    continue;
                }

                string because = ShownValue.Count(values.Sum(list => (long)list.Items.Count), values[0].Noun);
                if (candidates.Try("same column", values.Zip(given).All(pair => ValueOrder.Instance.Equals(pair.First, pair.Second))))
                {
                    double log = given.Sum(list => Chance.SameList(Counts(list)));
                    candidates.Add(new($"{output.Word}-is-{input.Word}", $"{output.Text} == {input.Text}", SuggestionTier.InputToOutput, "same column", log, because));
                    inOrder = true;
                    if (output.Cell is { } rows && input.Cell is { } from && candidates.IsTelling("same column", log))
                    {
                        candidates.Imply($"count({rows.Rows}) == count({from.Rows})");
                    }
                }
                else if (!inOrder && candidates.Try("same items", values.Zip(given).All(pair => SameItems(pair.First, pair.Second))))
                {
                    candidates.Add(new($"{output.Word}-has-all-of-{input.Word}", $"multiset({output.Text}) == multiset({input.Text})", SuggestionTier.InputToOutput, "same items", given.Sum(list => Chance.SameItems(Counts(list))), because));
                    inOrder = true;
                }
                else if (!inOrder && candidates.Try("subset", values.Zip(given).All(pair => pair.First.Items.ToHashSet(ValueOrder.Instance).IsSubsetOf(pair.Second.Items))))
                {
                    candidates.Add(new($"{output.Word}-from-{input.Word}", $"subset({output.Text}, {input.Text})", SuggestionTier.InputToOutput, "subset",
                        Chance.Coins(values.Sum(list => (long)list.Items.Distinct(ValueOrder.Instance).Count())), because));
                }
            }
        }
    }

    private static IEnumerable<int> Counts(ListValue list) => list.Items.GroupBy(item => item, ValueOrder.Instance).Select(group => group.Count());

    private static bool SameItems(ListValue left, ListValue right) =>
        left.Items.Count == right.Items.Count && left.Items.Order(ValueOrder.Instance).SequenceEqual(right.Items.Order(ValueOrder.Instance), ValueOrder.Instance);
}
