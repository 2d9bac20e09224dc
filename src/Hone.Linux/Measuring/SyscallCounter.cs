using System.Globalization;
using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Profilers.Io;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Measuring;

/// <summary>Counts the system calls of a command and of all that it starts, by strace.</summary>
public static class SyscallCounter
{
    /// <summary>The tool, as figures name it.</summary>
    public const string Source = "strace";

    // Every call stops the program twice.
    private const int SlowDown = 30;

    /// <summary>Runs the command once.</summary>
    /// <param name="run">The command; its standard error is captured.</param>
    /// <param name="scratch">A folder for the counts.</param>
    /// <param name="outcome">How it ended; its times mean nothing.</param>
    /// <param name="cancellation">Ends everything.</param>
    /// <exception cref="ProblemException">strace is not there, may not trace here, or left no counts.</exception>
    public static long Count(SpawnRequest run, string scratch, out RunOutcome outcome, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        string strace = OutsideTrace.Tool()
            ?? throw new ProblemException(new(ExitCode.ToolMissing, "strace-missing", "strace is not installed, and nothing else here counts system calls", "apt-get install strace"));
        string file = Path.Combine(scratch, "calls-" + Path.GetRandomFileName());
        outcome = ProcessRunner.Run(
            run with
            {
                Argv = [strace, "-f", "-c", "-U", "calls,name", "-q", "-o", file, "--", .. run.Argv],
                Stderr = new OutputTarget.Capture(64 * 1024),
                Timeout = run.Timeout is Duration limit ? new(limit.Nanoseconds * SlowDown) : null,
            },
            cancellation);
        return File.Exists(file) && Total(File.ReadAllText(file)) is long calls ? calls
            : throw new ProblemException(new(
                ExitCode.ToolMissing,
                "no-count",
                "strace left no counts: " + (Encoding.UTF8.GetString(outcome.Stderr).Split('\n').FirstOrDefault(line => line.Contains("strace: ", StringComparison.Ordinal))?.Trim() ?? "it was ended"),
                "in a container add --cap-add=SYS_PTRACE; else see sysctl kernel.yama.ptrace_scope"));
    }

    /// <summary>The sum of the calls in the table that <c>strace -c -U calls,name</c> writes; null where there is none.</summary>
    public static long? Total(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        long? total = null;
        foreach (string line in table.Split('\n'))
        {
            string[] cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length == 2 && cells[1] != "total" && long.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out long calls))
            {
                total = (total ?? 0) + calls;
            }
        }

        return total;
    }
}
