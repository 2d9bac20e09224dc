using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Units;

namespace Hone.Reporting.Comparisons;

/// <summary>A command beside its reference, as it is reported.</summary>
/// <param name="Command">The command's place in <see cref="ComparisonReport.Commands"/>.</param>
/// <param name="Reference">The reference's place.</param>
/// <param name="Result">The comparison on the metric that the verdict stands on; <c>Invalid</c> where the outputs forbid a ratio.</param>
/// <param name="SecondOpinion">The same on CPU time, where the verdict stands on something else and CPU time was measured.</param>
/// <param name="Outputs">Whether both do the same.</param>
public sealed record ReportedPair(int Command, int Reference, Comparison Result, Comparison? SecondOpinion, OutputAgreement Outputs);

/// <summary>Everything that is said of a comparison; computed from the raw runs each time.</summary>
public sealed record ComparisonReport
{
    /// <summary>Why data that hyperfine took can never be judged.</summary>
    public const string Sequential =
        "all runs of one command were made before all runs of the next, so a drift of the machine looks like a difference; only pairs can be judged";

    /// <summary>The commands, group after group, the reference of a group first.</summary>
    public required IReadOnlyList<MeasuredCommand> Commands { get; init; }

    /// <summary>Every command that is not a reference, beside its own.</summary>
    public required IReadOnlyList<ReportedPair> Pairs { get; init; }

    /// <summary>The metric that the verdicts stand on.</summary>
    public required Metric Metric { get; init; }

    /// <summary>How it was decided; null when nothing was to be.</summary>
    public ComparisonDesign? Design { get; init; }

    /// <summary>The host fingerprint's id; null when nobody kept it.</summary>
    public string? Host { get; init; }

    /// <summary>What the orders were drawn from.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Why no more rounds were run; the worst of all groups.</summary>
    public StopReason Stop { get; init; }

    /// <summary>Hone's own time for each run beside the command's: in no figure, and subtracted from none.</summary>
    public Duration? OwnCost { get; init; }

    /// <summary>Rounds in all, and those in which the machine was busy with something else.</summary>
    public int Rounds { get; init; }

    /// <inheritdoc cref="Rounds"/>
    public int BusyRounds { get; init; }

    /// <summary>True when the commands were run by a shell, whose own time is in the figures.</summary>
    public bool Shell { get; init; }

    /// <summary>True when the commands were run before all ordinary programs.</summary>
    public bool RealTime { get; init; }

    /// <summary>What a reader must know before using the figures, each as one sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Reports groups of paired runs; at least one, all on the same metric and by the same design.</summary>
    /// <param name="groups">The runs.</param>
    /// <param name="metric">The metric that their verdicts stand on.</param>
    public static ComparisonReport From(IReadOnlyList<PairedSamples> groups, Metric metric)
    {
        List<MeasuredCommand> commands = [];
        List<ReportedPair> pairs = [];
        foreach (PairedSamples group in groups)
        {
            pairs.AddRange(PairsOf(group, metric, commands.Count));
            commands.AddRange(Enumerable.Range(0, group.Commands.Count).Select(i => Measured(group, i)));
        }

        Duration[] costs = [.. groups.Where(group => group.OwnCostNanoseconds is not null).Select(group => new Duration(group.OwnCostNanoseconds!.Value))];
        return new()
        {
            Commands = commands,
            Pairs = pairs,
            Metric = metric,
            Design = groups[0].Design,
            Host = groups[0].Host,
            Seed = groups[0].Seed,
            Stop = groups.Max(group => group.Stop),
            OwnCost = costs.Length == 0 ? null : costs.Max(),
            Rounds = groups.Sum(group => group.Rounds.Count),
            BusyRounds = groups.Sum(group => group.Rounds.Count(round => round.IsBusy)),
            Shell = groups.Any(group => group.Shell),
            RealTime = groups.Any(group => group.RealTime),
        };
    }

    /// <summary>Reports commands that were not run in pairs: described, never judged. The first is the reference.</summary>
    public static ComparisonReport Described(IReadOnlyList<MeasuredCommand> commands) => new()
    {
        Commands = commands,
        Metric = Metric.Wall,
        Notes = commands.Count > 1 ? ["not in pairs: " + Sequential] : [],
        Pairs = [.. Enumerable.Range(1, commands.Count - 1).Select(i => new ReportedPair(i, 0, Undecided(commands[0], commands[i]), null, new(OutputAgreementKind.NotCompared, "the file does not have them")))],
    };

    private static IEnumerable<ReportedPair> PairsOf(PairedSamples group, Metric metric, int first)
    {
        IReadOnlyList<Comparison> results = group.Judge(metric);
        IReadOnlyList<Comparison>? second = metric == Metric.Cpu ? null : group.Judge(Metric.Cpu);
        for (int i = 1; i < group.Commands.Count; i++)
        {
            OutputAgreement outputs = group.Outputs?[i] ?? new(OutputAgreementKind.NotCompared, "nobody looked at them");
            bool invalid = outputs.Forbids;
            Comparison result = invalid ? Forbidden(results[i - 1], outputs) : results[i - 1];
            yield return new(first + i, first, result, invalid ? null : second?[i - 1], outputs);
        }
    }

    private static Comparison Forbidden(Comparison result, OutputAgreement outputs) => result with
    {
        Verdict = ComparisonVerdict.Invalid,
        DecidedAfter = null,
        Ratio = double.NaN,
        Interval = null,
        PValue = 1,
        SmallestVisible = null,
        Note = "they do not do the same: " + outputs.Detail,
    };

    private static MeasuredCommand Measured(PairedSamples group, int command)
    {
        List<RunSample> runs = [];
        List<int?> exits = [];
        foreach (Round round in group.Rounds)
        {
            if (round.Runs[command] is RunSample run)
            {
                runs.Add(run);
                exits.Add(round.Exits is null ? 0 : round.Exits[command]);
            }
        }

        return new()
        {
            Name = group.NameOf(command),
            Command = group.Commands[command],
            Parameters = group.Parameters?[command] ?? new Dictionary<string, string>(),
            Runs = runs,
            Exits = exits,
        };
    }

    private static Comparison Undecided(MeasuredCommand reference, MeasuredCommand command)
    {
        double from = reference.Centre(Metric.Wall) ?? double.NaN;
        double to = command.Centre(Metric.Wall) ?? double.NaN;
        return new()
        {
            Metric = Metric.Wall,
            Verdict = ComparisonVerdict.Undecided,
            Pairs = 0,
            Ratio = to / from,
            Interval = null,
            PValue = 1,
            SmallestVisible = null,
            Reference = from,
            Value = to,
            Note = Sequential,
        };
    }
}
