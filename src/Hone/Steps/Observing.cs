using System.Globalization;
using System.Text;
using Hone.Equivalence;
using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Runs a workload once and observes everything that belongs to its behaviour.</summary>
internal static class Observing
{
    /// <summary>An observation with the bytes of its kept channels, by channel name.</summary>
    public sealed record Seen(Observation Observation, IReadOnlyDictionary<string, byte[]> Bytes);

    /// <summary>
    /// Exit code, standard output, standard error, and what this run wrote at the declared outputs.
    /// </summary>
    public static Seen Once(Session session, Workload workload)
    {
        using ChannelRecorder stdout = new();
        using ChannelRecorder stderr = new();
        OutputWatch watch = Watch(session, workload);
        SpawnRequest request = session.Spawn(workload) with
        {
            Stdout = new OutputTarget.ToSink(stdout.Add),
            Stderr = new OutputTarget.ToSink(stderr.Add),
        };
        RunOutcome outcome = WorkloadRun.Once(session, workload, request);

        List<(GoldenChannel Channel, byte[]? Bytes)> channels = [ExitChannel(outcome), stdout.Finish("stdout"), stderr.Finish("stderr")];
        channels.AddRange(Written(session, watch).Select(path => ReadFile(session, path)));
        channels.Sort((left, right) => string.CompareOrdinal(left.Channel.Name, right.Channel.Name));
        return new(
            new([.. channels.Select(channel => channel.Channel)]),
            channels.Where(channel => channel.Bytes is not null).ToDictionary(channel => channel.Channel.Name, channel => channel.Bytes!));
    }

    private static (GoldenChannel, byte[]?) ExitChannel(RunOutcome outcome)
    {
        using ChannelRecorder exit = new();
        exit.Add(Encoding.ASCII.GetBytes(outcome.ExitCode.ToString(CultureInfo.InvariantCulture)));
        return exit.Finish("exit");
    }

    private static OutputWatch Watch(Session session, Workload workload)
    {
        try
        {
            return new(session.Folder, workload.Outputs);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, "outputs of workload " + workload.Name);
        }
    }

    private static IReadOnlyList<string> Written(Session session, OutputWatch watch)
    {
        try
        {
            return watch.Written();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, session.Folder);
        }
    }

    private static (GoldenChannel, byte[]?) ReadFile(Session session, string relative)
    {
        string path = Path.Combine(session.Folder, relative);
        try
        {
            using ChannelRecorder recorder = new();
            if (!OutputWatch.IsRegular(path))
            {
                // A link is its target's path; a pipe, socket or device is only there.
                recorder.Add(Encoding.UTF8.GetBytes(new FileInfo(path).LinkTarget ?? "not a regular file"));
                return recorder.Finish("file:" + relative);
            }

            using FileStream file = File.OpenRead(path);
            byte[] buffer = new byte[128 * 1024];
            int read;
            while ((read = file.Read(buffer)) > 0)
            {
                recorder.Add(buffer.AsMemory(0, read));
            }

            return recorder.Finish("file:" + relative);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}
