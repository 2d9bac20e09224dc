using Hone.Guardrails.History;
using Hone.Linux.Machines;
using Hone.Measurement;
using Hone.Measurement.Latency;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Histories;

/// <summary>
/// Adds what a step measured to the history. The history is a second place: the ledger has the samples, and a history that cannot be
/// written must not fail what was measured.
/// </summary>
internal static class HistoryRecord
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Adds the baselines of programs that end by themselves, and of servers.</summary>
    public static void Baselines(Session session, IReadOnlyList<(Workload Workload, Samples Samples)> programs, IReadOnlyList<(Workload Workload, ServiceSamples Samples)> servers) =>
        Add(session, BaselineEntries.Source,
        [
            .. programs.Select(each => (each.Workload, BaselineEntries.Figures(BaselineSummary.Of(each.Samples), each.Workload.Metrics))),
            .. servers.Select(each => (each.Workload, BaselineEntries.Figures(ServiceSummary.Of(each.Samples)))),
        ]);

    // Figures of workloads at the commit of the working tree, measured on this machine just now.
    private static void Add(Session session, string source, IReadOnlyList<(Workload Workload, IReadOnlyList<HistoryFigure> Figures)> figures)
    {
        try
        {
            using ProjectHistory? history = ProjectHistory.Find(session, null, _patience);
            if (history is null || session.Commit == HistoryEntry.NoCommit || figures.All(each => each.Figures.Count == 0))
            {
                return;
            }

            IReadOnlyDictionary<string, string> environment = Environment(session);
            StoredEntry[] entries =
            [
                .. figures.Where(each => each.Figures.Count > 0)
                    .Select(each => HistoryLine.Store(new(Session.Now, session.Commit, each.Workload.Name, source, environment, each.Figures))),
            ];
            _ = history.Store.Append(entries);
            Send(session, history, entries);
        }
        catch (ProblemException error)
        {
            session.Progress.Say("nothing was added to the history: " + error.Problem.What);
        }
    }

    // The store has the entries by now: what is wrong with the database is told as that, and costs nothing of them.
    private static void Send(Session session, ProjectHistory history, IReadOnlyList<StoredEntry> entries)
    {
        try
        {
            if (history.Send(entries) is string why)
            {
                session.Progress.Say("history: " + why);
            }
        }
        catch (ProblemException error)
        {
            session.Progress.Say($"history: {error.Problem.What}; {history.Waiting}");
        }
    }

    /// <summary>This machine, and the compilers and runtimes that the project's commands name.</summary>
    public static IReadOnlyDictionary<string, string> Environment(Session session)
    {
        IEnumerable<CommandLine> commands = [.. new[] { session.Project.Build, session.Project.Test }.OfType<CommandLine>(), .. session.Project.Workloads.Select(workload => workload.Command)];
        return BaselineEntries.Environment(session.Host, ToolVersions.Read(commands, session.Folder, session.Cancellation));
    }
}
