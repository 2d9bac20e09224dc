using System.Globalization;
using Hone.Linux.Processes;
using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Linux.Profilers;

/// <summary>
/// CPU profiles of compiled programs: <c>perf record</c> on the CPU clock with stacks unwound by DWARF tables (libraries of
/// distributions have no frame pointers), named by our own symbol tables. Threads and children belong to the workload.
/// </summary>
public sealed class PerfNativeCollector : ICollector
{
    /// <summary>A share of samples above this is worth a note.</summary>
    private const double NotableShare = 0.01;

    private readonly string _debugRoot;

    /// <summary>A collector that finds separate debug files below <paramref name="debugRoot"/>.</summary>
    public PerfNativeCollector(string debugRoot = "/usr/lib/debug") => _debugRoot = debugRoot;

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
        ImageStore images = new(_debugRoot);
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
        PerfStacks stacks = new(builder, images);
        PerfRecorder recorder = new(access.Perf!, request);
        string eventName = access.Kernel ? "cpu-clock" : "cpu-clock:u";
        PerfPlan plan = PerfPlan.For(request.Expected, access.MaxRate);
        RunOutcome? outcome = null;
        int runs = 0;
        long lost = 0;
        long skipped = 0;
        while (runs < plan.Runs)
        {
            string data = Path.Combine(request.Scratch, "perf.data");
            RunOutcome run = recorder.Record(eventName, plan.Rate, data, cancellation);
            runs++;
            outcome = run;
            if (run.TimedOut)
            {
                break;
            }

            stacks.StartRun();
            PerfScriptParser parser = null!;
            parser = new PerfScriptParser(sample => stacks.Add(parser, sample), stacks.Add);
            recorder.Script(data, parser, cancellation);
            File.Delete(data);
            lost += parser.Lost;
            skipped += parser.Skipped;
            if (run.ExitCode != 0)
            {
                break;
            }

            // Nobody said how long a run takes: now it is known.
            plan = request.Expected is null && runs == 1 ? plan with { Runs = PerfPlan.For(run.Wall, plan.Rate).Runs } : plan;
        }

        List<string> notes = Notes(stacks, images, cancellation);
        if (runs > 1)
        {
            notes.Insert(0, $"one run is too short for a profile, so {runs} runs went into it");
        }

        if (outcome!.TimedOut)
        {
            notes.Insert(0, "the workload was stopped at its time-out, and what perf had recorded of it is lost: raise the workload's timeout");
        }

        if (!access.Kernel)
        {
            notes.Add($"time inside the kernel is missing, because kernel.perf_event_paranoid is {access.Paranoia}: {PerfAccess.Remedy}");
        }

        if (lost > 0)
        {
            notes.Add($"perf lost {lost} events because the machine could not keep up: profile on an idle machine");
        }

        if (skipped > 0)
        {
            notes.Add($"{skipped} lines of perf's output could not be understood and are left out");
        }

        string version = PerfRecorder.Version(access.Perf!, cancellation);
        Profile profile = builder.Build(("perf " + version).TrimEnd(), Command(request.Run, eventName, plan.Rate, runs), notes);
        return new Recording(CxxNames.Demangle(profile, cancellation), outcome);
    }

    private static List<string> Notes(PerfStacks stacks, ImageStore images, CancellationToken cancellation)
    {
        List<string> notes = [];
        if (stacks.Samples == 0)
        {
            notes.Add("perf took no samples: the workload uses too little CPU time to be profiled");
            return notes;
        }

        foreach ((string path, long samples) in stacks.Unnamed.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            Ratio share = Ratio.Of(samples, stacks.Samples);
            if (share.Value > NotableShare)
            {
                notes.Add($"{share} of samples pass through functions of {ProcessSymbols.Module(path)} that have no name: {UnnamedCode.Explain(path, images, cancellation)}");
            }
        }

        Ratio truncated = Ratio.Of(stacks.Truncated, stacks.Samples);
        if (truncated.Value > NotableShare)
        {
            notes.Add($"{truncated} of stacks are cut off before the start of their thread, so callers' totals are too low: "
                + $"the stack is deeper than the {PerfRecorder.StackBytes} bytes perf copies, or code on it has no unwind tables (-fasynchronous-unwind-tables)");
        }

        return notes;
    }

    /// <summary>perf would report a missing program as a failure of its own.</summary>
    private static void CheckProgram(SpawnRequest run)
    {
        string path = run.Environment.TryGetValue("PATH", out string? changed) ? changed ?? "" : Environment.GetEnvironmentVariable("PATH") ?? "";
        if (ProgramLookup.Find(run.Argv[0], run.WorkingDirectory, path) is null)
        {
            throw new ProblemException(ProgramLookup.Missing(run.Argv[0], run.WorkingDirectory));
        }
    }

    private static string Command(SpawnRequest run, string eventName, int rate, int runs)
    {
        IReadOnlyList<string> words = ["perf", .. PerfRecorder.Arguments(eventName, rate, "perf.data"), .. run.Argv];
        string command = string.Join(' ', words.Select(ShellQuoting.Quote));
        return runs == 1 ? command : command + string.Create(CultureInfo.InvariantCulture, $"  # {runs} times");
    }
}
