using Hone.Linux.Load;
using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Measurement.Latency;
using Hone.Measurement.Latency.Requests;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>The load on a workload that is a server, as the manifest states it.</summary>
/// <param name="Requests">What is asked.</param>
/// <param name="Server">The server to start.</param>
/// <param name="Plans">The loads, lowest rate first.</param>
internal sealed record ServiceLoad(IReadOnlyList<RequestTemplate> Requests, ServiceRequest Server, IReadOnlyList<LoadPlan> Plans)
{
    /// <summary>Reads the request file and chooses a port for <c>{port}</c>.</summary>
    public static ServiceLoad Of(Session session, Workload workload)
    {
        if (workload.Service is not Service service)
        {
            throw new ProblemException(new(ExitCode.Usage, "no-service", $"the workload {workload.Name} is no server: it has no [workload.service]", "measure it with hone baseline") { Place = Place(session, workload) });
        }

        return Of(session, service, workload.Command, workload.StdinFile, session.Folder);
    }

    /// <summary>The load on a server that runs in a folder that takes the place of the project folder.</summary>
    public static ServiceLoad Of(Session session, Service service, CommandLine command, string? stdin, string folder)
    {
        int port = ServiceProcess.FreePort();
        IReadOnlyList<RequestTemplate> requests = service.RequestsFile is string file
            ? RequestFile.Parse(Text(Path.Combine(folder, file)), file, service.Url, port, [])
            : [RequestFile.Get(service.Url!, port, [])];
        SpawnRequest spawn = session.Spawn(command, folder);
        return new(
            requests,
            new()
            {
                Spawn = spawn with
                {
                    Argv = [.. spawn.Argv.Select(word => RequestFile.Fill(word, port, word))],
                    StdinFile = stdin is null ? null : Path.Combine(folder, stdin),
                },
                Ready = Ready(service.Ready, requests[0].Address, port),
                ReadyTimeout = service.Ready.Timeout,
                StopSignal = SignalName.Parse(service.StopSignal)!.Value,
            },
            [.. service.Rates.Select(rate => Plan(service, rate))]);
    }

    private static LoadPlan Plan(Service service, double rate) => new()
    {
        Rate = rate,
        Duration = service.Duration,
        Warmup = service.Warmup,
        Connections = service.Connections,
        Arrivals = service.Poisson ? Arrivals.Poisson : Arrivals.Constant,
    };

    private static Readiness Ready(ServiceReady ready, RequestAddress load, int port) => ready switch
    {
        { Http: string url } => new Readiness.Http(RequestFile.Get(url, port, [])),
        { Output: string pattern } => new Readiness.Output(ReadinessText.Pattern(pattern, pattern)),
        _ => new Readiness.Tcp(load with { Port = ready.Tcp ?? load.Port }),
    };

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(new(ExitCode.Usage, "file-missing", "the request file does not exist", "make it, or mend requests in hone.toml") { Place = path }, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    private static string Place(Session session, Workload workload) =>
        session.Project.Places.GetValueOrDefault("workload." + workload.Name) ?? Path.Combine(session.Folder, Manifest.FileName);
}
