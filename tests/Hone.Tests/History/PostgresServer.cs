using System.Diagnostics;

namespace Hone.Tests.History;

/// <summary>
/// A real PostgreSQL server with a cluster of its own in a temporary folder, reached by a socket there. It refuses to run as root. It is a
/// child of these tests and no daemon: a daemon would come to them as an orphan, and tests of orphans would find it.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-pg-").FullName;
    private readonly string _programs;
    private Process? _server;

    public PostgresServer()
    {
        _programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderBy(version => version, StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb"))) ?? ""
            : "";
        Assert.True(_programs.Length > 0, "there is no PostgreSQL server: apt-get install postgresql");
        if (Environment.UserName == "root")
        {
            Run("chown", "postgres:postgres", _folder);
        }

        AsServer("initdb", "-D", Data, "-A", "trust", "-U", "hone", "--no-sync", "-E", "UTF8", "--locale=C");
        Start();
    }

    public string Connection => $"Host={_folder};Username=hone;Database=postgres";

    private string Data => Path.Combine(_folder, "data");

    public void Start()
    {
        string[] words = Words("postgres", "-D", Data, "-c", "listen_addresses=", "-c", "unix_socket_directories=" + _folder, "-c", "fsync=off", "-c", "max_connections=60");
        _server = Begin(Path.Combine(_folder, "log"), words);
        long began = Stopwatch.GetTimestamp();
        while (!Ended(Path.Combine(_folder, "ready"), Words("pg_isready", "-q", "-h", _folder), out _))
        {
            Assert.True(!_server.HasExited && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2), "the server did not start: " + File.ReadAllText(Path.Combine(_folder, "log")));
            Thread.Sleep(50);
        }
    }

    /// <summary>Ends it as a crash does: nothing is written down, and the log is replayed at the next start.</summary>
    public void Kill()
    {
        AsServer("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Assert.True(_server!.WaitForExit(TimeSpan.FromMinutes(1)), "the server did not end");
        _server.Dispose();
    }

    public void Dispose()
    {
        try
        {
            Kill();
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string[] Words(string program, params string[] arguments)
    {
        string[] words = [Path.Combine(_programs, program), .. arguments];
        return Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. words] : words;
    }

    private void AsServer(string program, params string[] arguments)
    {
        string[] words = Words(program, arguments);
        Run(words[0], words[1..]);
    }

    private void Run(string program, params string[] arguments)
    {
        string log = Path.Combine(Path.GetTempPath(), Path.GetFileName(_folder) + ".log");
        Assert.True(Ended(log, [program, .. arguments], out string said), $"{program} {string.Join(' ', arguments)}: {said}");
    }

    private bool Ended(string log, string[] words, out string said)
    {
        using Process process = Begin(log, words);
        bool ended = process.WaitForExit(TimeSpan.FromMinutes(2));
        said = File.Exists(log) ? File.ReadAllText(log) : "";
        File.Delete(log);
        return ended && process.ExitCode == 0;
    }

    // What it prints goes to a file: of a pipe that a server keeps there is no end.
    private Process Begin(string log, string[] words)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", "exec \"$@\" > \"$0\" 2>&1 < /dev/null", log, .. words]) { WorkingDirectory = _folder };
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }
}
