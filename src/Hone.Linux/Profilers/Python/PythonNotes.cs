using System.Globalization;
using Hone.Units;

namespace Hone.Linux.Profilers.Python;

/// <summary>What a reader of a Python profile must know about it, as sentences.</summary>
internal static class PythonNotes
{
    private const double WorthNamingTorn = 0.005;

    /// <summary>The notes of a CPU profile.</summary>
    public static IReadOnlyList<string> Cpu(SampledStacks stacks, RepeatedRuns runs, TimeSpan interval)
    {
        List<string> notes =
        [
            $"{runs.Text} of CPython {Versions(stacks)}, sampled every {interval.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture)} ms on average; weighted with the CPU time used since the sample before.",
            "Time in C extensions and built-in functions is charged to the Python function that called them.",
        ];
        AddCommon(notes, stacks);
        if (stacks.BusyPasses > 0)
        {
            notes.Add($"Looking took {new Duration(stacks.BusyNanoseconds / stacks.BusyPasses)} each time ({new Duration(stacks.BusyCpuNanoseconds / stacks.BusyPasses)} of CPU time), beside the program and not in it.");
        }

        Duration sampled = new(stacks.Samples.Weight);
        if (runs.Cpu > Duration.Zero && Math.Abs(Ratio.Of(sampled.Nanoseconds, runs.Cpu.Nanoseconds).Value - 1) > 0.1)
        {
            notes.Add($"The samples stand for {sampled}, the program used {runs.Cpu} of CPU time: the rest ran in processes too short to be met, or was not waited for by its parent.");
        }

        return notes;
    }

    /// <summary>What holds for every use of the sampler.</summary>
    public static void AddCommon(List<string> notes, SampledStacks stacks)
    {
        if (stacks.TornShare >= WorthNamingTorn)
        {
            notes.Add($"{new Ratio(stacks.TornShare)} of the Python samples were thrown away because the stack changed while it was read.");
        }

        if (stacks.HeldShare >= WorthNamingTorn)
        {
            notes.Add($"For {new Ratio(stacks.HeldShare)} of the Python samples the thread was held still for some ten microseconds, because its stack changes faster than it can be read.");
        }

        if (stacks.Versions.Count == 0)
        {
            notes.Add("No CPython interpreter was met: the program was too short, or is no CPython.");
        }

        foreach (string name in stacks.Unsupported)
        {
            notes.Add($"{name} cannot be read, its functions are missing; CPython 3.8 to 3.13 (not the free-threaded build) can.");
        }

        if (stacks.Denied)
        {
            notes.Add("The kernel did not let Hone read the memory of one of the processes, whose functions are missing; run Hone as that process's user.");
        }
    }

    private static string Versions(SampledStacks stacks) => stacks.Versions.Count == 0 ? "(none)" : string.Join(", ", stacks.Versions);
}
