using Hone.Statistics.ChangePoints;

namespace Hone.Guardrails.History;

/// <summary>How an incident stands now.</summary>
public enum IncidentState
{
    /// <summary>At least one of its changes holds.</summary>
    Holds,

    /// <summary>All of its changes went at least half the way back later.</summary>
    WentAway,

    /// <summary>The environment changed, not the program.</summary>
    Environment,
}

/// <summary>Changes of one or several series that one commit, or one event, can have caused.</summary>
/// <param name="After">The position of the last point before it.</param>
/// <param name="UpTo">The position of the first point after it; what all its changes have in common lies in (After, UpTo].</param>
/// <param name="Changes">The changes, the largest first.</param>
public sealed record Incident(long After, long UpTo, IReadOnlyList<SeriesChange> Changes)
{
    /// <summary>The most likely place, as the change that stands out most has it: the position of the last point before it.</summary>
    public long LikelyAfter => Math.Clamp(Clearest.LikelyAfter, After, Math.Max(After, Likely - 1));

    /// <summary>The position of the first point after the most likely place.</summary>
    public long Likely => Math.Clamp(Clearest.Likely, Math.Min(After + 1, UpTo), UpTo);

    private SeriesChange Clearest => Changes.MaxBy(change => change.Change.Evidence.Statistic)!;

    /// <summary>Whether it went on over many points.</summary>
    public bool IsRamp => Changes[0].Change.Kind == ChangeKind.Ramp;

    /// <summary>How it stands now.</summary>
    public IncidentState State =>
        Changes.All(change => change.IsEnvironment) ? IncidentState.Environment
        : Changes.All(change => change.IsEnvironment || change.Change.WentAwayAt is not null) ? IncidentState.WentAway
        : IncidentState.Holds;

    /// <summary>Whether the program got worse in it, and has not come back.</summary>
    public bool IsOpenLoss => Changes.Any(change => !change.IsEnvironment && change.IsWorse && change.Change.WentAwayAt is null);

    /// <summary>
    /// Groups changes: steps whose places have a common part are one incident, and so are ramps; a step and a ramp are not. Taken in the
    /// order of their ends, as points are chosen that stab the most intervals, so that there are as few incidents as there can be.
    /// </summary>
    public static IReadOnlyList<Incident> Of(IEnumerable<SeriesChange> changes)
    {
        List<Incident> incidents = [];
        foreach (IGrouping<(ChangeKind Kind, bool IsEnvironment), SeriesChange> kind in changes.GroupBy(change => (change.Change.Kind, change.IsEnvironment)))
        {
            List<SeriesChange> together = [];
            foreach (SeriesChange change in kind.OrderBy(change => change.UpTo).ThenBy(change => change.After))
            {
                if (together.Count > 0 && change.After >= together[0].UpTo)
                {
                    incidents.Add(Grouped(together));
                    together = [];
                }

                together.Add(change);
            }

            incidents.Add(Grouped(together));
        }

        return [.. incidents.OrderBy(incident => incident.UpTo).ThenBy(incident => incident.After)];
    }

    private static Incident Grouped(List<SeriesChange> together) => new(
        together.Max(change => change.After),
        together.Min(change => change.UpTo),
        [.. together.OrderByDescending(change => Math.Abs(change.Change.Effect ?? 0)).ThenBy(change => change.Series.Key.Workload, StringComparer.Ordinal).ThenBy(change => change.Series.Key.Metric, StringComparer.Ordinal)]);
}
