using System.Globalization;
using System.Text;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Linux.Profilers;

/// <summary>Runs <c>perf record</c> and <c>perf script</c>.</summary>
internal sealed class PerfRecorder(PerfAccess access, CollectRequest request)
{
    /// <summary>Of the stack, so many bytes are copied with each sample: what perf takes when it isn't told.</summary>
    public const int StackBytes = 8192;

    // Nothing but the program is to be measured: no lookups on the network, no copies of its files in the user's cache.
    private static readonly Dictionary<string, string?> _quiet = new() { ["DEBUGINFOD_URLS"] = null, ["LC_ALL"] = "C" };

    /// <summary>The arguments of <c>perf record</c>, without the program itself.</summary>
    public static IReadOnlyList<string> Arguments(PerfAccess access, int rate, string output) =>
    [
        "record", "-q", "-N", "-e", access.Kernel ? "cpu-clock" : "cpu-clock:u", "-F", rate.ToString(CultureInfo.InvariantCulture),
        "--call-graph", "dwarf," + StackBytes.ToString(CultureInfo.InvariantCulture),

        // The default buffer holds 60 copied stacks, and overflows as soon as perf has to wait for a CPU; only root may take more.
        .. access.Privileged ? ["-m", "16M"] : Array.Empty<string>(), "-o", output, "--",
    ];

    /// <summary>Runs the workload once under perf.</summary>
    public RunOutcome Record(int rate, string data, CancellationToken cancellation)
    {
        SpawnRequest run = request.Run;
        RunOutcome outcome = ProcessRunner.Run(
            run with
            {
                Argv = [access.Perf!, .. Arguments(access, rate, data), .. run.Argv],

                // The time-out guards against programs that hang; sampling slows one down by a few per cent, not twofold.
                Timeout = run.Timeout is Duration limit ? new Duration(limit.Nanoseconds * 2) : null,
            },
            cancellation);
        if (Failure(outcome, data) is Problem problem)
        {
            throw new ProblemException(problem);
        }

        return outcome;
    }

    /// <summary>Feeds the samples of the recording at <paramref name="data"/> to <paramref name="parser"/>.</summary>
    public static void Script(string perf, string data, PerfScriptParser parser, CancellationToken cancellation)
    {
        RunOutcome outcome = ProcessRunner.Run(
            new SpawnRequest
            {
                Argv =
                [
                    perf, "script", "-i", Path.GetFullPath(data), "-F", "comm,pid,tid,time,period,event,ip,sym,symoff,dso", "--no-inline",
                    "--show-mmap-events", "--show-lost-events",
                ],
                WorkingDirectory = "/",
                Environment = _quiet,
                Stdout = new OutputTarget.ToSink(bytes => parser.Feed(bytes.Span)),
            },
            cancellation);
        parser.Finish();
        if (outcome.ExitCode != 0)
        {
            throw new ProblemException(new Problem(ExitCode.ToolMissing, "perf-script-failed",
                $"perf script ended with {outcome.ExitCode}: {LastLine(outcome.Stderr)}", "run `perf script` by hand on a recording of the same command"));
        }
    }

    /// <summary>The version, such as <c>6.1.187</c>; empty when perf doesn't say.</summary>
    public static string Version(string perf, CancellationToken cancellation)
    {
        RunOutcome outcome = ProcessRunner.Run(
            new SpawnRequest { Argv = [perf, "--version"], WorkingDirectory = "/", Stdout = new OutputTarget.Capture(4096), Timeout = Duration.FromSeconds(10) },
            cancellation);
        string text = Encoding.UTF8.GetString(outcome.Stdout).Trim();
        return text.StartsWith("perf version ", StringComparison.Ordinal) ? text["perf version ".Length..] : "";
    }

    /// <summary>What perf itself failed at; null when it recorded, however the workload ended (perf passes its exit code on).</summary>
    internal static Problem? Failure(RunOutcome outcome, string data)
    {
        string text = Encoding.UTF8.GetString(outcome.Stderr);
        if (text.Contains("failed to write perf data", StringComparison.Ordinal))
        {
            return new Problem(ExitCode.ToolMissing, "perf-disk-full", "perf could not write its recording: " + LastLine(outcome.Stderr),
                "free some space where temporary files go, or point TMPDIR to a larger file system");
        }

        bool recorded = File.Exists(data) && new FileInfo(data).Length > 0;
        if (recorded || outcome.TimedOut)
        {
            return null;
        }

        return text.Contains("ermission", StringComparison.Ordinal) || text.Contains("not permitted", StringComparison.Ordinal)
            || text.Contains("perf_event_paranoid", StringComparison.Ordinal)
            ? new Problem(ExitCode.ToolMissing, "perf-not-permitted", "the kernel did not let perf measure the program: " + FirstLine(text),
                PerfAccess.Remedy + "; in a container, allow perf_event_open")
            : new Problem(ExitCode.ToolMissing, "perf-failed", $"perf record ended with {outcome.ExitCode} and recorded nothing: {LastLine(outcome.Stderr)}",
                "run the command by hand to see what perf says");
    }

    private static string FirstLine(string text) =>
        text.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.Length > 0 && line != "Error:") ?? "it said nothing";

    private static string LastLine(byte[] stderr) =>
        Encoding.UTF8.GetString(stderr).Split('\n').Select(static line => line.Trim()).LastOrDefault(static line => line.Length > 0) ?? "it said nothing";
}
