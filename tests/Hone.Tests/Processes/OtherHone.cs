using System.Runtime.CompilerServices;
using Hone.Linux.Processes;

namespace Hone.Tests.Processes;

/// <summary>
/// A second process that uses Hone.Linux, for the tests that kill it or start it oddly: this test program itself, which looks at
/// a variable before its own entry point runs.
/// </summary>
internal static class OtherHone
{
    private const string Variable = "HONE_TESTS_RUN";

    /// <summary>The request for a process that runs <paramref name="line"/> in a shell through Hone, and says its exit code.</summary>
    public static SpawnRequest Request(string line) => new()
    {
        Argv = [Environment.ProcessPath!],
        WorkingDirectory = "/",
        Environment = new Dictionary<string, string?> { [Variable] = line },
        Stdout = new OutputTarget.Capture(1000),
    };

    [ModuleInitializer]
    internal static void RunInstead()
    {
        if (Environment.GetEnvironmentVariable(Variable) is string line)
        {
            SpawnRequest request = new()
            {
                Argv = ["/bin/sh", "-c", line],
                WorkingDirectory = "/",
                Environment = new Dictionary<string, string?> { [Variable] = null },
                Stdout = new OutputTarget.Inherit(),
            };
            Console.Write($"exit code {ProcessRunner.Run(request, CancellationToken.None).ExitCode}");
            Console.Out.Flush();
            Environment.Exit(0);
        }
    }
}
