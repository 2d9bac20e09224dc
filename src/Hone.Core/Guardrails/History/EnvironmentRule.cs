using Hone.Statistics;

namespace Hone.Guardrails.History;

/// <summary>A fact about the environment that is another one after a change of level.</summary>
/// <param name="Name">Its name: <see cref="HistoryEnvironment"/>.</param>
/// <param name="Before">The last value before; empty when it was not known.</param>
/// <param name="After">The first value after.</param>
public sealed record ChangedFact(string Name, string Before, string After);

/// <summary>
/// Tells a change of the program from one of the machine. A change is the program's when it shows among points of one environment, or
/// when nothing else changed; it is the environment's when every point before was measured in another one than the points after, or when
/// within the same environment it does not show.
/// </summary>
public static class EnvironmentRule
{
    // A fact that is new at more than a third of the points, such as the name of a machine that is rented by the hour, says nothing.
    private const int PointsPerValue = 3;

    // So few points of one environment on one side say nothing about it.
    private const int FewestCommon = 2;

    // Within one environment the change must show at least half its size, in the same direction.
    private const double Part = 0.5;

    /// <summary>What changed in the environment; empty when the change is the program's.</summary>
    /// <param name="all">All points of the series.</param>
    /// <param name="before">The points of the level before.</param>
    /// <param name="after">The points of the level after.</param>
    /// <param name="isRelative">Whether levels are compared by their ratio.</param>
    public static IReadOnlyList<ChangedFact> Judge(IReadOnlyList<HistoryPoint> all, IReadOnlyList<HistoryPoint> before, IReadOnlyList<HistoryPoint> after, bool isRelative)
    {
        string[] names = Telling(all);
        if (names.Length == 0 || before.Count == 0 || after.Count == 0)
        {
            return [];
        }

        ILookup<string, HistoryPoint> old = before.ToLookup(point => Signature(point, names));
        ILookup<string, HistoryPoint> now = after.ToLookup(point => Signature(point, names));
        if (old.Count == 1 && now.Count == 1 && old.First().Key == now.First().Key)
        {
            return [];
        }

        string[] common = [.. old.Select(group => group.Key).Where(key => old[key].Count() >= FewestCommon && now[key].Count() >= FewestCommon)];
        if (common.Length > 0 && ShowsWithin(old, now, common, Difference(before, after, isRelative), isRelative))
        {
            return [];
        }

        // Where none of the facts differs from side to side, what differs is how often each environment was used.
        ChangedFact[] changed = [.. names.Select(name => new ChangedFact(name, Fact(before[^1], name), Fact(after[0], name))).Where(fact => fact.Before != fact.After)];
        return changed.Length > 0 ? changed
            : common.Length > 0 ? [.. names.Select(name => new ChangedFact(name, Most(before, name), Most(after, name)))]
            : [];
    }

    /// <summary>The facts that stay the same often enough to be a reason for anything.</summary>
    private static string[] Telling(IReadOnlyList<HistoryPoint> all) =>
    [
        .. all.SelectMany(point => point.Environment.Keys).Distinct().Order(StringComparer.Ordinal)
            .Where(name => all.Select(point => Fact(point, name)).Distinct().Count() is int values && values > 1 && values <= Math.Max(2, all.Count / PointsPerValue)),
    ];

    private static bool ShowsWithin(ILookup<string, HistoryPoint> old, ILookup<string, HistoryPoint> now, string[] common, double whole, bool isRelative)
    {
        double sum = 0;
        double weights = 0;
        foreach (string key in common)
        {
            HistoryPoint[] before = [.. old[key]];
            HistoryPoint[] after = [.. now[key]];
            double weight = 1 / ((1.0 / before.Length) + (1.0 / after.Length));
            sum += weight * Difference(before, after, isRelative);
            weights += weight;
        }

        return sum / weights * Math.Sign(whole) >= Part * Math.Abs(whole);
    }

    private static double Difference(IReadOnlyList<HistoryPoint> before, IReadOnlyList<HistoryPoint> after, bool isRelative)
    {
        double old = Median.Of([.. before.Select(point => point.Value)]);
        double now = Median.Of([.. after.Select(point => point.Value)]);
        return isRelative ? Math.Log(now) - Math.Log(old) : now - old;
    }

    private static string Most(IReadOnlyList<HistoryPoint> points, string name) =>
        points.GroupBy(point => Fact(point, name)).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).First().Key;

    private static string Fact(HistoryPoint point, string name) => point.Environment.TryGetValue(name, out string? value) ? value : "";

    private static string Signature(HistoryPoint point, string[] names) => string.Join('\n', names.Select(name => Fact(point, name)));
}
