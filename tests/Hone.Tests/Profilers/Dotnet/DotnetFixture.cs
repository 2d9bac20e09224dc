using System.Runtime.Versioning;
using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Units;

namespace Hone.Tests.Profilers.Dotnet;

/// <summary>tests/fixtures/dotnet/profiled, built when its source is newer than the program.</summary>
[SupportedOSPlatform("linux")]
internal static class DotnetFixture
{
    private static readonly Lazy<string> _plain = new(static () => Build("plain"));
    private static readonly Lazy<string> _embedded = new(static () => Build("embedded", "-p:DebugType=embedded"));

    public static string Source { get; } = Path.Combine(Repository.Root, "tests/fixtures/dotnet/profiled/Program.cs");

    /// <summary>The program, with its PDB beside it.</summary>
    public static string Program => _plain.Value;

    /// <summary>The program, with its PDB inside.</summary>
    public static string ProgramWithEmbeddedPdb => _embedded.Value;

    public static Recording Collect(ICollector collector, string[] command, double timeout = 60, Duration? expected = null, string? scratch = null)
    {
        string folder = scratch ?? Directory.CreateTempSubdirectory("hone-dotnet-").FullName;
        try
        {
            Recording recording = collector.Collect(
                new CollectRequest
                {
                    Run = new SpawnRequest { Argv = command, WorkingDirectory = folder, Timeout = Duration.FromSeconds(timeout), Stdout = new OutputTarget.Capture(4096) },
                    Runtime = TargetRuntime.DotNet,
                    Expected = expected,
                    Scratch = folder,
                },
                TestContext.Current.CancellationToken);
            Assert.Empty(Left(folder));
            return recording;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The first line of the body of a method of the fixture, from 1.</summary>
    public static int LineOf(string declaration) =>
        2 + Array.FindIndex(File.ReadAllLines(Source), line => line.Contains(declaration, StringComparison.Ordinal));

    /// <summary>Sockets and processes that a collector left behind.</summary>
    private static IEnumerable<string> Left(string folder)
    {
        foreach (string socket in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateDirectories("/tmp", $"hone-{Environment.ProcessId:x}-*")))
        {
            yield return socket;
        }

        foreach (string process in Directory.EnumerateDirectories("/proc").Where(static path => int.TryParse(Path.GetFileName(path), out _)))
        {
            string environment;
            try
            {
                environment = File.ReadAllText(process + "/environ");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            if (environment.Contains(folder, StringComparison.Ordinal))
            {
                yield return process;
            }
        }
    }

    private static string Build(string name, params string[] options)
    {
        string folder = Path.Combine(Repository.Root, "artifacts/fixtures", name);
        string program = Path.Combine(folder, "profiled");
        string project = Path.Combine(Path.GetDirectoryName(Source)!, "profiled.csproj");
        if (File.Exists(program) && Directory.GetFiles(Path.GetDirectoryName(Source)!).All(file => File.GetLastWriteTimeUtc(program) >= File.GetLastWriteTimeUtc(file)))
        {
            return program;
        }

        RunOutcome outcome = ProcessRunner.Run(
            new SpawnRequest
            {
                Argv = ["dotnet", "build", project, "-c", "Release", "-v", "q", "--nologo", "-nodeReuse:false", $"-p:ArtifactsPath={folder}/artifacts", "-p:UseSharedCompilation=false", "-o", folder, .. options],
                WorkingDirectory = Repository.Root,
                Stdout = new OutputTarget.Capture(1 << 20),
                Timeout = Duration.FromSeconds(300),
            },
            CancellationToken.None);
        Assert.True(outcome.ExitCode == 0, Encoding.UTF8.GetString(outcome.Stdout) + Encoding.UTF8.GetString(outcome.Stderr));
        File.SetLastWriteTimeUtc(program, DateTime.UtcNow);
        return program;
    }
}
