using Hone.Statistics;

namespace Hone.Equivalence.Mutants;

/// <summary>
/// The order in which mutants are tried: by lot, spread over functions and families, few a line, so that the first forty say as
/// much as forty can. (Google's practice of few mutants a line: G. Petrović and M. Ivanković, "State of Mutation Testing at Google",
/// ICSE-SEIP 2018.)
/// </summary>
public static class MutantSample
{
    /// <summary>How many mutants of one line are tried at most.</summary>
    public const int MostOfLine = 3;

    /// <summary>All mutants that may be tried, in the order in which they are; the same seed and mutants give the same order.</summary>
    public static IReadOnlyList<Mutant> Order(IReadOnlyList<Mutant> mutants, ulong seed)
    {
        SeededRandom random = new(seed);
        Mutant[] shuffled = [.. mutants];
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int other = random.NextIndex(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        // One of each family of each function in turn; the families of a function stand in the order in which the lot brought them.
        List<Queue<Mutant>> functions = [.. shuffled.GroupBy(mutant => (mutant.File, mutant.Function)).Select(function => new Queue<Mutant>(Spread(function)))];
        Dictionary<(string, int), int> ofLine = [];
        List<Mutant> order = [];
        while (functions.Count > 0)
        {
            foreach (Queue<Mutant> function in functions)
            {
                while (function.TryDequeue(out Mutant? mutant))
                {
                    int count = ofLine.GetValueOrDefault((mutant.File, mutant.Line));
                    if (count < MostOfLine)
                    {
                        ofLine[(mutant.File, mutant.Line)] = count + 1;
                        order.Add(mutant);
                        break;
                    }
                }
            }

            functions.RemoveAll(function => function.Count == 0);
        }

        return order;
    }

    private static IEnumerable<Mutant> Spread(IEnumerable<Mutant> mutants)
    {
        List<Queue<Mutant>> families = [.. mutants.GroupBy(mutant => mutant.Family).Select(family => new Queue<Mutant>(family))];
        while (families.Count > 0)
        {
            foreach (Queue<Mutant> family in families)
            {
                yield return family.Dequeue();
            }

            families.RemoveAll(family => family.Count == 0);
        }
    }
}
