using Hone.Guardrails.History;
using Hone.Linux.History;
using Hone.Problems;

namespace Hone.Cli.Steps.Histories;

/// <summary>What of the history is looked at.</summary>
/// <param name="Workloads">These workloads; all when none is named.</param>
/// <param name="Metrics">These metrics; all when none is named.</param>
/// <param name="ByTime">Along the time of measurement instead of the branch's commits.</param>
/// <param name="Smallest">Changes by less than this part of the level are none.</param>
internal sealed record HistoryQuery(IReadOnlyList<string> Workloads, IReadOnlyList<string> Metrics, bool ByTime, double Smallest);

/// <summary>Reads the history and judges it.</summary>
internal static class HistoryView
{
    /// <summary>The entries that a query asks for, each with its chosen figures only.</summary>
    public static (IReadOnlyList<StoredEntry> Entries, IReadOnlyList<string> Notes) Entries(ProjectHistory history, HistoryQuery query)
    {
        using HistoryIndex index = history.Index();
        IReadOnlyList<StoredEntry> entries = index.Entries(query.Workloads);
        if (query.Metrics.Count > 0)
        {
            entries =
            [
                .. entries.Select(stored => stored with { Entry = stored.Entry with { Figures = [.. stored.Entry.Figures.Where(figure => query.Metrics.Contains(figure.Metric))] } })
                    .Where(stored => stored.Entry.Figures.Count > 0),
            ];
        }

        int unreadable = index.Unreadable;
        return (entries, unreadable == 0 ? [] : [$"{unreadable} {(unreadable == 1 ? "line" : "lines")} of the history cannot be read: damaged, or of a later Hone"]);
    }

    /// <summary>The history as it is.</summary>
    public static HistoryReport Read(ProjectHistory history, HistoryQuery query)
    {
        (IReadOnlyList<StoredEntry> entries, IReadOnlyList<string> notes) = Entries(history, query);
        if (entries.Count == 0)
        {
            throw new ProblemException(new(
                ExitCode.Inconclusive,
                "history-empty",
                query.Workloads.Count + query.Metrics.Count == 0 ? "the history has no entry yet" : "the history has no entry of that workload and metric",
                "hone baseline adds one each time; hone history import FILE takes results of other tools; hone history sync origin those of other clones"));
        }

        HistoryReport report = HistoryReport.Of([.. entries.Select(stored => stored.Entry)], query.ByTime ? null : history.Line(), query.Smallest);
        string[] waiting = history.Queue.Count is > 0 and int count ? [$"{count} {(count == 1 ? "delivery waits" : "deliveries wait")} for the shared database: hone history sync"] : [];
        return report with { Notes = [.. report.Notes, .. notes, .. waiting] };
    }
}
