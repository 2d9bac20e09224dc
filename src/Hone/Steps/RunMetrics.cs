using System.Text;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>The numbers that a run prints, taken from its output and files.</summary>
internal static class RunMetrics
{
    /// <summary>The request with as much of the output kept as the metrics need; unchanged when they need none.</summary>
    public static SpawnRequest Capture(SpawnRequest request, IReadOnlyList<WorkloadMetric> metrics) => request with
    {
        Stdout = metrics.Any(metric => metric.From == WorkloadMetric.StandardOutput) ? new OutputTarget.Capture(PrintedMetric.MostBytes) : request.Stdout,
        Stderr = metrics.Any(metric => metric.From == WorkloadMetric.StandardError) ? new OutputTarget.Capture(PrintedMetric.MostBytes) : request.Stderr,
    };

    /// <summary>The numbers of one run by name; null when the workload has no metrics.</summary>
    public static SortedDictionary<string, double>? Read(Session session, Workload workload, RunOutcome outcome) =>
        workload.Metrics.Count == 0 ? null : Read(workload.Metrics, outcome, session.Folder, "workload " + workload.Name);

    /// <summary>The numbers of one run by name.</summary>
    /// <param name="metrics">What to look for.</param>
    /// <param name="outcome">The run, with what was captured of it.</param>
    /// <param name="folder">The folder that files are relative to.</param>
    /// <param name="place">Whose run it was, for an error.</param>
    public static SortedDictionary<string, double> Read(IReadOnlyList<WorkloadMetric> metrics, RunOutcome outcome, string folder, string place)
    {
        SortedDictionary<string, double> values = new(StringComparer.Ordinal);
        foreach (WorkloadMetric metric in metrics)
        {
            try
            {
                string text = metric.From switch
                {
                    WorkloadMetric.StandardOutput => Encoding.UTF8.GetString(outcome.Stdout),
                    WorkloadMetric.StandardError => Encoding.UTF8.GetString(outcome.Stderr),
                    _ => Start(Path.Combine(folder, metric.From)),
                };
                values[metric.Name] = PrintedMetric.Read(metric, text);
            }
            catch (ProblemException error)
            {
                throw new ProblemException(error.Problem with { Place = place }, error);
            }
        }

        return values;
    }

    private static string Start(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[Math.Min(file.Length, PrintedMetric.MostBytes)];
            return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "metric-missing", $"a metric stands in the file {path}, which cannot be read: {error.Message}", "see that the run writes it, or mend from"), error);
        }
    }
}
