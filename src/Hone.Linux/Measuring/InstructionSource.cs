using Hone.Linux.Machines;
using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Measurement.Instructions;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Measuring;

/// <summary>What can count the instructions of a program on this machine.</summary>
/// <param name="Valgrind">The path of valgrind, which counts by translating the program; null when it is not installed.</param>
/// <param name="Perf">The path of perf, where the processor's own counters can be read with it; else null.</param>
/// <param name="WithoutCounters">Why the processor's counters cannot be read; null when they can.</param>
public sealed record InstructionSource(string? Valgrind, string? Perf, string? WithoutCounters)
{
    /// <summary>Looks, and asks the kernel for one count of <c>true</c>.</summary>
    public static InstructionSource Find(CancellationToken cancellation)
    {
        string? valgrind = ToolBox.PathOf("valgrind");
        string? perf = ToolBox.PathOf("perf");
        if (perf is null)
        {
            return new(valgrind, null, "perf is not installed");
        }

        string? file = null;
        try
        {
            file = Path.GetTempFileName();
            RunOutcome outcome = ProcessRunner.Run(
                new()
                {
                    Argv = [perf, .. PerfInstructions.Arguments(file), "true"],
                    WorkingDirectory = "/",
                    Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
                    Timeout = Duration.FromSeconds(10),
                },
                cancellation);
            return outcome.ExitCode == 0 && PerfStatTotal.Read(File.ReadAllText(file)) > 0
                ? new(valgrind, perf, null)
                : new(valgrind, null, "this machine shows its processor's instruction counter to nobody here (no PMU in this virtual machine, or kernel.perf_event_paranoid)");
        }
        catch (ProblemException error)
        {
            return new(valgrind, null, "perf stat does not run: " + error.Problem.What);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, Path.GetTempPath());
        }
        finally
        {
            if (file is not null)
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>What to say when nothing can count.</summary>
    public Problem Nothing => new(
        ExitCode.ToolMissing,
        "no-instruction-counter",
        $"nothing here can count instructions: valgrind is not installed, and {WithoutCounters}",
        "apt-get install valgrind");
}
