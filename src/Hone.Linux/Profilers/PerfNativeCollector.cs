using System.Globalization;
using Hone.Linux.Processes;
using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Linux.Profilers;

/// <summary>
/// CPU profiles of compiled programs: <c>perf record</c> on the CPU clock with stacks unwound by DWARF tables (libraries of
/// distributions have no frame pointers), named by our own symbol tables. Threads and children belong to the workload.
/// </summary>
public sealed class PerfNativeCollector : ICollector
{
    private readonly ImageStore _images;

    /// <summary>A collector that names code from <paramref name="images"/>, a store that others may share; null for one of its own.</summary>
    public PerfNativeCollector(ImageStore? images = null) => _images = images ?? new();

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Cpu;

    /// <inheritdoc/>
    public string Name => "perf";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Native;

    /// <inheritdoc/>
    public string? Unavailable() => PerfAccess.Read().Unavailable;

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        PerfAccess access = PerfAccess.Read();
        if (access.Unavailable is string why)
        {
            throw new ProblemException(new Problem(ExitCode.ToolMissing, "perf-unavailable", why, PerfAccess.Remedy));
        }

        CheckProgram(request.Run);
        PerfData profile = new(access.Perf!, _images);
        PerfRecorder recorder = new(access, request);
        PerfPlan plan = PerfPlan.For(request.Expected, access.MaxRate);
        RunOutcome outcome;
        int? exit = null;
        int runs = 0;
        do
        {
            string data = Path.Combine(request.Scratch, "perf.data");
            outcome = recorder.Record(plan.Rate, data, cancellation);
            runs++;
            exit ??= outcome.ExitCode;
            if (outcome.TimedOut)
            {
                break;
            }

            profile.Add(data, cancellation);
            File.Delete(data);

            // Nobody said how long a run takes: now it is known.
            plan = request.Expected is null && runs == 1 ? plan with { Runs = PerfPlan.For(outcome.Wall, plan.Rate).Runs } : plan;
        }
        while (outcome.ExitCode == exit && runs < plan.Runs);

        List<string> notes = [];
        if (runs > 1)
        {
            notes.Add($"one run is too short for a profile, so {runs} runs went into it");
        }

        if (outcome.TimedOut)
        {
            notes.Add("the workload was stopped at twice its time-out, and what perf had recorded of that run is lost: raise the workload's timeout");
        }

        if (!access.Kernel)
        {
            notes.Add($"time inside the kernel is missing, because kernel.perf_event_paranoid is {access.Paranoia}: {PerfAccess.Remedy}");
        }

        return new Recording(profile.Build(Command(access, request.Run, plan.Rate, runs), notes, cancellation) with { Runs = Math.Max(1, outcome.TimedOut ? runs - 1 : runs) }, outcome);
    }

    /// <summary>perf would report a missing program as a failure of its own.</summary>
    internal static void CheckProgram(SpawnRequest run)
    {
        string path = run.Environment.TryGetValue("PATH", out string? changed) ? changed ?? "" : Environment.GetEnvironmentVariable("PATH") ?? "";
        if (ProgramLookup.Find(run.Argv[0], run.WorkingDirectory, path) is null)
        {
            throw new ProblemException(ProgramLookup.Missing(run.Argv[0], run.WorkingDirectory));
        }
    }

    private static string Command(PerfAccess access, SpawnRequest run, int rate, int runs)
    {
        IReadOnlyList<string> words = ["perf", .. PerfRecorder.Arguments(access, rate, "perf.data"), .. run.Argv];
        string command = string.Join(' ', words.Select(ShellQuoting.Quote));
        return runs == 1 ? command : command + string.Create(CultureInfo.InvariantCulture, $"  # {runs} times");
    }
}
