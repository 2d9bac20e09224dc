using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Sealing;
using Hone.Linux.Load;
using Hone.Measurement.Latency;
using Hone.Measurement.Latency.Requests;
using Hone.Problems;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone load</c>: load on a server, without a project.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        LoadOptions options = new();
        Command command = new(
            "load",
            """
            Offer load to an HTTP/1.1 server at a fixed rate and measure latency from the intended start of each request, whether
            or not earlier ones were answered (open loop, no coordinated omission). Several rates show where it saturates. A log
            of wrk, wrk2, k6, hey, oha or HdrHistogram is read instead with --read.

            Examples:
              hone load --rate 2000 --duration 10s http://127.0.0.1:8080/
              hone load --rates 500,1000,2000 --duration 5s --requests shop.http
              hone load --rate 500 --max-p99 20ms http://127.0.0.1:{port}/ -- python3 -m http.server {port}
              hone load -w server              (the [workload.service] of a project's hone.toml)
              hone load --read wrk.txt

            Exit codes: 1 a limit (--max-…) is exceeded or the server broke, 4 the rate could not be offered, or the requests
            are too few for a limit.
            """);
        options.AddTo(command);
        Front.Attach(command, options.Json, front =>
            front.Arguments.GetValue(options.Read) is string path ? Read(front, options, path)
            : front.Arguments.GetValue(options.Workload) is string workload ? LoadWorkload(front, options, workload)
            : Load(front, options));
        return command;
    }

    private static ExitCode Load(Front front, LoadOptions options)
    {
        IReadOnlyList<LoadPlan> plans = options.Plans(front.Arguments);
        (IReadOnlyList<RequestTemplate> requests, ServiceRequest? service) = options.Requests(front.Arguments);
        return Load(front, options, service, requests, plans);
    }

    private static ExitCode LoadWorkload(Front front, LoadOptions options, string name)
    {
        using Session session = Session.Open(front.Arguments.GetValue(options.Project), front.Progress, front.Cancellation);
        Workload workload = session.Select([name])[0];
        SealGuard.Insist(session);
        ServiceLoad load = ServiceLoad.Of(session, workload);
        WorkloadRun.Prepare(session, workload);
        return Load(front, options, load.Server, load.Requests, load.Plans);
    }

    private static ExitCode Load(Front front, LoadOptions options, ServiceRequest? service, IReadOnlyList<RequestTemplate> requests, IReadOnlyList<LoadPlan> plans)
    {
        bool stepped = plans.Count > 1;
        LoadLimits limits = options.Limits(front.Arguments);
        SaturationLimits held = stepped ? options.Saturates(front.Arguments) : new();
        LoadOutcome outcome = LoadStep.Run(service, LoadTarget.Resolve(requests), plans, what => front.Progress.At(what), front.Cancellation);
        string target = Name(requests);
        Saturation? saturation = stepped ? Saturation.Of(outcome.Results, held) : null;
        LoadResult judged = outcome.Results[0];

        // With several rates the limits are what "held" means; there is no gate beside it.
        IReadOnlyList<LimitFinding> found = stepped ? [] : limits.Judge(judged.Latencies, judged.ErrorShare);
        front.Print(LoadDocument.From(target, outcome, saturation, found), LoadJson.Default.LoadDocument, () =>
        {
            (string, string)[] more = [.. Ending(outcome.Server), .. Limits(found)];
            return saturation is null ? LoadText.One(target, judged, more) : LoadText.Steps(target, saturation, more);
        });
        return saturation is not null ? saturation.Highest is not null || saturation.IsReached ? ExitCode.Holds : ExitCode.Inconclusive
            : judged.Answered == 0 ? ExitCode.GateSaidNo
            : judged.IsOffered || Worst(found) == ExitCode.GateSaidNo ? Worst(found)
            : ExitCode.Inconclusive;
    }

    private static ExitCode Read(Front front, LoadOptions options, string path)
    {
        LatencyReading reading = options.ReadLog(front.Arguments, path);
        IReadOnlyList<LimitFinding> found = options.Limits(front.Arguments).Judge(reading);
        front.Print(LoadDocument.From(path, reading, found), LoadJson.Default.LoadDocument, () => LoadText.Read(path, reading, [.. Limits(found)]));
        return Worst(found);
    }

    private static string Name(IReadOnlyList<RequestTemplate> requests) =>
        $"http://{requests[0].Address}" + (requests.Count == 1 ? requests[0].Target : $" ({requests.Count} requests in turn)");

    private static IEnumerable<(string, string)> Ending(ServiceEnd? server)
    {
        if (server?.Outcome is Linux.Processes.RunOutcome outcome)
        {
            yield return ("server", $"{outcome.User + outcome.System} of CPU time, {outcome.PeakRss} at its peak");
        }

        if (server?.Note is string note)
        {
            yield return ("server", note);
        }
    }

    private static IEnumerable<(string, string)> Limits(IReadOnlyList<LimitFinding> found) => found.Select(finding =>
        (finding.Exit switch { ExitCode.Holds => "holds", ExitCode.GateSaidNo => "exceeded", _ => "undecided" }, finding.Text));

    private static ExitCode Worst(IReadOnlyList<LimitFinding> found) =>
        found.Any(finding => finding.Exit == ExitCode.GateSaidNo) ? ExitCode.GateSaidNo
        : found.Any(finding => finding.Exit == ExitCode.Inconclusive) ? ExitCode.Inconclusive
        : ExitCode.Holds;
}
