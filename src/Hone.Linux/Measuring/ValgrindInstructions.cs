using System.Globalization;
using System.Text;
using Hone.Linux.Processes;
using Hone.Measurement.Instructions;
using Hone.Problems;

namespace Hone.Linux.Measuring;

/// <summary>
/// Counts with valgrind, instructions alone and no simulated cache: simulated misses depend on addresses, and are what makes
/// such figures jump.
/// </summary>
/// <remarks>
/// Cachegrind without a cache is the cheapest of valgrind's tools that counts. A process that forks without starting another
/// program hands its own count on to the copy there, so that a sum over processes would hold it twice; such a run is counted
/// again with callgrind, which can be told to write and clear its count before <c>fork</c>.
/// </remarks>
internal sealed class ValgrindInstructions(string valgrind, bool followChildren)
{
    private const string CountName = "count.";
    private const string LogName = "log.";

    // Blocks that go on across jumps make the count of code that is written while it runs depend on the moment of writing: 0.01 %
    // of a .NET program, against 0.0003 %. Without them the translation is also a fifth cheaper.
    private static readonly string[] _common = ["--smc-check=all-non-file", "--vex-guest-chase=no", "--fair-sched=try"];
    private static readonly string[] _plain = ["--tool=cachegrind", "--cache-sim=no", "--branch-sim=no"];
    private static readonly string[] _atForks = ["--tool=callgrind", "--cache-sim=no", "--branch-sim=no", "--dump-before=fork", "--dump-before=_Fork", "--dump-before=vfork"];

    /// <summary>True to tell the counts of parents and their copies apart, at nearly twice the price.</summary>
    public bool SplitsAtForks { get; init; }

    /// <summary>True when <see cref="Count"/> met copies that it could not tell apart from their parents.</summary>
    public bool MetCopies { get; private set; }

    private string[] Tool => SplitsAtForks ? _atForks : _plain;

    /// <summary>One run; the request must have its fixed environment already, and <paramref name="folder"/> be empty.</summary>
    public InstructionCount Count(SpawnRequest request, IReadOnlyList<string> settings, string folder, out RunOutcome outcome, CancellationToken cancellation)
    {
        // Found here, because valgrind's own word on a missing program would stand among the program's output.
        _ = ProgramLookup.Require(request);
        string pattern = folder.Replace("%", "%%", StringComparison.Ordinal) + "/";
        outcome = ProcessRunner.Run(
            request with
            {
                Argv =
                [
                    valgrind, "--command-line-only=yes", .. Tool, .. _common, followChildren ? "--trace-children=yes" : "--trace-children=no",
                    (SplitsAtForks ? "--callgrind-out-file=" : "--cachegrind-out-file=") + pattern + CountName + "%p",
                    "--log-file=" + pattern + LogName + "%p", "--", .. request.Argv,
                ],
            },
            cancellation);
        if (outcome.TimedOut)
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "count-timeout", $"the program did not end within {request.Timeout} while its instructions were counted, which takes some fifty times as long as a plain run", "give it less to do, or a longer time-out"));
        }

        List<(int Pid, CallgrindTotals Totals)> parts = Parts(folder);
        if (parts.Count == 0)
        {
            throw new ProblemException(Refused(folder, outcome));
        }

        ValgrindLog[] logs = [.. Files(folder, LogName).Select(file => Read(file, ValgrindLog.Read)).OfType<ValgrindLog>()];
        int[] copies = [.. ValgrindLog.Copies(logs).Where(copy => parts.Exists(part => part.Pid == copy))];
        MetCopies = !SplitsAtForks && copies.Length > 0;
        List<string> notes = [];

        // Where the programs of children are not followed, a copy that starts one leaves its log and no count.
        int lost = followChildren ? logs.Count(log => !parts.Exists(part => part.Pid == log.Pid)) : 0;
        if (lost > 0)
        {
            notes.Add($"{lost} of {logs.Length} processes were killed before their count was written; it is not in the sum");
        }

        if (SplitsAtForks && copies.Any(copy => parts.Count(part => part.Pid == logs.First(log => log.Pid == copy).Parent) == 1))
        {
            notes.Add("a process forked by a way that callgrind has no name for; its copy's count holds its own up to there");
        }

        ProcessInstructions[] processes =
        [
            .. parts.GroupBy(part => part.Pid)
                .Select(process => OneProcess([.. process.Select(part => part.Totals)]))
                .OrderByDescending(process => process.Total),
        ];
        return new(processes.Sum(process => process.Total), processes, string.Join(' ', ["valgrind", Tool[0], .. _common]), settings) { Notes = notes };
    }

    private static List<(int Pid, CallgrindTotals Totals)> Parts(string folder)
    {
        List<(int Pid, CallgrindTotals Totals)> parts = [];
        foreach (string file in Files(folder, CountName))
        {
            string number = Path.GetFileName(file)[CountName.Length..].Split('.')[0];
            if (Read(file, CallgrindTotals.Read) is { } totals && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            {
                parts.Add((pid, totals));
            }
            else
            {
                throw new ProblemException(new(ExitCode.ToolMissing, "count-damaged", "a file that valgrind wrote is cut short or no count of instructions", "see that the disk has room, and count again") { Place = file });
            }
        }

        return parts;
    }

    private static ProcessInstructions OneProcess(CallgrindTotals[] parts) =>
        new(parts[0].Command, parts.Sum(part => part.Total), InstructionCount.Sum(parts.Select(part => part.Functions)));

    private static Problem Refused(string folder, RunOutcome outcome)
    {
        string said = string.Concat(Files(folder, LogName).Take(1).Select(File.ReadAllText)) + Encoding.UTF8.GetString(outcome.Stderr);
        string[] lines = [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        return new(
            ExitCode.ToolMissing,
            "count-missing",
            "valgrind ended without a count; it may not run this program (setuid, 32 bits, or instructions newer than it)\n    " + string.Join("\n    ", lines[^Math.Min(8, lines.Length)..]),
            said.Contains("debuginfo", StringComparison.Ordinal)
                ? "this valgrind cannot read the debug information of a newer compiler: count a copy without it (strip), and away from its .dbg file"
                : "run the program under valgrind by hand to see why");
    }

    private static string[] Files(string folder, string prefix) => [.. Directory.EnumerateFiles(folder, prefix + "*").Order(StringComparer.Ordinal)];

    private static T? Read<T>(string file, Func<TextReader, T?> read)
        where T : class
    {
        using StreamReader text = new(file, Encoding.UTF8);
        return read(text);
    }
}
