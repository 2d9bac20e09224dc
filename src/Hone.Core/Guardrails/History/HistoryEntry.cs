namespace Hone.Guardrails.History;

/// <summary>What was measured of one workload at one commit at one time; a baseline, a check of the guard, or something imported.</summary>
/// <param name="Time">When, kept in UTC to the millisecond.</param>
/// <param name="Commit">The full hash, with <c>+dirty</c> when the tree differed; <c>none</c> when nobody knows.</param>
/// <param name="Workload">The workload's name.</param>
/// <param name="Source">What measured it: <c>baseline</c>, <c>guard</c>, <c>import:hyperfine</c> …</param>
/// <param name="Environment">What may change the figures without any commit, by name: <see cref="HistoryEnvironment"/>.</param>
/// <param name="Figures">The figures; at least one.</param>
public sealed record HistoryEntry(
    DateTimeOffset Time, string Commit, string Workload, string Source, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<HistoryFigure> Figures)
{
    /// <summary>What stands for a commit that nobody knows.</summary>
    public const string NoCommit = "none";

    /// <summary>Whether the source was what the commit says.</summary>
    public bool IsOfCommit => Commit != NoCommit && !Commit.EndsWith("+dirty", StringComparison.Ordinal);
}

/// <summary>One figure of an entry.</summary>
/// <param name="Metric">What was measured: <c>wall</c>, <c>cpu</c>, <c>peak-rss</c>, or a name of the tool that measured it.</param>
/// <param name="Unit"><c>ns</c>, <c>bytes</c>, empty for a plain count, or a unit that is shown as it is.</param>
/// <param name="Value">The figure of all runs together, a median as a rule.</param>
/// <param name="LowerIsBetter">True for costs.</param>
public sealed record HistoryFigure(string Metric, string Unit, double Value, bool LowerIsBetter = true)
{
    /// <summary>The lower end of the interval that the tool gave; null without one.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }

    /// <summary>How many runs it is of; null when the tool does not say.</summary>
    public long? Runs { get; init; }
}

/// <summary>The names by which an entry says where it was measured.</summary>
public static class HistoryEnvironment
{
    /// <summary>The fingerprint of the machine.</summary>
    public const string Host = "host";

    /// <summary>The processor's own name.</summary>
    public const string Cpu = "cpu";

    /// <summary>The kernel's release.</summary>
    public const string Kernel = "kernel";

    /// <summary>The distribution's own name.</summary>
    public const string System = "system";

    /// <summary>The versions of compilers and runtimes.</summary>
    public const string Toolchain = "toolchain";
}
