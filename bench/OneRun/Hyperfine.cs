using System.Globalization;
using System.Text.Json;
using Hone.Linux.Processes;

namespace Hone.Bench;

/// <summary>The peer, from PATH.</summary>
internal static class Hyperfine
{
    public static string? Path { get; } = ProgramLookup.Find("hyperfine", "/", Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>
    /// What one more run costs, in seconds of wall time, and what hyperfine says the program took: its own start and end are taken
    /// out by a second call with fewer runs.
    /// </summary>
    public static (double Cost, double[] Reported) Cost(int runs, string program)
    {
        (double few, _) = Time(2, program);
        (double many, double[] reported) = Time(runs + 2, program);
        return ((many - few) / runs, reported);
    }

    private static (double Seconds, double[] Reported) Time(int runs, string program)
    {
        string file = System.IO.Path.GetTempFileName();
        SpawnRequest request = Figures.Quiet(Path!, "-N", "--warmup", "0", "--runs", runs.ToString(CultureInfo.InvariantCulture), "--style", "none", "--export-json", file, program);
        double seconds = ProcessRunner.Run(request, CancellationToken.None).Wall.Seconds;
        using JsonDocument export = JsonDocument.Parse(File.ReadAllText(file));
        File.Delete(file);
        return (seconds, [.. export.RootElement.GetProperty("results")[0].GetProperty("times").EnumerateArray().Select(time => time.GetDouble())]);
    }
}
