using System.Diagnostics;
using Hone.Linux.Machines;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Units;

namespace Hone.Linux.Measuring;

/// <summary>What goes on in a comparison, for progress lines and journals.</summary>
/// <param name="Rounds">The complete rounds so far.</param>
/// <param name="Spent">Machine time of the counted rounds so far.</param>
/// <param name="Open">How many commands are still undecided.</param>
public sealed record PairedProgress(IReadOnlyList<Round> Rounds, Duration Spent, int Open);

/// <summary>Runs commands in rounds of random order until their comparison with the first is decided or the budget is used up.</summary>
public sealed class PairedRuns(PairedPlan plan, IReadOnlyList<Subject> subjects) : IDisposable
{
    private readonly List<Round> _rounds = [];
    private readonly bool[] _decided = new bool[subjects.Count];
    private readonly List<double>[] _logRatios = [.. subjects.Select(_ => new List<double>())];
    private readonly HostActivity _activity = new();
    private TimeSpan _paused;
    private Duration _before;
    private Duration _besides;
    private Duration _commands;
    private int _runs;
    private long _started;

    private static TimeSpan FirstPause => TimeSpan.FromMilliseconds(50);

    private static TimeSpan LongestPause => TimeSpan.FromMilliseconds(400);

    /// <summary>Called after each complete round.</summary>
    public Action<PairedProgress>? AfterRound { get; init; }

    /// <summary>Called with each run that a subject does not accept; what it throws ends the comparison.</summary>
    public Action<Subject, RunOutcome>? OnRefused { get; init; }

    /// <summary>The complete rounds so far; what there is when <see cref="Run"/> was interrupted.</summary>
    public IReadOnlyList<Round> Rounds => _rounds;

    /// <summary>Machine time of the counted rounds.</summary>
    public Duration Spent => _before + (_started == 0 ? Duration.Zero : Elapsed());

    /// <summary>What each run cost beside the command itself and what was to be run before and after it; null before the first.</summary>
    public Duration? OwnCost { get; private set; }

    /// <summary>Takes rounds of an earlier, interrupted comparison as run; their orders go on where they ended.</summary>
    public void Resume(IReadOnlyList<Round> rounds, Duration spent)
    {
        _before = spent;
        foreach (Round round in rounds)
        {
            Take(round);
        }
    }

    /// <summary>Warm-ups, then rounds. Cancellation throws; <see cref="Rounds"/> keeps what was complete.</summary>
    public StopReason Run(CancellationToken cancellation)
    {
        using IDisposable? prompt = subjects.Any(subject => subject.Request.RealTime) ? RealTime.Enter() : null;
        for (int i = 0; i < plan.Warmups && !IsDone(out _); i++)
        {
            _ = RunRound(int.MaxValue - i, cancellation);
        }

        (_besides, _commands, _runs) = (default, default, 0);
        _started = Stopwatch.GetTimestamp();
        StopReason stop;
        while (!IsDone(out stop))
        {
            Round round = RunRound(_rounds.Count, cancellation);
            Take(round);
            AfterRound?.Invoke(new(_rounds, Spent, Open()));
            OwnCost = new((Elapsed() - _commands - _besides).Nanoseconds / _runs);
            if (round.IsBusy)
            {
                Pause(cancellation);
            }
        }

        return stop;
    }

    private bool IsDone(out StopReason stop)
    {
        // One command alone has nothing to decide; it is measured for as long as the budget lasts.
        stop = subjects.Count > 1 && !plan.ToTheEnd && _rounds.Count >= plan.LeastDecided && Open() == 0 && plan.Until?.Invoke(_rounds) != false ? StopReason.Decided : StopReason.Budget;
        return stop == StopReason.Decided
            || _rounds.Count >= plan.MostRounds
            || (plan.Budget is Duration budget && _rounds.Count >= plan.LeastRounds && Spent >= budget);
    }

    private int Open() => _decided.Skip(1).Count(decided => !decided);

    private Duration Elapsed() => new((long)Stopwatch.GetElapsedTime(_started).TotalNanoseconds);

