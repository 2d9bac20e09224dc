using System.Globalization;
using Hone.Linux.Processes;

namespace Hone.Bench;

/// <summary>What the parts share: one run, a quantile, a line of print.</summary>
internal static class Figures
{
    public static RunOutcome Run(params string[] argv) => ProcessRunner.Run(Quiet(argv), CancellationToken.None);

    public static SpawnRequest Quiet(params string[] argv) =>
        new() { Argv = argv, WorkingDirectory = "/", Stdout = new OutputTarget.Null(), Stderr = new OutputTarget.Null() };

    /// <summary>The value below which <paramref name="share"/> of them lie (nearest rank).</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
