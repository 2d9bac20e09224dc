namespace Hone.Workloads;

/// <summary>Builds the metrics of a workload from the valid values of their tables.</summary>
internal static class MetricReader
{
    /// <summary>The metrics that are whole; what is wrong with the others is reported.</summary>
    public static IReadOnlyList<WorkloadMetric> Read(IReadOnlyList<ManifestValues> tables, ManifestErrors errors)
    {
        List<WorkloadMetric> metrics = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ManifestValues values in tables)
        {
            if (One(values, errors) is not { } metric)
            {
                continue;
            }

            if (names.Add(metric.Name))
            {
                metrics.Add(metric);
            }
            else
            {
                errors.Add(values.PlaceOf("name"), "duplicate-metric", $"a second metric of this workload is called {ManifestErrors.Quote(metric.Name)}", "give each a name of its own");
            }
        }

        return metrics;
    }

    private static WorkloadMetric? One(ManifestValues values, ManifestErrors errors)
    {
        string? pattern = values.Get<string>("regex");
        string? path = values.Get<string>("json");
        if (pattern is not null && WorkloadMetric.Expression(pattern, out string reason) is null)
        {
            errors.Add(values.PlaceOf("regex"), "bad-regex", $"{ManifestErrors.Quote(pattern)} {reason}", "write regex = '([0-9.]+) req/s'");
            return null;
        }

        if (path is not null && MetricPath.Parse(path, out reason) is null)
        {
            errors.Add(values.PlaceOf("json"), "bad-json-path", $"{ManifestErrors.Quote(path)} {reason}", "write json = \"$.results[0].mean\"");
            return null;
        }

        if (From(values, errors) is not { } from || values.Get<string>("name") is not { } name || pattern is null == path is null)
        {
            return null;
        }

        return new()
        {
            Name = name,
            Pattern = pattern,
            JsonPath = path,
            From = from,
            Take = values.Get<string>("take") switch
            {
                "first" => MetricTake.First,
                "sum" => MetricTake.Sum,
                _ => MetricTake.Last,
            },
            Unit = values.Get<string>("unit") ?? "",
            HigherIsBetter = values.Get<string>("better") == "higher",
        };
    }

    private static string? From(ManifestValues values, ManifestErrors errors)
    {
        string stated = values.Get<string>("from") ?? WorkloadMetric.StandardOutput;
        if (stated is WorkloadMetric.StandardOutput or WorkloadMetric.StandardError)
        {
            return stated;
        }

        string? path = ProjectPath.Normalize(stated, out string reason);
        if (path is null or ".")
        {
            errors.Add(values.PlaceOf("from"), "bad-path", $"from takes stdout, stderr or a path inside the project folder, and {ManifestErrors.Quote(stated)} {(path is null ? reason : "is the project folder itself")}", "write it relative to the folder of hone.toml, without leaving it");
            return null;
        }

        return path;
    }
}
