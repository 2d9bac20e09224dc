namespace Hone.Profiling.Differences;

/// <summary>
/// Costs that only moved between a caller and its callee: one of them changed, the other changed by the opposite, the weight
/// of the callee below that caller changed with it, and the sum of both did not. So it looks when a function is inlined or no
/// longer is, or a part of it gets a function of its own. Several callees of one caller count together.
/// </summary>
internal static class Shifts
{
    // The sum of a shift is at most this part of what moved.
    private const double Rest = 0.3;

    /// <summary>The groups; each function is in at most one.</summary>
    /// <param name="changed">The functions that were called changed.</param>
    /// <param name="change">The change of each function's own cost.</param>
    /// <param name="deviation">The standard deviation of each of those.</param>
    /// <param name="pairs">The change of the callee's own cost below the caller, for pairs of caller and callee.</param>
    /// <param name="nominal">Whether a function that was not called shows the opposite change well enough to take part.</param>
    public static List<List<int>> Find(
        IReadOnlyList<int> changed, double[] change, double[] deviation, IReadOnlyDictionary<(int Caller, int Callee), double> pairs, Func<int, bool> nominal)
    {
        HashSet<int> called = [.. changed];
        Dictionary<int, int> group = [];
        foreach (((int caller, int callee), double moved) in pairs.OrderByDescending(pair => Math.Abs(pair.Value)).ThenBy(pair => pair.Key))
        {
            bool opposite = change[caller] * change[callee] < 0 && moved * change[callee] > 0;
            bool known = (called.Contains(caller) && (called.Contains(callee) || nominal(callee))) || (called.Contains(callee) && nominal(caller));
            if (opposite && known && Math.Abs(moved) >= 0.5 * Math.Abs(change[callee]))
            {
                group[Root(group, callee)] = Root(group, caller);
            }
        }

        return
        [
            .. group.Keys.ToArray().GroupBy(member => Root(group, member))
                .Select(members => members.Order().ToList())
                .Where(members => members.Count > 1 && IsShift(members, change, deviation)),
        ];
    }

    private static bool IsShift(List<int> members, double[] change, double[] deviation)
    {
        double sum = members.Sum(member => change[member]);
        double up = members.Sum(member => Math.Max(0, change[member]));
        double down = up - sum;
        double error = Math.Sqrt(members.Sum(member => deviation[member] * deviation[member]));
        return Math.Abs(sum) <= Rest * Math.Max(up, down) && Math.Abs(sum) <= Math.Max(2.6 * error, 0.1 * Math.Max(up, down));
    }

    private static int Root(Dictionary<int, int> group, int member)
    {
        group.TryAdd(member, member);
        while (group[member] != member)
        {
            group[member] = group[group[member]];
            member = group[member];
        }

        return member;
    }
}
