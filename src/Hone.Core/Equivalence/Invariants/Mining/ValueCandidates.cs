using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Mining;

/// <summary>Which values a column holds: one, a few, none below 0; and columns of one row that are never above another.</summary>
internal static class ValueCandidates
{
    private const int Few = 5;

    public static void Find(Probe probe, Subjects subjects, Candidates candidates)
    {
        foreach (Subject column in subjects.Columns.Where(column => !column.IsInput))
        {
            IReadOnlyList<ListValue> lists = probe.Lists(column.Text)!;
            List<Value> items = [.. lists.SelectMany(list => list.Items)];
            List<Value> distinct = [.. items.Distinct(ValueOrder.Instance).Order(ValueOrder.Instance)];
            string because = ShownValue.Count(items.Count, lists[0].Noun);
            if (candidates.Try("few values", distinct.Count <= Few && distinct.TrueForAll(value => value is NumberValue or TextValue { Span.Length: <= 40 })))
            {
                // Each further row may as well have had a value of its own.
                candidates.Add(new(
                    column.Word + "-values", $"all({column.Text}, it in [{string.Join(", ", distinct.Select(Written))}])", SuggestionTier.Values, "few values", Chance.Coins(items.Count - distinct.Count), because));
            }
            else if (distinct[0] is NumberValue least && candidates.Try("not negative", least.Number >= ExactNumber.From(0)))
            {
                bool positive = least.Number > ExactNumber.From(0);
                candidates.Add(new(
                    column.Word + (positive ? "-positive" : "-not-negative"), $"all({column.Text}, it {(positive ? ">" : ">=")} 0)", SuggestionTier.Values, "not negative", Chance.Coins(distinct.Count), because));
            }
        }

        foreach (Subject left in subjects.Columns.Where(column => !column.IsInput && column.Cell is not null && IsNumber(probe, column)))
        {
            foreach (Subject right in subjects.Columns.Where(column => column.Cell?.Rows == left.Cell!.Value.Rows && column.Text != left.Text && IsNumber(probe, column)))
            {
                List<(ExactNumber Left, ExactNumber Right)> pairs =
                [
                    .. probe.Lists(left.Text)!.Zip(probe.Lists(right.Text)!).SelectMany(pair => pair.First.Items.Zip(pair.Second.Items)).Select(pair => (((NumberValue)pair.First).Number, ((NumberValue)pair.Second).Number)),
                ];
                if (candidates.Try("never above", pairs.TrueForAll(pair => pair.Left <= pair.Right)))
                {
                    candidates.Add(new(
                        $"{left.Word}-within-{right.Word}", $"all({left.Cell!.Value.Rows}, {left.Cell.Value.Key} <= {right.Cell!.Value.Key})", SuggestionTier.OutputToOutput, "never above",
                        Chance.NeverAbove([.. pairs.Select(pair => pair.Left)], [.. pairs.Select(pair => pair.Right)]), ShownValue.Count(pairs.Count, "row")));
                }
            }
        }
    }

    private static bool IsNumber(Probe probe, Subject column) => probe.Lists(column.Text)!.All(list => list.Items.All(item => item is NumberValue));

    private static string Written(Value value) => value is TextValue text ? ShownValue.Quoted(text.Span) : ((NumberValue)value).Number.ToString();
}
