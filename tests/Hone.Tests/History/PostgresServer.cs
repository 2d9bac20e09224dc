using System.Diagnostics;

namespace Hone.Tests.History;

/// <summary>A real PostgreSQL server with a cluster of its own in a temporary folder, reached by a socket there. It refuses to run as root.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-pg-").FullName;
    private readonly string _programs;

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

    public void Start() => AsServer("pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o", $"-c listen_addresses='' -c unix_socket_directories={_folder} -c fsync=off -c max_connections=60", "start");

    /// <summary>Ends it as a crash does: nothing is written down, and the log is replayed at the next start.</summary>
    public void Kill() => AsServer("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

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

    private void AsServer(string program, params string[] arguments)
    {
        string[] words = [Path.Combine(_programs, program), .. arguments];
        if (Environment.UserName == "root")
        {
            words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. words];
        }

        Run(words[0], words[1..]);
    }

    private void Run(string program, params string[] arguments)
    {
        // The server keeps its standard output for as long as it runs: it goes to a file, since a pipe would have no end.
        string log = Path.Combine(Path.GetTempPath(), Path.GetFileName(_folder) + ".log");
        ProcessStartInfo start = new("/bin/sh", ["-c", "exec \"$@\" > \"$0\" 2>&1 < /dev/null", log, program, .. arguments]) { WorkingDirectory = _folder };
        start.Environment["LC_ALL"] = "C";
        using Process process = Process.Start(start)!;
        bool ended = process.WaitForExit(TimeSpan.FromMinutes(2));
        string said = File.Exists(log) ? File.ReadAllText(log) : "";
        File.Delete(log);
        Assert.True(ended && process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {said}");
    }
}