    private Round RunRound(int number, CancellationToken cancellation)
    {
        int[] order = [.. RoundOrder.Of(plan.Seed, number, subjects.Count).Where(i => plan.ToTheEnd || !_decided[i] || Open() == 0)];
        RunSample?[] runs = new RunSample?[subjects.Count];
        int?[] exits = new int?[subjects.Count];
        foreach (int i in order)
        {
            (runs[i], exits[i]) = RunOnce(subjects[i], cancellation);
        }

        return new() { Order = order, Runs = runs, Exits = exits.All(exit => exit is null or 0) ? null : exits };
    }

    private (RunSample Sample, int Exit) RunOnce(Subject subject, CancellationToken cancellation)
    {
        Before(subject);
        Untimed(subject, subject.Prepare, cancellation);
        HostReading before = _activity.Read();
        RunOutcome outcome = ProcessRunner.Run(subject.Request, cancellation);
        Duration cpu = outcome.User + outcome.System;
        BusyVerdict busy = BusyRule.Judge(HostLoad.Between(before, _activity.Read(), cpu.Nanoseconds), outcome.InvoluntarySwitches, cpu);
        _commands += outcome.Wall;
        _runs++;
        if (!subject.Accepts(outcome))
        {
            OnRefused?.Invoke(subject, outcome);
        }

        Untimed(subject, subject.Conclude, cancellation);
        return (RunSamples.From(outcome, BusyWord.Of(busy)) with { Values = subject.Values?.Invoke(outcome) }, outcome.ExitCode);
    }

    // Waits a little longer each time until the machine is quiet, for no more than its share of the budget. No pair is dropped
    // for it: which pairs were busy goes along with how they came out.
    private void Pause(CancellationToken cancellation)
    {
        TimeSpan most = TimeSpan.FromSeconds((plan.Budget ?? Spent).Seconds * plan.PauseShare);
        TimeSpan step = FirstPause;
        bool busy = true;
        while (busy && _paused + step <= most)
        {
            HostReading before = _activity.Read();
            cancellation.WaitHandle.WaitOne(step);
            cancellation.ThrowIfCancellationRequested();
            _besides += new Duration((long)step.TotalNanoseconds);
            busy = BusyRule.Judge(HostLoad.Between(before, _activity.Read(), 0), 0, Duration.Zero).IsBusy;
            _paused += step;
            step = step < LongestPause ? step * 2 : step;
        }
    }

    private void Before(Subject subject)
    {
        if (subject.Before is not null)
        {
            long started = Stopwatch.GetTimestamp();
            subject.Before();
            _besides += new Duration((long)Stopwatch.GetElapsedTime(started).TotalNanoseconds);
        }
    }

    private void Untimed(Subject subject, SpawnRequest? request, CancellationToken cancellation)
    {
        if (request is null)
        {
            return;
        }

        long started = Stopwatch.GetTimestamp();
        RunOutcome outcome = ProcessRunner.Run(request, cancellation);
        _besides += new Duration((long)Stopwatch.GetElapsedTime(started).TotalNanoseconds);
        if (outcome.TimedOut || outcome.ExitCode != 0)
        {
            OnRefused?.Invoke(subject with { Request = request, Name = string.Join(' ', request.Argv) }, outcome);
        }
    }

    private void Take(Round round)
    {
        _rounds.Add(round);
        for (int i = 1; i < subjects.Count; i++)
        {
            if (_decided[i] || round.Runs[0] is not RunSample reference || round.Runs[i] is not RunSample run || plan.Metric.Read(reference) is not double a || plan.Metric.Read(run) is not double b)
            {
                continue;
            }

            // A value of 0 has no ratio and is never decided; the judgement says so.
            _logRatios[i].Add(ComparisonRule.LogRatio(a, b));
            _decided[i] = a > 0 && b > 0 && _logRatios[i].TrueForAll(double.IsFinite)
                && ComparisonRule.LookDecides(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_logRatios[i]), plan.Design);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _activity.Dispose();
}
