using Hone.Linux.Processes;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Linux.Profilers.Io;

/// <summary>What one run under strace gave besides the calls, which went to the sink.</summary>
/// <param name="Outcome">How it ended; the workload's exit code is strace's.</param>
/// <param name="Notes">What is damaged or missing.</param>
internal sealed record StraceResult(RunOutcome Outcome, IReadOnlyList<string> Notes);

/// <summary>Runs a command under strace and reads the trace while it is written, so that it takes no room.</summary>
internal static class StraceRun
{
    private const int PollMilliseconds = 5;

    /// <summary>Runs to the end or the time-out.</summary>
    /// <param name="strace">The path of strace.</param>
    /// <param name="options">What to trace and how.</param>
    /// <param name="run">The workload.</param>
    /// <param name="file">A file for the trace.</param>
    /// <param name="sink">Takes the calls, on another thread.</param>
    /// <param name="started">Told strace's process id once it runs.</param>
    /// <param name="cancellation">Ends everything.</param>
    /// <param name="keepArguments">Whether calls bear their arguments.</param>
    public static StraceResult Run(
        string strace, IReadOnlyList<string> options, SpawnRequest run, string file, Action<StraceCall> sink, Action<int> started, CancellationToken cancellation, bool keepArguments = false)
    {
        File.WriteAllBytes(file, []);
        SpawnRequest traced = run with
        {
            Argv = [strace, .. options, "-o", file, "--", .. run.Argv],
            Stderr = new OutputTarget.Capture(64 * 1024),
        };
        StraceText text = new(sink, keepArguments);
        using GrowingFile trace = new(file);
        using RunningProcess process = ProcessRunner.Start(traced);
        started(process.Pid);
        using CancellationTokenSource ended = new();
        Exception? failure = null;
        Thread reader = new(() => failure = Pump(trace, text, ended.Token)) { IsBackground = true, Name = "strace reader" };
        reader.Start();
        RunOutcome outcome;
        try
        {
            outcome = process.Wait(cancellation);
        }
        finally
        {
            ended.Cancel();
            reader.Join();
        }

        return failure is null
            ? new StraceResult(outcome, text.Finish())
            : throw new IOException("strace's output could not be read: " + failure.Message, failure);
    }

    /// <summary>The command as a person would type it, without the file for the trace.</summary>
    public static IReadOnlyList<string> Command(IReadOnlyList<string> options, SpawnRequest run) => ["strace", .. options, "--", .. run.Argv];

    private static IOException? Pump(GrowingFile trace, StraceText text, CancellationToken ended)
    {
        byte[] buffer = new byte[1 << 18];
        try
        {
            while (true)
            {
                bool last = ended.IsCancellationRequested;
                int read;
                while ((read = trace.Read(buffer)) > 0)
                {
                    text.Feed(buffer.AsSpan(0, read));
                    trace.Free();
                }

                if (last)
                {
                    return null;
                }

                _ = ended.WaitHandle.WaitOne(PollMilliseconds);
            }
        }
        catch (IOException error)
        {
            return error;
        }
    }
}
