using System.Security.Cryptography;
using Hone.Cli.Terminal;
using Hone.Linux.Machines;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Cli.Steps.Comparing;

/// <summary>What came of a comparison: the raw runs of each group that was begun.</summary>
/// <param name="Groups">The runs.</param>
/// <param name="Host">The machine.</param>
/// <param name="Interrupted">Whether somebody ended it.</param>
internal sealed record CompareOutcome(IReadOnlyList<PairedSamples> Groups, Host Host, bool Interrupted);

/// <summary>Checks what the commands do, then runs them in pairs until the budget is used up or all is decided.</summary>
internal sealed class CompareStep(CompareSettings settings, Progress progress, CancellationToken cancellation)
{
    private const int DefaultLeastPairs = 10;
    private const long LargestSeed = 1L << 48;
    private const int CleanupSeconds = 10;

    /// <summary>The machine time that each command beside the reference gets, unless the user says otherwise.</summary>
    public static Duration DefaultBudget { get; } = Duration.FromSeconds(20);

    /// <summary>The machine time that one command alone gets.</summary>
    public static Duration DefaultBudgetAlone { get; } = Duration.FromSeconds(5);

    /// <summary>Runs everything. An interruption is no error: what was complete is in the answer.</summary>
    public CompareOutcome Run()
    {
        IReadOnlyList<CompareGroup> groups = CompareGroup.Build(settings);
        Host host = HostFingerprint.Read();
        int comparisons = groups.Sum(group => group.Members.Count - 1);
        JournalHeader header = new()
        {
            Groups = [.. groups.Select(group => (IReadOnlyList<string>)[.. group.Members.Select(member => member.Text)])],
            Settings = settings.Fingerprint(),
            Host = host.Id,
            Seed = settings.Seed ?? (ulong)RandomNumber(),
            Metric = settings.Metric.Name,
            Design = settings.Design with { Comparisons = Math.Max(1, comparisons) },
        };
        using JournalFile? journal = settings.Journal is null ? null : JournalFile.Open(settings.Journal, header, anySeed: settings.Seed is null);
        header = journal?.Header ?? header;
        List<PairedSamples> samples = [];
        for (int i = 0; i < groups.Count; i++)
        {
            progress.Step(i + 1, groups.Count, "compare");
            try
            {
                samples.Add(RunGroup(groups[i], i, groups.Count, header, journal));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested && samples.Count > 0)
            {
                return new(samples, host, Interrupted: true);
            }

            if (samples[^1].Stop == StopReason.Interrupted)
            {
                return new(samples, host, Interrupted: true);
            }
        }

        return new(samples, host, Interrupted: false);
    }

