using System.Globalization;
using System.Text;
using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Runs a case once and observes everything that belongs to its behaviour. Safe to use from several threads in several folders.</summary>
internal static class Observing
{
    private static readonly Dictionary<string, ChannelReading> _noReadings = [];

    /// <summary>
    /// How the run ended, standard output, standard error, and what it wrote at the declared outputs; of a server its answers. Any
    /// exit code, signal or time-out is something observed; only what cannot be started at all is a problem.
    /// </summary>
    /// <param name="session">The project.</param>
    /// <param name="case">What is run.</param>
    /// <param name="place">Where and how.</param>
    /// <param name="readings">What is to be read along with the bytes of some channels; null for nothing.</param>
    public static Seen Once(Session session, OracleCase @case, RunPlace place, IReadOnlyDictionary<string, ChannelReading>? readings = null)
    {
        readings ??= _noReadings;
        if (@case.Service is not null)
        {
            return ServiceObserving.Once(session, @case, place, readings);
        }

        using PlacedInput input = PlacedInput.Put(session, @case, place);
        using ChannelRecorder stdout = new(readings.GetValueOrDefault(ChannelName.Stdout));
        using ChannelRecorder stderr = new(readings.GetValueOrDefault(ChannelName.Stderr));
        OutputWatch watch = Watch(@case, place);
        SpawnRequest request = Request(session, @case, place, input) with
        {
            Stdout = new OutputTarget.ToSink(stdout.Add),
            Stderr = new OutputTarget.ToSink(stderr.Add),
        };
        RunOutcome outcome = WorkloadRun.Start(session, (@case.IsWorkload ? "workload " : "case ") + @case.Name, request);

        List<(GoldenChannel Channel, byte[]? Bytes)> channels =
        [
            OfText(ChannelName.Exit, Ending(outcome)), stdout.Finish(ChannelName.Stdout), stderr.Finish(ChannelName.Stderr),
            .. Written(watch, place).Select(path => OutputFile.Read(place.Folder, path, readings.GetValueOrDefault(ChannelName.OfFile(path)))),
        ];
        return Of(channels) with { Outcome = outcome, Place = place };
    }

    /// <summary>How a case is started.</summary>
    public static SpawnRequest Request(Session session, OracleCase @case, RunPlace place, PlacedInput input)
    {
        SpawnRequest plain = session.Spawn(@case.Command, place.Folder);
        IReadOnlyList<string> own = place.OtherArguments is null ? plain.Argv : [plain.Argv[0], .. place.OtherArguments];
        SpawnRequest request = place.Surroundings.Apply(plain with
        {
            Argv = [.. own, .. place.Arguments],
            StdinFile = input.Stdin ?? (@case.StdinFile is null ? null : Path.Combine(place.Folder, @case.StdinFile)),
            Timeout = place.Timeout ?? @case.Timeout,
        });
        return place.Around is null ? request : place.Around(request);
    }

    /// <summary>An observation of channels, sorted by name.</summary>
    public static Seen Of(List<(GoldenChannel Channel, byte[]? Bytes)> channels)
    {
        channels.Sort((left, right) => string.CompareOrdinal(left.Channel.Name, right.Channel.Name));
        return new(
            new([.. channels.Select(channel => channel.Channel)]),
            channels.Where(channel => channel.Bytes is not null).ToDictionary(channel => channel.Channel.Name, channel => channel.Bytes!));
    }

    /// <summary>A channel that is a short text.</summary>
    public static (GoldenChannel Channel, byte[]? Bytes) OfText(string name, string text)
    {
        using ChannelRecorder recorder = new();
        recorder.Add(Encoding.UTF8.GetBytes(text));
        return recorder.Finish(name);
    }

    /// <summary>How a run ended: its exit code, <c>signal SIGSEGV</c>, or <c>timeout</c>.</summary>
    public static string Ending(RunOutcome outcome) => outcome.TimedOut ? "timeout"
        : outcome.Signal is int signal ? "signal " + SignalName.Of(signal)
        : outcome.ExitCode.ToString(CultureInfo.InvariantCulture);

    private static OutputWatch Watch(OracleCase @case, RunPlace place)
    {
        try
        {
            return new(place.Folder, @case.Outputs);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, "outputs of " + @case.Name);
        }
    }

    private static IReadOnlyList<string> Written(OutputWatch watch, RunPlace place)
    {
        try
        {
            return watch.Written();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, place.Folder);
        }
    }
}
