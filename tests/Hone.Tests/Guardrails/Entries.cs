using Hone.Guardrails.History;

namespace Hone.Tests.Guardrails;

/// <summary>Made-up entries of a history.</summary>
internal static class Entries
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The commit of a number: 40 digits.</summary>
    public static string Commit(int number) => number.ToString("x9", System.Globalization.CultureInfo.InvariantCulture).PadRight(40, 'a');

    public static CommitLine Line(int commits) => new([.. Enumerable.Range(0, commits).Select(Commit)]);

    public static HistoryEntry Of(int commit, double milliseconds, string workload = "day", string kernel = "6.1", string host = "h1", string metric = "wall", bool lowerIsBetter = true) => new(
        Start.AddHours(commit),
        Commit(commit),
        workload,
        "baseline",
        new Dictionary<string, string> { [HistoryEnvironment.Kernel] = kernel, [HistoryEnvironment.Host] = host },
        [new(metric, "ns", milliseconds * 1e6, lowerIsBetter) { Runs = 30 }]);

    /// <summary>Levels in milliseconds with a little noise that is the same each time.</summary>
    public static double Noisy(double level, int i) => level * (1 + (0.004 * ((i * 7919 % 11) - 5)));
}
