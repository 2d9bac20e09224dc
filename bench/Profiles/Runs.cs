using System.Globalization;
using Hone.Linux.Processes;

namespace Hone.Bench;

/// <summary>What a program costs as a whole process: CPU seconds (user + system) and peak memory over several runs.</summary>
internal static class Runs
{
    /// <summary>Prints the least and the middle CPU time, the largest peak, and with BYTES or EVENTS in the environment how many of them a CPU second handles.</summary>
    public static int Measure(int runs, string[] argv)
    {
        List<double> seconds = [];
        long peak = 0;
        string? output = Environment.GetEnvironmentVariable("OUTPUT");
        for (int i = 0; i < runs; i++)
        {
            RunOutcome outcome = ProcessRunner.Run(
                new SpawnRequest
                {
                    Argv = argv,
                    WorkingDirectory = Environment.CurrentDirectory,
                    Stdout = output is null ? new OutputTarget.Null() : new OutputTarget.ToFile(output),
                    Stderr = new OutputTarget.Null(),
                },
                CancellationToken.None);
            if (outcome.ExitCode != 0)
            {
                Console.WriteLine($"  {Path.GetFileName(argv[0])} ended with {outcome.ExitCode}");
                return 1;
            }

            seconds.Add(outcome.User.Seconds + outcome.System.Seconds);
            peak = Math.Max(peak, outcome.PeakRss.Value);
        }

        seconds.Sort();
        double median = seconds[seconds.Count / 2];
        string name = Environment.GetEnvironmentVariable("NAME") ?? Path.GetFileName(argv[0]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-34} {seconds[0],7:0.000} s CPU least, {median,7:0.000} s median of {runs}, peak {peak / 1048576.0,6:0.0} MiB{Rate(seconds[0], median)}"));
        return 0;
    }

    private static string Rate(double least, double median)
    {
        foreach ((string variable, string unit, double scale) in new[] { ("BYTES", "MB", 1e6), ("EVENTS", "million events", 1e6), ("SAMPLES", "thousand samples", 1e3) })
        {
            if (double.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out double amount))
            {
                return string.Create(CultureInfo.InvariantCulture, $"; {amount / scale / least:0.0} {unit} a CPU second ({amount / scale / median:0.0} at the median)");
            }
        }

        return "";
    }
}
