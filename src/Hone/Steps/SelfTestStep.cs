using System.Globalization;
using Hone.Cli.Terminal;
using Hone.Linux.Machines;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Problems;
using Hone.Reporting;
using Hone.Units;

namespace Hone.Cli.Steps;

/// <summary>The raw runs of a self-test.</summary>
internal sealed record SelfTestRuns
{
    /// <summary>The finished comparisons.</summary>
    public List<SelfTestTrial> Trials { get; } = [];

    /// <summary>The long stream of pairs of the loop beside itself; null when not asked for, or not finished.</summary>
    public PairedSamples? Stream { get; set; }

    /// <summary>The machine time of the stream.</summary>
    public Duration StreamTime { get; set; }

    /// <summary>Load averages of the machine, now and then.</summary>
    public List<double> Loads { get; } = [];

    /// <summary>The file that the comparisons were read from; null when they ran here and now.</summary>
    public string? ReadFrom { get; init; }

    /// <summary>The loop.</summary>
    public BurnerCalibration? Calibration { get; set; }

    /// <summary>What the loop is.</summary>
    public string Loop { get; set; } = "";

    /// <summary>Whether somebody ended it before it was complete.</summary>
    public bool Interrupted { get; set; }
}

/// <summary>Tests Hone's comparison on this machine: the real engine on real processes, with effects that are known beforehand.</summary>
internal sealed class SelfTestStep(SelfTestPlan plan, Host host, Progress progress, CancellationToken cancellation)
{
    /// <summary>Runs of each command in a row, as a tool without pairs would take them.</summary>
    public const int SequentialRuns = 20;

    /// <summary>The kind that effects are planted in.</summary>
    public const string Loop = "loop";

    private const int RoundsALoad = 100;

    private readonly SelfTestRuns _runs = new();
    private int _next = -1;
    private int _falseAlarms;

    private ComparisonDesign Design => new() { UntilSame = plan.UntilSame };

    /// <summary>Runs it all; what there is when it is interrupted.</summary>
    public SelfTestRuns Run()
    {
        using Scratch scratch = new();
        try
        {
            Measure(scratch.Folder);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _runs.Interrupted = true;
        }

        return _runs;
    }

    private void Measure(string folder)
    {
        Burner burner = Burner.Install(folder);
        _runs.Loop = burner.Description;
        progress.Step(1, 3, "calibrate");
        _runs.Calibration = BurnerCalibration.Take(burner, plan.Work, cancellation);
        SampleCommand[] commands = Commands(folder, burner, _runs.Calibration);
        using BusyLoops loops = new(burner, plan.Load);
        using StreamWriter? export = plan.Export is null ? null : Create(plan.Export);
        progress.Step(2, 3, "compare");
        Compare(burner, commands, _runs.Calibration, export);
        if (plan.Resample > 0)
        {
            progress.Step(3, 3, "stream of pairs");
            RecordStream(burner, _runs.Calibration);
        }
    }

    private SampleCommand[] Commands(string folder, Burner burner, BurnerCalibration calibration)
    {
        SampleCommand[] all = [new(Loop, burner.Subject(calibration.Steps)), .. SampleCommands.Find(folder)];
        SampleCommand[] chosen = [.. all.Where(command => plan.Kinds.Count == 0 || plan.Kinds.Contains(command.Kind))];
        return chosen.Length > 0 ? chosen : throw new ProblemException(new(
            ExitCode.ToolMissing,
            "selftest-no-commands",
            "none of the commands asked for is on this machine: " + string.Join(", ", plan.Kinds),
            "here are: " + string.Join(", ", all.Select(command => command.Kind))));
    }

