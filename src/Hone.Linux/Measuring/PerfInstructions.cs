using Hone.Linux.Machines;
using Hone.Linux.Processes;
using Hone.Measurement.Instructions;
using Hone.Problems;

namespace Hone.Linux.Measuring;

/// <summary>Counts with the processor's own counter, read by <c>perf stat</c>: at full speed, and repeatable to some millionths.</summary>
internal static class PerfInstructions
{
    /// <summary>The arguments of perf before the command itself.</summary>
    public static IReadOnlyList<string> Arguments(string file) => ["stat", "-x", ",", "-e", "instructions:u", "-o", file, "--"];

    /// <summary>One run; the request must have its fixed environment already.</summary>
    public static InstructionCount Count(string perf, SpawnRequest request, IReadOnlyList<string> settings, string folder, out RunOutcome outcome, CancellationToken cancellation)
    {
        string file = Path.Combine(folder, "perf.csv");

        // The personality is handed on: set before perf, so that setarch itself is in no count.
        string[] fixedLayout = ToolBox.PathOf("setarch") is string setarch ? [setarch, "-R"] : [];
        outcome = ProcessRunner.Run(request with { Argv = [.. fixedLayout, perf, .. Arguments(file), .. request.Argv] }, cancellation);
        long total = PerfStatTotal.Read(File.Exists(file) ? File.ReadAllText(file) : "")
            ?? throw new ProblemException(new(ExitCode.ToolMissing, "count-missing", "perf stat gave no whole count of instructions", "see what `perf stat -e instructions:u true` says, or install valgrind"));
        return new(
            total,
            [new(string.Join(' ', request.Argv), total, new Dictionary<string, long>())],
            "perf stat -e instructions:u",
            [.. settings, .. fixedLayout.Length > 0 ? ["addresses not randomised (setarch -R)"] : Array.Empty<string>()]);
    }
}
