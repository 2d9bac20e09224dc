using Hone.Cli.Steps.Histories;
using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Linux.Machines;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Latency;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Step A: warm-ups, then the counted runs, the workloads taking turns so that a drift of the machine meets them all; then the servers.</summary>
internal static class BaselineStep
{
    private const int FewestRuns = 3;

    /// <summary>Measures the workloads and records their samples.</summary>
    public static void Run(Session session, IReadOnlyList<Workload> workloads)
    {
        SealGuard.InsistOnce(session);
        RecordHost(session);
        Series[] all = [.. workloads.Where(workload => workload.Service is null).Select(workload => new Series(session, workload))];
        foreach (Series series in all)
        {
            WorkloadRun.Prepare(session, series.Workload);
            for (int i = 0; i < series.Workload.Warmups; i++)
            {
                session.Progress.At(series.Workload.Name + " · warm-up", i, series.Workload.Warmups);
                series.Warmed(WorkloadRun.Once(session, series.Workload, series.Warmup));
            }
        }

        using HostActivity activity = new();
        session.Progress.Restart();
        int total = all.Sum(series => series.Workload.Runs);
        int done = 0;
        while (all.Any(series => !series.IsDone))
        {
            foreach (Series series in all.Where(series => !series.IsDone))
            {
                session.Progress.At($"{series.Workload.Name} · run {series.Runs.Count + 1} of {series.Workload.Runs}", done++, total);
                HostReading before = activity.Read();
                RunOutcome outcome = WorkloadRun.Once(session, series.Workload, series.Request);
                Duration cpu = outcome.User + outcome.System;
                HostLoad load = HostLoad.Between(before, activity.Read(), cpu.Nanoseconds);
                series.Add(outcome, BusyWord.Of(BusyRule.Judge(load, outcome.InvoluntarySwitches, cpu)));
            }
        }

        // The programs that were timed had the time to alter what they were timed on.
        SealGuard.Insist(session);
        (Workload, Samples)[] programs = [.. all.Select(series => (series.Workload, series.Record()))];

        // Alone, and after the others: a server under load takes what it gets of the machine.
        (Workload, ServiceSamples)[] servers = [.. workloads.Where(workload => workload.Service is not null).Select(server => (server, ServiceBaseline.Run(session, server)))];
        HistoryRecord.Baselines(session, programs, servers);
    }

    /// <summary>Records the fingerprint of this machine when the record does not have it.</summary>
    public static void RecordHost(Session session)
    {
        if (!session.Evidence().Hosts.ContainsKey(session.Host.Id))
        {
            session.Append(EntryKind.Host, session.Host, HostJson.Default.Host);
        }
    }

    private sealed class Series(Session session, Workload workload)
    {
        private long _spent;
        private long _stdout;

        public Workload Workload { get; } = workload;

        /// <summary>A run that does not count: its output is counted instead.</summary>
        public SpawnRequest Warmup { get; } = RunMetrics.Capture(session.Spawn(workload), workload.Metrics);

        /// <summary>A run that counts: taking its output would slow it down.</summary>
        public SpawnRequest Request { get; } = RunMetrics.Capture(session.Spawn(workload) with { Stdout = new OutputTarget.Discard() }, workload.Metrics);

        public List<RunSample> Runs { get; } = [];

        public bool IsDone => Runs.Count >= Workload.Runs
            || (Runs.Count >= FewestRuns && Workload.TimeBudget is Duration budget && _spent >= budget.Nanoseconds);

        public void Warmed(RunOutcome outcome) => _stdout = outcome.StdoutBytes;

        public void Add(RunOutcome outcome, string? busy)
        {
            _spent += outcome.Wall.Nanoseconds;
            _stdout = Math.Max(_stdout, outcome.StdoutBytes);
            Runs.Add(RunSamples.From(outcome, busy) with { Values = RunMetrics.Read(session, Workload, outcome) });
        }

        public Samples Record()
        {
            Samples samples = new()
            {
                Workload = Workload.Name,
                Command = Workload.Command.Text,
                Warmups = Workload.Warmups,
                Items = Workload.Items,
                StdoutBytes = _stdout,
                Runs = Runs,
            };
            Artifact artifact = session.Artifacts.Put("samples.json", samples.Write());
            session.Append(
                EntryKind.Baseline,
                new BaselineFact(Workload.Name, Workload.Command.Text, Workload.Warmups, Runs.Count, InputHashes.Of(session, Workload)) { InRound = session.InRound },
                FactJson.Default.BaselineFact,
                [artifact]);
            return samples;
        }
    }
}
