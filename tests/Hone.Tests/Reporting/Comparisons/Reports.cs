using Hone.Measurement;
using Hone.Measurement.Comparing;

namespace Hone.Tests.Reporting.Comparisons;

/// <summary>Comparisons of made-up runs, the same each time.</summary>
internal static class Reports
{
    /// <summary>Paired runs of commands whose times are factors of 12.3 ms, with noise of some per cent that pairs share.</summary>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="commands">Name (null for the letter), command line and factor of each.</param>
    public static PairedSamples Samples(int rounds, params (string? Name, string Command, double Factor)[] commands)
    {
        Random random = new(4);
        List<Round> all = [];
        for (int round = 0; round < rounds; round++)
        {
            double shared = 1 + (0.05 * random.NextDouble()) + (random.Next(20) == 0 ? 0.4 : 0);
            all.Add(new()
            {
                Order = [.. Enumerable.Range(0, commands.Length)],
                Runs = [.. commands.Select(command => Run(12.3e6 * command.Factor * shared * (1 + (0.02 * (random.NextDouble() - 0.5)))))],
            });
        }

        return new()
        {
            Commands = [.. commands.Select(command => command.Command)],
            Names = [.. commands.Select((command, i) => command.Name ?? PairedSamples.Letter(i))],
            Outputs = [.. commands.Select(_ => new OutputAgreement(OutputAgreementKind.Same))],
            Host = "0123456789ab",
            Seed = 42,
            Metric = "wall",
            Design = new() { Comparisons = Math.Max(1, commands.Length - 1) },
            Warmups = 1,
            Stop = StopReason.Budget,
            OwnCostNanoseconds = 1_310_000,
            Rounds = all,
        };
    }

    private static RunSample Run(double nanoseconds) => new()
    {
        WallNanoseconds = (long)nanoseconds,
        UserNanoseconds = (long)(0.7 * nanoseconds),
        SystemNanoseconds = (long)(0.2 * nanoseconds),
        PeakRssBytes = 3 << 20,
        MinorFaults = 120,
    };
}
