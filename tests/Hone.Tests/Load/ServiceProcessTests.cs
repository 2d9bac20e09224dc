using System.Diagnostics;
using Hone.Linux.Load;
using Hone.Measurement.Latency.Requests;
using Hone.Problems;
using Hone.Tests.Processes;
using Hone.Units;

namespace Hone.Tests.Load;

public sealed class ServiceProcessTests
{
    // Answers every connection, says when it listens, and takes its time over SIGTERM when asked to.
    private const string Server = """
        import signal, socket, sys, time
        port, start, end = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
        def stop(*_):
            time.sleep(end)
            sys.exit(0)
        signal.signal(signal.SIGTERM, stop)
        time.sleep(start)
        server = socket.create_server(("127.0.0.1", port), backlog=64)
        print("listening on", port, flush=True)
        while True:
            client, _ = server.accept()
            client.recv(4096)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            client.close()
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("tcp:{port}")]
    [InlineData("http://127.0.0.1:{port}/health")]
    [InlineData("output:^listening on [0-9]+$")]
    public void A_server_is_waited_for_and_ends_when_it_is_asked_to(string? ready)
    {
        int port = ServiceProcess.FreePort();
        string mark = Marked.New();
        using ServiceProcess service = ServiceProcess.Start(Request(port, ready, mark: mark, start: 0.3), CancellationToken.None);
        service.InsistAlive();
        ServiceEnd end = service.Stop();
        Assert.Equal((0, null), (end.Outcome!.ExitCode, end.Note));
        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void A_server_that_will_not_end_is_killed_and_that_is_said()
    {
        string mark = Marked.New();
        using ServiceProcess service = ServiceProcess.Start(Request(ServiceProcess.FreePort(), null, end: 60, mark: mark) with { Grace = Duration.FromSeconds(0.3) }, CancellationToken.None);
        ServiceEnd end = service.Stop();
        Assert.Null(end.Outcome);
        Assert.Contains("was killed", end.Note, StringComparison.Ordinal);
        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void A_server_that_ends_early_is_told_with_its_last_words()
    {
        Problem problem = Assert.Throws<ProblemException>(() => ServiceProcess.Start(Shell("echo one; echo cannot bind >&2; exit 3"), CancellationToken.None)).Problem;
        Assert.Equal("service-ended", problem.Rule);
        Assert.Contains("exit code 3 before it was ready", problem.What, StringComparison.Ordinal);
        Assert.Contains("cannot bind", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_never_ready_is_told_and_killed()
    {
        string mark = Marked.New();
        ServiceRequest request = Shell($"export MARK={mark}; echo starting; sleep 61") with { ReadyTimeout = Duration.FromSeconds(0.3) };
        Problem problem = Assert.Throws<ProblemException>(() => ServiceProcess.Start(request, CancellationToken.None)).Problem;
        Assert.Equal("service-not-ready", problem.Rule);
        Assert.Contains("starting", problem.What, StringComparison.Ordinal);
        Assert.Empty(Marked.Find(mark));
    }

    [Fact]
    public void A_port_that_somebody_holds_is_told_before_the_wrong_server_is_measured()
    {
        using TinyServer other = TinyServer.Answering();
        Assert.Equal("service-port-taken", Assert.Throws<ProblemException>(() => ServiceProcess.Start(Request(other.Port, null), CancellationToken.None)).Problem.Rule);
    }

    [Fact]
    public void A_server_that_dies_under_load_is_told()
    {
        int port = ServiceProcess.FreePort();
        using ServiceProcess service = ServiceProcess.Start(Request(port, "output:listening", end: 0), CancellationToken.None);
        Process.GetProcesses().First(process => process.ProcessName.StartsWith("python3", StringComparison.Ordinal) && CommandLine(process.Id).Contains($"\0{port}\0", StringComparison.Ordinal)).Kill();
        Problem? problem = null;
        Marked.Await(() => (problem = Record.Exception(service.InsistAlive) is ProblemException told ? told.Problem : null) is not null, "the end");
        Assert.Contains("by signal 9 while it was under load", problem!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_output_neither_fills_the_memory_nor_stops_the_server()
    {
        ServiceRequest request = Shell("head -c 50000000 /dev/zero; echo; echo ready; exec sleep 61") with { Ready = ReadinessText.Parse("output:ready", new("127.0.0.1", 1), null) };
        using ServiceProcess service = ServiceProcess.Start(request, CancellationToken.None);
        Assert.NotNull(service.Stop().Outcome);
    }

    [Theory]
    [InlineData("tcp:x")]
    [InlineData("tcp:70000")]
    [InlineData("output:(?<=a)b")]
    [InlineData("output:(")]
    [InlineData("soon")]
    [InlineData("http://127.0.0.1:{port}/")]
    public void A_sign_that_cannot_be_is_told(string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<ProblemException>(() => ReadinessText.Parse(text, new("127.0.0.1", 1), null)).Problem.Exit);

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static ServiceRequest Request(int port, string? ready, double start = 0, double end = 0, string mark = "none") => new()
    {
        Spawn = new()
        {
            Argv = ["/usr/bin/python3", "-c", Server, $"{port}", $"{start}", $"{end}"],
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string?> { ["MARK"] = mark },
        },
        Ready = ReadinessText.Parse(ready, new RequestAddress("127.0.0.1", port), port),
    };

    private static ServiceRequest Shell(string line) => new()
    {
        Spawn = new() { Argv = ["/bin/sh", "-c", line], WorkingDirectory = "/" },
        Ready = ReadinessText.Parse("output:never", new("127.0.0.1", 1), null),
    };
}
