namespace Hone.Opportunities.Handicaps;

/// <summary>A handicap test, as far as it says what a benchmark can show.</summary>
/// <param name="Workload">Whose benchmark.</param>
/// <param name="Taken">When.</param>
/// <param name="IsFresh">It is about the program as it is now.</param>
/// <param name="Sees">It found 5 % of a function on the path.</param>
public readonly record struct TeethTest(string Workload, DateTimeOffset Taken, bool IsFresh, bool Sees);

/// <summary>Whether the record shows that benchmarks which somebody asked to be sharper are so.</summary>
public static class TeethEvidence
{
    /// <summary>
    /// The workloads for which it does not, in order: those that were tested once and have no fresh test that sees 5 %; all of them, when no such
    /// test was taken since it was asked for. That nothing is known to be blunt shows nothing: a change of the source makes every test stale.
    /// </summary>
    /// <param name="tests">The latest test of each function.</param>
    /// <param name="since">When it was asked for; null when that is not known.</param>
    public static IReadOnlyList<string> Lacking(IReadOnlyList<TeethTest> tests, DateTimeOffset? since)
    {
        TeethTest[] shown = [.. tests.Where(test => test is { IsFresh: true, Sees: true })];
        IEnumerable<string> tested = tests.Select(test => test.Workload);
        return [.. (shown.Any(test => since is null || test.Taken >= since) ? tested.Except(shown.Select(test => test.Workload)) : tested).Distinct().Order(StringComparer.Ordinal)];
    }
}
