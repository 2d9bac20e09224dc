namespace Hone.Equivalence.Invariants.Mining;

/// <summary>
/// Finds invariants that hold of everything recorded and would hardly hold by chance, in the manner of Daikon (see
/// <see cref="Chance"/>): a fixed list of kinds, each tried wherever it fits, what is implied left out. Proposals only: what
/// happened to be true of some runs need not be meant, and a person decides.
/// </summary>
public static class Miner
{
    private const int Most = 40;

    // With a number behind it, as many as the manifest takes.
    private const int MostLetters = 54;

    /// <summary>
    /// The proposals for one workload, the most telling first: by tier, then by chance. The runs are of the same workload: itself and
    /// its cases; an invariant must hold of each of them.
    /// </summary>
    public static IReadOnlyList<Suggestion> Mine(string? workload, IReadOnlyList<MinedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
        {
            return [];
        }

        Probe probe = new(runs);
        Subjects subjects = SubjectFinder.Find(probe);
        Candidates candidates = new();
        QuantityCandidates.Find(probe, subjects, candidates);
        MemberCandidates.Find(probe, subjects, candidates);
        OrderCandidates.Find(probe, subjects, candidates);
        ValueCandidates.Find(probe, subjects, candidates);
        CustomCandidates.Find(probe, subjects, candidates);

        HashSet<string> names = new(StringComparer.Ordinal);
        HashSet<string> said = new(StringComparer.Ordinal);
        List<Suggestion> suggestions = [];
        foreach ((Candidate candidate, double chance) in candidates.Found.OrderBy(each => each.Candidate.Tier).ThenBy(each => each.Candidate.Log).ThenBy(each => each.Candidate.Holds, StringComparer.Ordinal))
        {
            bool isTelling = chance <= Chance.Limit || candidate.Tier == SuggestionTier.Customary;
            if (suggestions.Count < Most && isTelling && said.Add(candidate.Holds) && probe.Holds(candidate.Holds))
            {
                suggestions.Add(new(Unique(names, candidate.Name), candidate.Holds, candidate.Tier, chance, candidate.Because) { Workload = workload });
            }
        }

        return suggestions;
    }

    private static string Unique(HashSet<string> names, string name)
    {
        name = name.Length <= MostLetters ? name : name[..MostLetters].TrimEnd('-');
        string unique = name;
        for (int i = 2; !names.Add(unique); i++)
        {
            unique = name + "-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
