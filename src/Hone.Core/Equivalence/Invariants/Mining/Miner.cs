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
    /// The proposals for one workload and its cases: those that hold of all of them, then those of each one that reads or writes
    /// other files than the rest, without what is only customary.
    /// </summary>
    /// <param name="workload">The workload's name.</param>
    /// <param name="runs">It and its cases, the workload first.</param>
    public static IReadOnlyList<Suggestion> MineAll(string workload, IReadOnlyList<MinedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        List<Suggestion> found = [.. Mine(runs).Select(each => each with { Workload = workload })];
        if (runs.Select(Places).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            HashSet<string> said = [.. found.Select(each => each.Holds)];
            found.AddRange(runs.SelectMany(run => Mine([run])
                .Where(each => !said.Contains(each.Holds) && (each.Tier != SuggestionTier.Customary || run.Name == workload))
                .Select(each => each with { Case = run.Name })));
        }

        return found;
    }

    /// <summary>The proposals that hold of each of these runs, the most telling first: by tier, then by chance.</summary>
    public static IReadOnlyList<Suggestion> Mine(IReadOnlyList<MinedRun> runs)
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
                suggestions.Add(new(Unique(names, candidate.Name), candidate.Holds, candidate.Tier, chance, candidate.Because));
            }
        }

        return suggestions;
    }

    private static string Places(MinedRun run) => string.Join('\n', run.Channels.Concat(run.Inputs).Order(StringComparer.Ordinal));

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
