namespace Wordfreq;

/// <summary>A term and how often it occurred.</summary>
public sealed record Term(string Text, int Count);

public static class Ranking
{
    /// <summary>The most frequent terms first; terms of the same count in ordinal order.</summary>
    public static IReadOnlyList<Term> Top(TermCounter counter, int top, int least)
    {
        List<Term> terms = [];
        foreach ((string text, int count) in counter.Counts)
        {
            if (count >= least)
            {
                terms.Add(new Term(text, count));
            }
        }

        terms.Sort((left, right) => left.Count != right.Count ? right.Count.CompareTo(left.Count) : string.CompareOrdinal(left.Text, right.Text));
        return terms.Count > top ? terms.GetRange(0, top) : terms;
    }
}
