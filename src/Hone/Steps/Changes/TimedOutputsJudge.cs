using Hone.Changes.Runs;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Linux.Processes;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Changes;

/// <summary>
/// Holds what timed runs put out against the golden output. They write to files that are read after the clock has stopped, so that no
/// reader slows them down; what was judged once is known by its hashes.
/// </summary>
internal sealed class TimedOutputsJudge(CaseJudge judge, string folder)
{
    private static readonly Dictionary<string, ChannelReading> _noReadings = [];

    private readonly Dictionary<string, string?> _known = [];
    private readonly int[] _differing = new int[2];
    private readonly int[] _left = new int[2];
    private OutputWatch? _watch;
    private int _compared;
    private string? _what;

    /// <summary>The file that standard output goes to.</summary>
    public string Stdout => Path.Combine(folder, "stdout");

    /// <summary>The file that standard error goes to.</summary>
    public string Stderr => Path.Combine(folder, "stderr");

    /// <summary>What was found.</summary>
    public TimedOutputs Found => new(_compared, _differing[ChangeArms.Baseline], _differing[ChangeArms.Candidate], _left[ChangeArms.Baseline], _left[ChangeArms.Candidate], _what);

    /// <summary>Called before a run, in the project's folder of its arm.</summary>
    public void Before(string project) => _watch = new(project, judge.Case.Outputs);

    /// <summary>Called after a run; false when what it put out differs.</summary>
    public bool After(int arm, string project, RunOutcome outcome)
    {
        _compared++;
        _left[arm] += outcome.Orphans.Count > 0 ? 1 : 0;
        IReadOnlyList<string> written = _watch!.Written();
        Seen seen = Read(project, outcome, written, _noReadings);
        string key = string.Join('\n', seen.Observation.Channels.Select(channel => $"{channel.Name} {channel.Sha256} {channel.Kind} {channel.Mode}"));
        if (!_known.TryGetValue(key, out string? differs))
        {
            differs = Judge(project, outcome, written);
            _known[key] = differs;
        }

        if (differs is null)
        {
            return true;
        }

        _differing[arm]++;
        _what ??= differs;
        return false;
    }

    private string? Judge(string project, RunOutcome outcome, IReadOnlyList<string> written)
    {
        IReadOnlyDictionary<string, ChannelReading> readings = judge.Readings();
        Seen seen = Read(project, outcome, written, readings);
        seen = seen with
        {
            Forms = readings.Where(pair => pair.Value is FormReading { Form: not null }).ToDictionary(pair => pair.Key, pair => ((FormReading)pair.Value).Form!),
        };
        OracleVerdict verdict = judge.Forgiving(judge.Compare(seen), seen);
        string? first = judge.FirstDifferenceOf(seen, verdict.Divergences);
        return !verdict.Noticed ? null : Noticed.Text(verdict, seen) + (first is null ? "" : "; first difference: " + first);
    }

    private Seen Read(string project, RunOutcome outcome, IReadOnlyList<string> written, IReadOnlyDictionary<string, ChannelReading> readings) => Observing.Of(
    [
        Observing.OfText(ChannelName.Exit, Observing.Ending(outcome)), Stream(ChannelName.Stdout, "stdout", readings), Stream(ChannelName.Stderr, "stderr", readings),
        .. written.Select(path => OutputFile.Read(project, path, readings.GetValueOrDefault(ChannelName.OfFile(path)))),
    ]);

    private (GoldenChannel Channel, byte[]? Bytes) Stream(string name, string file, IReadOnlyDictionary<string, ChannelReading> readings)
    {
        (GoldenChannel channel, byte[]? bytes) = OutputFile.Read(folder, file, readings.GetValueOrDefault(name));
        return (channel with { Name = name, Kind = null, Mode = null }, bytes);
    }
}
