using System.Globalization;
using System.Runtime.CompilerServices;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Tests.Processes;

/// <summary>
/// A second process that uses Hone.Linux, for the tests that kill it or start it oddly: this test program itself, which looks at
/// a variable before its own entry point runs.
/// </summary>
internal static class OtherHone
{
    private const string Variable = "HONE_TESTS_RUN";
    private const string NiceVariable = "HONE_TESTS_NICE";
    private const string RealTimeVariable = "HONE_TESTS_REAL_TIME";

    /// <summary>
    /// The request for a process that runs <paramref name="line"/> in a shell through Hone, with a priority if one is given or at real time, and says
    /// its exit code or the rule of the problem.
    /// </summary>
    public static SpawnRequest Request(string line, int? nice = null, bool realTime = false) => new()
    {
        Argv = [Environment.ProcessPath!],
        WorkingDirectory = "/",
        Environment = new Dictionary<string, string?> { [Variable] = line, [NiceVariable] = nice?.ToString(CultureInfo.InvariantCulture), [RealTimeVariable] = realTime ? "1" : null },
        Stdout = new OutputTarget.Capture(1000),
        Timeout = Duration.FromSeconds(60),
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
                RealTime = Environment.GetEnvironmentVariable(RealTimeVariable) is not null,
                Nice = Environment.GetEnvironmentVariable(NiceVariable) is string nice ? int.Parse(nice, CultureInfo.InvariantCulture) : null,
            };
            try
            {
                Console.Write($"exit code {ProcessRunner.Run(request, CancellationToken.None).ExitCode}");
            }
            catch (ProblemException problem)
            {
                Console.Write(problem.Problem.Rule);
            }

            Console.Out.Flush();
            Environment.Exit(0);
        }
    }
}
