using System.CommandLine;
using System.Text;
using Hone.Cli.Steps;
using Hone.Linux.Load;
using Hone.Measurement.Latency;
using Hone.Measurement.Latency.Requests;
using Hone.Problems;
using Hone.Reporting;

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
              hone load --read wrk.txt

            Exit codes: 1 a limit (--max-…) is exceeded or the server broke, 4 the rate could not be offered, or the requests
            are too few for a limit.
            """);
        options.AddTo(command);
        Front.Attach(command, options.Json, front => front.Arguments.GetValue(options.Read) is string path ? Read(front, options, path) : Load(front, options));
        return command;
    }

    private static ExitCode Load(Front front, LoadOptions options)
    {
        IReadOnlyList<LoadPlan> plans = options.Plans(front.Arguments);
        (IReadOnlyList<RequestTemplate> requests, ServiceRequest? service) = options.Requests(front.Arguments);
        LoadLimits limits = options.Limits(front.Arguments);
        LoadOutcome outcome = LoadStep.Run(service, LoadTarget.Resolve(requests), plans, what => front.Progress.At(what), front.Cancellation);
        string target = Name(requests);
        bool stepped = plans.Count > 1;
        Saturation? saturation = stepped ? Saturation.Of(outcome.Results, options.Saturates(front.Arguments)) : null;
        LoadResult judged = saturation?.Steps.LastOrDefault(step => step.Held == true)?.Result ?? outcome.Results[0];

        // With several rates the limits are what "held" means; there is no gate beside it.
        IReadOnlyList<LimitFinding> found = stepped ? [] : limits.Judge(judged.Latencies, judged.ErrorShare);
        front.Print(LoadDocument.From(target, outcome, saturation, found), LoadJson.Default.LoadDocument, () =>
        {
            StringBuilder text = new(saturation is null ? LoadText.One(target, judged) : LoadText.Steps(target, saturation));
            Ending(text, outcome.Server);
            Say(text, found);
            return text.ToString();
        });
        ExitCode exit = Worst(found);
        bool offered = saturation is null ? judged.IsOffered : saturation.Highest is not null || saturation.IsReached;
        return exit == ExitCode.Holds && !offered ? ExitCode.Inconclusive
            : exit == ExitCode.Holds && judged.Answered == 0 ? ExitCode.GateSaidNo
            : exit;
    }

    private static ExitCode Read(Front front, LoadOptions options, string path)
    {
        LatencyReading reading = options.ReadLog(front.Arguments, path);
        long errors = reading.Errors ?? 0;
        IReadOnlyList<LimitFinding> found = reading.Latencies is LatencyLog log
            ? options.Limits(front.Arguments).Judge(log, Units.Ratio.Of(errors, reading.Requests ?? 0))
            : options.Limits(front.Arguments).Judge(new(1), Units.Ratio.Of(errors, reading.Requests ?? 0));
        front.Print(LoadDocument.From(path, reading, found), LoadJson.Default.LoadDocument, () =>
        {
            StringBuilder text = new(LoadText.Read(path, reading));
            Say(text, found);
            return text.ToString();
        });
        return Worst(found);
    }

    private static string Name(IReadOnlyList<RequestTemplate> requests) =>
        $"http://{requests[0].Address}" + (requests.Count == 1 ? requests[0].Target : $" ({requests.Count} requests in turn)");

    private static void Ending(StringBuilder text, ServiceEnd? server)
    {
        if (server?.Outcome is Linux.Processes.RunOutcome outcome)
        {
            LoadText.Line(text, "server", $"{outcome.User + outcome.System} of CPU time, {outcome.PeakRss} at its peak");
        }

        if (server?.Note is string note)
        {
            LoadText.Line(text, "server", note);
        }
    }

    private static void Say(StringBuilder text, IReadOnlyList<LimitFinding> found)
    {
        foreach (LimitFinding finding in found)
        {
            string label = finding.Exit switch { ExitCode.Holds => "holds", ExitCode.GateSaidNo => "exceeded", _ => "undecided" };
            LoadText.Line(text, label, finding.Text);
        }
    }

    private static ExitCode Worst(IReadOnlyList<LimitFinding> found) =>
        found.Any(finding => finding.Exit == ExitCode.GateSaidNo) ? ExitCode.GateSaidNo
        : found.Any(finding => finding.Exit == ExitCode.Inconclusive) ? ExitCode.Inconclusive
        : ExitCode.Holds;
}
