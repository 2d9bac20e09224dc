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
    /// Exit code, standard output, standard error and the declared outputs of one run. What an earlier run left at the declared
    /// outputs is set aside first: a program that stops writing a file must not be credited with the old one.
    /// </summary>
    public static Seen Once(Session session, Workload workload)
    {
        using ChannelRecorder stdout = new();
        using ChannelRecorder stderr = new();
        using SetAside aside = new(session.State, workload.Outputs);
        SpawnRequest request = session.Spawn(workload) with
        {
            Stdout = new OutputTarget.ToSink(stdout.Add),
            Stderr = new OutputTarget.ToSink(stderr.Add),
        };
        RunOutcome outcome = WorkloadRun.Once(session, workload, request);
        aside.Drop();

        List<(GoldenChannel Channel, byte[]? Bytes)> channels = [ExitChannel(outcome), stdout.Finish("stdout"), stderr.Finish("stderr")];
        foreach (string output in workload.Outputs)
        {
            channels.AddRange(Files(session, output).Select(path => ReadFile(session, path)));
        }

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

    private static IEnumerable<string> Files(Session session, string output)
    {
        string path = Path.Combine(session.Folder, output);
        return File.Exists(path)
            ? [output]
            : !Directory.Exists(path)
            ? []
            : Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false })
                .Select(file => Path.GetRelativePath(session.Folder, file))
                .Order(StringComparer.Ordinal);
    }

    private static (GoldenChannel, byte[]?) ReadFile(Session session, string relative)
    {
        string path = Path.Combine(session.Folder, relative);
        try
        {
            using ChannelRecorder recorder = new();
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
