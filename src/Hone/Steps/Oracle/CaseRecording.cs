using System.Diagnostics;
using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>A golden output that is ready to be written down.</summary>
/// <param name="Case">Of what.</param>
/// <param name="Recordings">How many runs were compared.</param>
/// <param name="Channels">What was observed.</param>
/// <param name="Notes">What differed, and what could not be seen.</param>
/// <param name="Bytes">The bytes of kept channels, and masks, by the name of their artifact.</param>
/// <param name="Refusals">Why it must not be written down.</param>
/// <param name="Needed">By normaliser, whether the recordings would differ without it here; null when that cannot be told.</param>
internal sealed record GoldenDraft(
    OracleCase Case, int Recordings, IReadOnlyList<GoldenChannel> Channels, IReadOnlyList<string> Notes, IReadOnlyDictionary<string, byte[]> Bytes,
    IReadOnlyList<Problem> Refusals, IReadOnlyDictionary<NormaliserSettings, bool?> Needed);

/// <summary>
/// Records one case several times under varied surroundings, four times as often when anything differs, and says of each channel
/// whether it is stable, explained by its normalisers, or quarantined.
/// </summary>
internal sealed class CaseRecording : IDisposable
{
    // So that a program that prints the time to the second has printed two times at least.
    private static readonly TimeSpan _leastSpan = TimeSpan.FromSeconds(1.1);
    private static readonly TimeSpan _mostExtra = TimeSpan.FromMinutes(10);

    private readonly Session _session;
    private readonly OracleCase _case;
    private readonly Scratch _scratch = new();
    private readonly Dictionary<string, RuleReadings> _readings = [];
    private readonly ChannelHistory _history;
    private Seen? _first;
    private int _spools;

    public CaseRecording(Session session, OracleCase @case)
    {
        (_session, _case) = (session, @case);
        _history = new(Surroundings.OwnUmask, Surroundings.Umask);
        KnownFolders folders = OracleOf.Folders([Surroundings.HomeIn(_scratch.Folder)]);
        foreach (IGrouping<string, NormaliserSettings> channel in session.Project.Oracle.Normalisers.Where(rule => rule.IsAbout(@case.Workload, @case.Name, rule.Channel)).GroupBy(rule => rule.Channel))
        {
            _readings[channel.Key] = new([.. channel], folders, Spool);
        }
    }

    /// <summary>Records it.</summary>
    /// <param name="progress">Told before each run: which, of how many.</param>
    public GoldenDraft Record(Action<int, int> progress)
    {
        int planned = _session.Project.Oracle.Recordings;
        int most = _session.Project.Oracle.MostRecordings;
        long started = Stopwatch.GetTimestamp();
        int done = 0;
        while (done < planned || (_history.Differs && done < most && Stopwatch.GetElapsedTime(started) < _mostExtra))
        {
            int of = done < planned && !_history.Differs ? planned : most;
            progress(done + 1, of);
            if (done == planned - 1 && !_history.Differs)
            {
                AwaitClock(started);
            }

            One(done++);
        }

        UndeclaredWrites.Result writes = UndeclaredWrites.Twice(_session, _case, _scratch);
        return Draft(done, planned, writes);
    }

    public void Dispose()
    {
        foreach (RuleReadings reading in _readings.Values)
        {
            reading.Dispose();
        }

        _scratch.Dispose();
    }

    private void One(int recording)
    {
        Surroundings around = Surroundings.Of(recording, _scratch.Folder);
        RunPlace place = RunPlace.Of(_session) with { Surroundings = around, Timeout = Timeout(around) };
        Seen seen = Observing.Once(_session, _case, place, _readings.ToDictionary(pair => pair.Key, pair => (ChannelReading)pair.Value));
        if (_first is null)
        {
            if (seen.Outcome is RunOutcome outcome && _case.Service is null)
            {
                WorkloadRun.Insist(_case, outcome, seen.Bytes.GetValueOrDefault(ChannelName.Stderr) ?? []);
            }

            _first = seen;
        }

        _history.Add(recording, seen.Observation, seen.Bytes);
    }

    // On one CPU a program takes as many times longer as there are CPUs, at worst.
    private Duration? Timeout(Surroundings around) =>
        around.Changed.Contains(Axis.Cpus) ? new Duration(_case.Timeout.Nanoseconds * (1 + Environment.ProcessorCount)) : null;

    private void AwaitClock(long started)
    {
        TimeSpan left = _leastSpan - Stopwatch.GetElapsedTime(started);
        if (left > TimeSpan.Zero && _first is Seen first && first.Bytes.Values.Any(bytes => ClockTrace.IsIn(bytes, Session.Now)))
        {
            _ = _session.Cancellation.WaitHandle.WaitOne(left);
        }
    }

    private GoldenDraft Draft(int recordings, int planned, UndeclaredWrites.Result writes)
    {
        List<GoldenChannel> channels = [];
        List<string> notes = [];
        List<Problem> refusals = [];
        Dictionary<NormaliserSettings, bool?> needed = [];
        Dictionary<string, byte[]> bytes = new(_first!.Bytes);
        foreach (string name in _history.Names)
        {
            GoldenChannel channel = _first.Observation.Channels.FirstOrDefault(each => each.Name == name) ?? new(name, "", 0);
            bool same = _history.IsSame(name);
            if (_readings.TryGetValue(name, out RuleReadings? reading))
            {
                ChannelNoise noise = reading.Result();
                refusals.AddRange(noise.Refusals(reading.Rules, _case.Name, name));
                foreach ((int index, NormaliserSettings rule) in reading.Rules.Index())
                {
                    needed[rule] = reading.IsNeeded(index, noise);
                }

                same = same || (noise.Explained && _history.IsSameButForContent(name));
                channel = channel with { Normalisers = [.. reading.Rules.Select(rule => rule.ToString())], Form = noise.Explained ? noise.Form : null, Masked = noise.Explained ? noise.Masked : 0 };
                bytes[OracleOf.MaskName(name)] = noise.Mask.Write();
            }

            channels.Add(channel with { Stable = same });
            if (!same)
            {
                notes.Add(_history.Describe(name, recordings));
            }
        }

        if (_history.Differs && recordings < planned * 4)
        {
            notes.Add($"recorded {recordings} times instead of {planned * 4}: the recordings took longer than {_mostExtra.TotalMinutes:0} minutes");
        }

        notes.AddRange(channels.Where(channel => channel.Bytes > ChannelRecorder.KeepLimit).Select(channel =>
            $"{channel.Name}: {new Bytes(channel.Bytes)} is above {new Bytes(ChannelRecorder.KeepLimit)}, only its hash is kept; a difference will be found but not shown"));
        writes.AddTo(channels, bytes, notes);
        return new(_case, recordings, channels, notes, bytes, refusals, needed);
    }

    private FileStream Spool() => new(
        Path.Combine(_scratch.Folder, $"spool-{Interlocked.Increment(ref _spools)}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 14, FileOptions.DeleteOnClose);
}
