namespace Hone.Profiling.Differences;

/// <summary>Whose doing a change is: shifts between caller and callee, functions below a caller, the caller of a function.</summary>
internal sealed class Attribution(Side before, Side after, double factor, Columns self)
{
    private const double Explained = 0.6;
    private const double MostOfIt = 0.8;
    private const int MostCauses = 24;

    private readonly Dictionary<(int Caller, int Callee), double> _pairs = PairChanges(before, after, factor);

    /// <summary>Marks shifted functions in <paramref name="verdicts"/>, and gives each its group.</summary>
    public Dictionary<int, IReadOnlyList<int>> Shifts(Dictionary<int, CostChange> changes, Dictionary<int, FunctionVerdict> verdicts)
    {
        int functions = self.Before.Cost.Length;
        double[] change = new double[functions];
        double[] deviation = new double[functions];
        for (int i = 0; i < functions; i++)
        {
            change[i] = (self.After.Cost[i] / factor) - self.Before.Cost[i];
            deviation[i] = self.Deviation(i, factor);
        }

        List<int> changed = [.. verdicts.Where(pair => pair.Value != FunctionVerdict.Same).Select(pair => pair.Key)];
        Dictionary<int, IReadOnlyList<int>> groups = [];
        bool Nominal(int function) => self.Before.Cost[function] == 0 || self.After.Cost[function] == 0
            || (changes.TryGetValue(function, out CostChange? known) ? known.PValue < 0.05 : Math.Abs(change[function]) > 2 * deviation[function]);
        foreach (List<int> group in Differences.Shifts.Find(changed, change, deviation, _pairs, Nominal))
        {
            foreach (int function in group.Where(verdicts.ContainsKey))
            {
                verdicts[function] = FunctionVerdict.Shifted;
                groups[function] = group;
            }
        }

        return groups;
    }

    /// <summary>
    /// For the functions whose cumulative cost changed and whose own did not, the changed ones below that explain it; where none
    /// does, the deepest becomes <see cref="FunctionVerdict.Below"/>.
    /// </summary>
    public Dictionary<int, IReadOnlyList<(int Function, double Change)>> Causes(
        Dictionary<int, CostChange> cumulative, Dictionary<int, CostChange> changes, Dictionary<int, FunctionVerdict> verdicts, Func<CostChange, bool> changed)
    {
        int[] callers = [.. verdicts.Where(pair => pair.Value == FunctionVerdict.Same && changed(cumulative[pair.Key])).Select(pair => pair.Key)];
        Dictionary<int, IReadOnlyList<(int Function, double Change)>> causes = [];
        if (callers.Length == 0)
        {
            return causes;
        }

        List<(int Function, double[] Change)> below = [];
        foreach (int function in verdicts.Where(pair => pair.Value != FunctionVerdict.Same).Select(pair => pair.Key).OrderByDescending(key => Math.Abs(changes[key].Change)).ThenBy(key => key).Take(MostCauses))
        {
            double[] earlier = Differences.Causes.Under(before.Sums, before.Divisors, function);
            double[] later = Differences.Causes.Under(after.Sums, after.Divisors, function);
            below.Add((function, [.. later.Select((cost, i) => (cost / factor) - earlier[i])]));
        }

        List<int> unexplained = [];
        foreach (int caller in callers)
        {
            double change = cumulative[caller].Change;
            (int, double)[] parts = [.. below.Select(cause => (cause.Function, Change: cause.Change[caller])).Where(cause => cause.Change * change > 0 && Math.Abs(cause.Change) >= 0.1 * Math.Abs(change)).OrderByDescending(cause => Math.Abs(cause.Change))];
            if (parts.Length > 0 && Math.Abs(parts.Sum(part => part.Item2)) >= Explained * Math.Abs(change))
            {
                causes[caller] = parts;
            }
            else if (Math.Abs(changes[caller].Change) < 0.5 * Math.Abs(change) || changes[caller].Change * change < 0)
            {
                unexplained.Add(caller);
            }
        }

        // Callers of the deepest one are explained by it: cumulative costs grow towards the root.
        foreach (int caller in unexplained.OrderBy(function => cumulative[function].Before + cumulative[function].After))
        {
            double change = cumulative[caller].Change;
            if (unexplained.FirstOrDefault(other => verdicts[other] == FunctionVerdict.Below && cumulative[other].Change * change > 0 && Math.Abs(cumulative[other].Change) >= MostOfIt * Math.Abs(change), -1) is int deeper and >= 0)
            {
                causes[caller] = [(deeper, cumulative[deeper].Change)];
            }
            else
            {
                verdicts[caller] = FunctionVerdict.Below;
            }
        }

        return causes;
    }

    /// <summary>The caller by whose calls a function changed, when it has several and one stands for most of the change; else null.</summary>
    public int? Through(int function, double change)
    {
        (int Caller, double Change)[] callers = [.. _pairs.Where(pair => pair.Key.Callee == function).Select(pair => (pair.Key.Caller, pair.Value)).OrderByDescending(pair => pair.Value * change).ThenBy(pair => pair.Caller)];
        return callers.Length > 1 && callers[0].Change * change > 0 && Math.Abs(callers[0].Change) >= MostOfIt * Math.Abs(change) ? callers[0].Caller : null;
    }

    private static Dictionary<(int, int), double> PairChanges(Side before, Side after, double factor)
    {
        int functions = before.Sums[0].Self.Length;
        Dictionary<(int, int), double> changes = [];
        foreach ((long pair, double cost) in after.Pairs())
        {
            (long caller, long callee) = Math.DivRem(pair, functions);
            changes[((int)caller, (int)callee)] = cost / factor;
        }

        foreach ((long pair, double cost) in before.Pairs())
        {
            (long caller, long callee) = Math.DivRem(pair, functions);
            changes[((int)caller, (int)callee)] = changes.GetValueOrDefault(((int)caller, (int)callee)) - cost;
        }

        return changes;
    }
}