    private static long RandomNumber() => (long)(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) % LargestSeed);

    private PairedSamples RunGroup(CompareGroup group, int number, int of, JournalHeader header, JournalFile? journal)
    {
        OutputCheck check = new(settings, group, cancellation);
        try
        {
            foreach (SpawnRequest setup in Distinct(group.Members.Select(member => member.Setup)))
            {
                progress.At("set-up");
                RunFailure.Insist(setup, "--setup", cancellation);
            }

            check.Run(i => progress.At("first run of " + group.Members[i].Name));
            Tell(group, check);
            return Measure(group, check, number, of, header, journal);
        }
        finally
        {
            Cleanup(group);
        }
    }

    // Said at once: whoever did not expect it need not wait for figures that will not count.
    private void Tell(CompareGroup group, OutputCheck check)
    {
        for (int i = 0; i < group.Members.Count; i++)
        {
            if (check.Agreements[i] is { Forbids: true } agreement)
            {
                progress.Say($"outputs differ: {group.Members[i].Name} beside {group.Members[0].Name}: {agreement.Detail} (--allow-different-output compares them all the same)");
            }
        }
    }

    private PairedSamples Measure(CompareGroup group, OutputCheck check, int number, int of, JournalHeader header, JournalFile? journal)
    {
        int commands = group.Members.Count;
        PairedSamples samples = new()
        {
            Commands = [.. group.Members.Select(member => member.Text)],
            Names = [.. group.Members.Select(member => member.Name)],
            Parameters = settings.Parameters.Count == 0 ? null : [.. group.Members.Select(member => new Dictionary<string, string>(member.Choice.Values))],
            Shell = settings.Shell is not null,
            RealTime = settings.RealTime,
            Outputs = check.Agreements,
            Host = header.Host,
            Seed = header.Seed,
            Metric = header.Metric,
            HigherIsBetter = settings.Printed?.HigherIsBetter ?? false,
            Design = header.Design,
            Warmups = Math.Max(settings.Warmups, check.Runs),
            Stop = StopReason.Decided,
            Rounds = [],
        };
        if (commands > 1 && check.Agreements.Skip(1).All(agreement => agreement.Forbids))
        {
            // Nothing that could be measured would be a comparison.
            return samples;
        }

        (IReadOnlyList<Round> before, Duration spent, StopReason? ended) = journal?.Of(number) ?? ([], Duration.Zero, null);
        if (ended is StopReason earlier)
        {
            return samples with { Rounds = before, Stop = earlier };
        }

        using PairedRuns runs = new(Plan(group, check, of, header), [.. group.Members.Select((member, i) => member.Subject with { ExpectedExits = check.Exits[i] })])
        {
            OnRefused = (subject, outcome) => throw Refused(group, subject, outcome),
            AfterRound = state =>
            {
                journal?.Append(new() { Group = number, Round = state.Rounds[^1], SpentNanoseconds = state.Spent.Nanoseconds });
                Show(group, of, state);
            },
        };
        runs.Resume(before, spent);
        StopReason stop = StopReason.Interrupted;
        try
        {
            stop = runs.Run(cancellation);
            journal?.Append(new() { Group = number, SpentNanoseconds = runs.Spent.Nanoseconds, Stop = stop });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && runs.Rounds.Count > 0)
        {
            // What was complete is judged.
        }

        return samples with { Rounds = [.. runs.Rounds], Stop = stop, OwnCostNanoseconds = runs.OwnCost?.Nanoseconds };
    }

    private PairedPlan Plan(CompareGroup group, OutputCheck check, int of, JournalHeader header) => new()
    {
        Design = header.Design,
        Metric = settings.Metric,
        Seed = header.Seed,
        Warmups = Math.Max(0, settings.Warmups - check.Runs),
        Budget = BudgetOf(group, of),
        LeastRounds = settings.Pairs ?? settings.LeastPairs ?? (settings.Budget is null ? DefaultLeastPairs : 0),
        MostRounds = settings.Pairs ?? 10_000,
        ToTheEnd = settings.Pairs is not null,
    };

    // A budget that the user gives is for everything together.
    private Duration? BudgetOf(CompareGroup group, int of) =>
        settings.Pairs is not null ? null
        : settings.Budget is Duration given ? new(given.Nanoseconds / of)
        : group.Members.Count == 1 ? DefaultBudgetAlone
        : new(DefaultBudget.Nanoseconds * (group.Members.Count - 1));

    private Problems.ProblemException Refused(CompareGroup group, Subject subject, RunOutcome outcome)
    {
        CompareMember? timed = group.Members.FirstOrDefault(member => member.Subject.Request == subject.Request);
        return timed is not null && !outcome.TimedOut && settings.Accepts(outcome.ExitCode) && subject.ExpectedExits is { } expected
            ? RunFailure.Changed(timed.Text, outcome, expected)
            : RunFailure.Of(subject.Name, outcome, RunFailure.Tail(outcome));
    }

    private void Show(CompareGroup group, int of, PairedProgress state)
    {
        if (!progress.IsDue)
        {
            return;
        }

        string left = BudgetOf(group, of) is Duration budget ? $" · at most {new Duration(Math.Max(0, budget.Nanoseconds - state.Spent.Nanoseconds))} left"
            : settings.Pairs is int pairs ? $" of {pairs}" : "";
        string estimate = "";
        if (group.Members.Count == 2)
        {
            double[] ratios = [.. state.Rounds.Select(round => settings.Metric.Read(round.Runs[1]!) / settings.Metric.Read(round.Runs[0]!)).OfType<double>().Where(double.IsFinite)];
            estimate = ratios.Length == 0 ? "" : FormattableString.Invariant($" · {group.Members[1].Name} / {group.Members[0].Name} about {Median.Of(ratios):0.000}");
        }
        else if (group.Members.Count > 2)
        {
            estimate = $" · {state.Open} open";
        }

        progress.At($"round {state.Rounds.Count}{left}{estimate}");
    }

    // Also after an interruption, which must not leave behind what the set-up made; then not for long.
    private void Cleanup(CompareGroup group)
    {
        foreach (SpawnRequest cleanup in Distinct(group.Members.Select(member => member.Cleanup)))
        {
            using CancellationTokenSource patience = new();
            using CancellationTokenRegistration end = cancellation.Register(() => patience.CancelAfter(TimeSpan.FromSeconds(CleanupSeconds)));
            RunOutcome outcome = RunFailure.Start(cleanup, patience.Token);
            if (outcome.TimedOut || outcome.ExitCode != 0)
            {
                progress.Say(RunFailure.Of(string.Join(' ', cleanup.Argv), outcome, RunFailure.Tail(outcome), "--cleanup").Problem.What);
            }
        }
    }

    // One set-up for all commands runs once, not once for each.
    private static IEnumerable<SpawnRequest> Distinct(IEnumerable<SpawnRequest?> requests) => requests.OfType<SpawnRequest>()
        .DistinctBy(request => string.Join('\0', [.. request.Argv, .. request.Environment.Select(pair => pair.Key + "=" + pair.Value)]));
}
