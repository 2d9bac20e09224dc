using System.Text.RegularExpressions;
using Hone.Units;

namespace Hone.Workloads;

/// <summary>Builds the load on a server from the valid values of its table, and checks what concerns several keys at once.</summary>
internal static class ServiceReader
{
    private const string Port = "{port}";

    /// <summary>The service; null when its table was not complete, which is reported.</summary>
    /// <param name="values">The table.</param>
    /// <param name="workload">The workload's own table.</param>
    /// <param name="command">The server's command; null when that is not stated rightly.</param>
    public static Service? Read(ManifestValues values, ManifestValues workload, CommandLine? command, ManifestErrors errors)
    {
        if (workload.Has("sizes"))
        {
            errors.Add(values.At, "service-sizes", "a server has no sizes: the load on it is what varies", "remove sizes, and write rates = [500, 1000, 2000] in [workload.service]");
        }

        if (!values.Has("url") && !values.Has("requests"))
        {
            errors.Add(values.At, "missing-key", "[workload.service] has neither url nor requests", "add url = \"http://127.0.0.1:8080/\"");
        }

        ServiceReady? ready = Ready(values.Get<ManifestValues>("ready"), errors);
        IReadOnlyList<double>? rates = Rates(values, errors);
        CheckPort(values, command, errors);
        if (rates is null || ready is null)
        {
            return null;
        }

        Service standard = new() { Rates = rates };
        return standard with
        {
            Ready = ready,
            Url = values.Get<string>("url"),
            RequestsFile = values.Get<string>("requests"),
            Duration = values.GetValue<Duration>("duration") ?? standard.Duration,
            Warmup = values.GetValue<Duration>("warmup") ?? standard.Warmup,
            Connections = (int)(values.GetValue<long>("connections") ?? standard.Connections),
            Poisson = values.Get<string>("arrivals") == "poisson",
            StopSignal = values.Get<string>("stop-signal") ?? standard.StopSignal,
        };
    }

    private static List<double>? Rates(ManifestValues values, ManifestErrors errors)
    {
        if (values.Has("rate") && values.Has("rates"))
        {
            errors.Add(values.PlaceOf("rates"), "two-rates", "[workload.service] has both rate and rates", "keep one of them");
            return null;
        }

        if (!values.Has("rate") && !values.Has("rates"))
        {
            errors.Add(values.At, "missing-key", "[workload.service] has neither rate nor rates", "add rate = 500");
            return null;
        }

        return values.GetValue<double>("rate") is double rate ? [rate]
            : values.Get<List<long>>("rates") is { } several ? [.. several.Select(each => (double)each)]
            : null;
    }

    private static ServiceReady? Ready(ManifestValues? values, ManifestErrors errors)
    {
        ServiceReady standard = new();
        if (values is null)
        {
            return standard;
        }

        string[] stated = [.. ((string[])["http", "tcp", "output"]).Where(values.Has)];
        if (stated.Length != 1)
        {
            errors.Add(values.At, "one-readiness", $"ready has {(stated.Length == 0 ? "none" : string.Join(" and ", stated))}; it takes one of http, tcp and output", "write ready = { http = \"http://127.0.0.1:8080/health\" }");
            return null;
        }

        if (values.Get<string>("output") is string pattern && !IsPattern(pattern, out string reason))
        {
            errors.Add(values.PlaceOf("output"), "bad-pattern", $"output is no regular expression that can be used: {reason}", "write ready = { output = \"listening on\" }");
        }

        return standard with
        {
            Http = values.Get<string>("http"),
            Tcp = (int?)values.GetValue<long>("tcp"),
            Output = values.Get<string>("output"),
            Timeout = values.GetValue<Duration>("timeout") ?? standard.Timeout,
        };
    }

    private static void CheckPort(ManifestValues values, CommandLine? command, ManifestErrors errors)
    {
        bool asked = values.Get<string>("url")?.Contains(Port, StringComparison.Ordinal) == true;
        if (asked && command is not null && !command.Words.Any(word => word.Contains(Port, StringComparison.Ordinal)))
        {
            errors.Add(values.PlaceOf("url"), "port-unused", "url has {port}, and the command does not: the server would not know which port to take", "write {port} in the command, or the server's own port in url");
        }
    }

    private static bool IsPattern(string pattern, out string reason)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            reason = "";
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            reason = error.Message;
            return false;
        }
    }
}
