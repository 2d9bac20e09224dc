namespace Hone.Guardrails.History;

/// <summary>What a history says; computed from its entries each time.</summary>
/// <param name="Line">The commits that it goes along; null when it goes along the time of measurement.</param>
/// <param name="Series">Its series.</param>
/// <param name="Incidents">What happened, in order.</param>
/// <param name="Notes">What a reader must know, each as one sentence.</param>
public sealed record HistoryReport(CommitLine? Line, IReadOnlyList<SeriesReport> Series, IReadOnlyList<Incident> Incidents, IReadOnlyList<string> Notes)
{
    /// <summary>Judges entries.</summary>
    /// <param name="entries">The entries, in any order.</param>
    /// <param name="line">The commits of the branch; null to go along the time. When no entry is of one of them, the time is gone along too.</param>
    /// <param name="smallest">Changes by less than this part of the level are none.</param>
    public static HistoryReport Of(IReadOnlyList<HistoryEntry> entries, CommitLine? line, double smallest)
    {
        List<string> notes = [];
        int elsewhere = line is null ? 0 : entries.Count(entry => line.PlaceOf(entry.Commit) is null);
        if (line is not null && elsewhere == entries.Count && elsewhere > 0)
        {
            line = null;
            notes.Add("no entry is of a commit of this branch: they go by the time of measurement");
        }
        else if (elsewhere > 0)
        {
            notes.Add(FormattableString.Invariant($"left out {elsewhere} of {entries.Count} entries, of other branches, of trees with changes or of no commit: --by-time takes all"));
        }

        SeriesReport[] series = [.. HistorySeries.Of(entries, line).Select(each => SeriesReport.Of(each, smallest))];
        return new(line, series, Incident.Of(series.SelectMany(each => each.Changes)), notes);
    }
}
