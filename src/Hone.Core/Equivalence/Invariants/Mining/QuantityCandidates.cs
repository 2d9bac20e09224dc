using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Mining;

/// <summary>
/// Figures that agree in every run: how many rows there are on both sides, sums that are conserved, totals that are stated. Of
/// figures that all agree only as many equations are proposed as are needed, each with the first of them.
/// </summary>
internal static class QuantityCandidates
{

    public static void Find(Probe probe, Subjects subjects, Candidates candidates)
    {
        List<(Subject Subject, IReadOnlyList<ExactNumber> Values)> figures = [];
        foreach (Subject figure in Figures(subjects))
        {
            if (probe.Numbers(figure.Text) is { } values)
            {
                figures.Add((figure, values));
            }
        }

        HashSet<int> placed = [];
        for (int i = 0; i < figures.Count; i++)
        {
            bool isFirst = !placed.Contains(i);
            for (int j = i + 1; j < figures.Count; j++)
            {
                if (figures[i].Subject.IsInput && figures[j].Subject.IsInput)
                {
                    continue;
                }

                // Rows are few kinds of things; sums are many, and agree by chance sooner.
                bool counts = IsCount(figures[i].Subject) && IsCount(figures[j].Subject);
                string kind = counts ? "same count" : "same figure";
                if (candidates.Try(kind, figures[i].Values.SequenceEqual(figures[j].Values)) && isFirst && placed.Add(j))
                {
                    Add(candidates, kind, figures[i].Subject, figures[j].Subject, figures[i].Values);
                }
            }
        }
    }

    /// <summary>Counts and sums, inputs first, so that what comes out is measured by what went in.</summary>
    private static IEnumerable<Subject> Figures(Subjects subjects)
    {
        IEnumerable<Subject> counts = subjects.Rows.Select(rows => rows with { Text = $"count({rows.Text})", Word = rows.Word + "-count" });
        IEnumerable<Subject> sums = subjects.Columns.Select(column => column with { Text = $"sum({column.Text})", Word = column.Word + "-sum" });
        return counts.Concat(subjects.Numbers).Concat(sums).OrderByDescending(figure => figure.IsInput);
    }

    private static bool IsCount(Subject figure) => figure.Text.StartsWith("count(", StringComparison.Ordinal);

    private static void Add(Candidates candidates, string kind, Subject left, Subject right, IReadOnlyList<ExactNumber> values)
    {
        // Runs with the same figure say the same thing once.
        double log = values.Distinct().Sum(value => Chance.SameNumber(value.ToDouble()));
        string seen = string.Join(", ", values.Distinct().Take(3).Select(value => value.ToString())) + (values.Distinct().Count() > 3 ? ", …" : "");
        candidates.Add(new(
            $"{right.Word}-is-{left.Word}", $"{right.Text} == {left.Text}", left.IsInput ? SuggestionTier.InputToOutput : SuggestionTier.OutputToOutput, kind, log, "both are " + seen));
    }
}
