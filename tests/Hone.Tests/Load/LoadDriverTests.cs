using Hone.Linux.Load;
using Hone.Linux.Processes;
using Hone.Measurement.Latency;
using Hone.Measurement.Latency.Requests;
using Hone.Tests.Processes;
using Hone.Units;

namespace Hone.Tests.Load;

public sealed class LoadDriverTests : IDisposable
{
    private const string Server = """
        import socket, sys
        server = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=64)
        while True:
            client, _ = server.accept()
            client.recv(4096)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            client.close()
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hone-driver-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // As a profiler does, which runs its program to the end, and again.
    [Fact]
    public void A_server_that_somebody_else_starts_is_asked_and_ended_each_time()
    {
        int port = ServiceProcess.FreePort();
        string mark = Marked.New();
        using LoadDriver driver = Driver(["/usr/bin/python3", "-c", Server, $"{port}"], port, mark);
        for (int time = 1; time <= 2; time++)
        {
            RunOutcome outcome = ProcessRunner.Run(driver.Spawn, CancellationToken.None);
            Assert.Equal(15, outcome.Signal);
            Assert.Null(driver.Failure);
            Assert.Equal(time, driver.Results.Count);
            Assert.Equal(driver.Results[^1].Intended, driver.Results[^1].Answered);
        }

        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void A_server_that_ends_before_it_is_ready_is_told()
    {
        using LoadDriver driver = Driver(["/bin/sh", "-c", "sleep 0.2; exit 4"], ServiceProcess.FreePort(), "none");
        Assert.Equal(4, ProcessRunner.Run(driver.Spawn, CancellationToken.None).ExitCode);
        Marked.Await(() => driver.Failure is not null, "the driver's word");
        Assert.Equal("the server ended before it was ready", driver.Failure);
        Assert.Empty(driver.Results);
    }

    private LoadDriver Driver(IReadOnlyList<string> argv, int port, string mark)
    {
        ServiceRequest request = new()
        {
            Spawn = new() { Argv = argv, WorkingDirectory = "/", Environment = new Dictionary<string, string?> { ["MARK"] = mark }, Timeout = Duration.FromSeconds(60) },
            Ready = new Readiness.Tcp(new("127.0.0.1", port)),
        };
        LoadPlan plan = new() { Rate = 50, Duration = Duration.FromSeconds(0.5), Warmup = Duration.FromSeconds(0.1) };
        return new(request, LoadTarget.Resolve([RequestFile.Get($"http://127.0.0.1:{port}/", port, [])]), plan, _folder, CancellationToken.None);
    }
}