    // The effects take turns, so that every hour of the machine meets each of them.
    private void Compare(Burner burner, SampleCommand[] commands, BurnerCalibration calibration, StreamWriter? export)
    {
        List<Func<Turn, SelfTestTrial>> work = [];
        for (int i = 0; i < plan.Comparisons; i++)
        {
            foreach (double effect in plan.Effects)
            {
                if (effect == 0)
                {
                    SampleCommand command = commands[i % commands.Length];
                    Metric metric = plan.Metrics[i / commands.Length % plan.Metrics.Count];
                    work.Add(turn => Trial(turn, command.Kind, 0, (1, 1), [command.Subject, command.Subject], metric));
                    continue;
                }

                work.AddRange(plan.Metrics.Select(metric => (Func<Turn, SelfTestTrial>)(turn => Planted(turn, burner, calibration, effect, metric))));
            }
        }

        if (plan.Parallel <= 1)
        {
            Lane(work, null, export, cancellation);
            return;
        }

        using CancellationTokenSource failure = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] lanes = [.. Enumerable.Range(0, plan.Parallel).Select(core => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    Lane(work, core, export, failure.Token);
                }
                catch
                {
                    failure.Cancel();
                    throw;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task.WhenAll(lanes).GetAwaiter().GetResult();
    }

    // Takes comparisons until there are none; several lanes may, each on a core of its own.
    private void Lane(List<Func<Turn, SelfTestTrial>> work, int? core, StreamWriter? export, CancellationToken stop)
    {
        int number;
        while ((number = Interlocked.Increment(ref _next)) < work.Count)
        {
            lock (_runs)
            {
                progress.At(Text(_falseAlarms), _runs.Trials.Count, work.Count);
            }

            SelfTestTrial trial = work[number](new(plan.Seed + (ulong)number, core, stop));
            lock (_runs)
            {
                _runs.Trials.Add(trial);
                Note(trial.Load);
                _falseAlarms += trial.Effect == 0 && plan.Metrics.Any(metric => trial.Pairs.Judge(metric)[0].Verdict is ComparisonVerdict.Faster or ComparisonVerdict.Slower) ? 1 : 0;
                Write(export, trial);
            }
        }
    }

    private SelfTestTrial Planted(Turn turn, Burner burner, BurnerCalibration calibration, double effect, Metric metric)
    {
        long steps = calibration.StepsFor(effect, byCpu: metric == Metric.Cpu);
        return Trial(
            turn,
            Loop,
            effect,
            (calibration.TrueRatio(steps, byCpu: false), calibration.TrueRatio(steps, byCpu: true)),
            [burner.Subject(calibration.Steps), burner.Subject(steps)],
            metric);
    }

    private SelfTestTrial Trial(Turn turn, string kind, double effect, (double Wall, double Cpu) truth, IReadOnlyList<Subject> free, Metric metric)
    {
        double? load = LoadAverage.LastMinute();
        Subject[] subjects = [.. free.Select(subject => Placed(subject, turn.Core))];
        using PairedRuns runs = new(new() { Design = Design, Metric = metric, Budget = plan.Budget, Seed = turn.Seed }, subjects) { OnRefused = Refuse };
        StopReason stop = runs.Run(turn.Cancellation);
        return new()
        {
            Kind = kind,
            Effect = effect,
            TrueWall = truth.Wall,
            TrueCpu = truth.Cpu,
            Load = load,
            SpentNanoseconds = runs.Spent.Nanoseconds,
            Pairs = Samples(subjects, metric, turn.Seed, stop, runs.Rounds),
            SequentialFirst = plan.Peers ? InARow(subjects[0], turn.Cancellation) : null,
            SequentialSecond = plan.Peers ? InARow(subjects[1], turn.Cancellation) : null,
        };
    }

    private void RecordStream(Burner burner, BurnerCalibration calibration)
    {
        Subject loop = Placed(burner.Subject(calibration.Steps), core: null);
        using PairedRuns runs = new(new() { Design = Design, ToTheEnd = true, MostRounds = plan.StreamPairs, Seed = plan.Seed }, [loop, loop])
        {
            AfterRound = done =>
            {
                progress.At("pair", done.Rounds.Count, plan.StreamPairs);
                Note(done.Rounds.Count % RoundsALoad == 0 ? LoadAverage.LastMinute() : null);
            },
            OnRefused = Refuse,
        };
        try
        {
            _ = runs.Run(cancellation);
        }
        finally
        {
            _runs.StreamTime = runs.Spent;
            _runs.Stream = Samples([loop, loop], Metric.Wall, plan.Seed, StopReason.Budget, runs.Rounds);
        }
    }

    private Subject Placed(Subject subject, int? core) =>
        subject with { Request = subject.Request with { Cpus = core is int one ? [one] : null, RealTime = plan.RealTime } };

    private PairedSamples Samples(IReadOnlyList<Subject> subjects, Metric metric, ulong seed, StopReason stop, IReadOnlyList<Round> rounds) => new()
    {
        Commands = [.. subjects.Select(subject => subject.Name)],
        Host = host.Id,
        Seed = seed,
        Metric = metric.Name,
        RealTime = plan.RealTime,
        Design = Design,
        Warmups = 1,
        Stop = stop,
        Rounds = rounds,
    };

    private static IReadOnlyList<RunSample> InARow(Subject subject, CancellationToken stop) =>
        [.. Enumerable.Range(0, SequentialRuns).Select(_ => RunSamples.From(ProcessRunner.Run(subject.Request, stop)))];

    private static void Refuse(Subject subject, RunOutcome outcome) => throw new ProblemException(new(
        ExitCode.ToolMissing,
        "selftest-command-failed",
        string.Create(CultureInfo.InvariantCulture, $"a command of the self-test ended with {outcome.ExitCode}: {subject.Name}"),
        "run it by hand; --commands leaves it out"));

    private static StreamWriter Create(string path)
    {
        try
        {
            return new(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    private void Write(StreamWriter? export, SelfTestTrial trial)
    {
        try
        {
            export?.WriteLine(System.Text.Encoding.UTF8.GetString(trial.Write()));
            export?.Flush();
        }
        catch (IOException error)
        {
            throw DiskProblem.From(error, plan.Export!);
        }
    }

    private void Note(double? load)
    {
        if (load is double known)
        {
            _runs.Loads.Add(known);
        }
    }

    private static string Text(int falseAlarms) => string.Create(CultureInfo.InvariantCulture, $"{falseAlarms} false alarms so far");

    /// <summary>What a comparison is given: what its orders are drawn from, the core it is to stay on, and what ends it.</summary>
    private sealed record Turn(ulong Seed, int? Core, CancellationToken Cancellation);
}
