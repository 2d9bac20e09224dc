using System.Diagnostics;
using Hone.Linux.Processes;

namespace Hone.Bench;

/// <summary>What a run must say rightly.</summary>
internal static class Truths
{
    public static void Memory(string folder)
    {
        string touch = Path.Combine(folder, "touch");
        RunOutcome large = Figures.Run(touch, "207");
        RunOutcome small = Figures.Run(touch, "12");
        Figures.Say($"peak memory of a large program, then of a small one: {large.PeakRss.Value / 1048576.0:0} MiB, {small.PeakRss.Value / 1048576.0:0} MiB");
    }

    public static void Outlive(string folder)
    {
        RunOutcome outcome = Figures.Run("/bin/sh", "-c", "sleep 1 & exit 0");
        Figures.Say($"a child that outlives its parent by 1 s: timed {outcome.Wall.Seconds:0.000} s; outlived by: {string.Join(", ", outcome.Orphans)}");
    }

    public static void SigPipe(string folder)
    {
        RunOutcome outcome = Figures.Run("/bin/bash", "-c", "yes | head -n 1; exit ${PIPESTATUS[0]}");
        Figures.Say($"yes | head: yes ends with {outcome.ExitCode} (a shell's way to say signal {outcome.ExitCode - 128}, SIGPIPE is 13)");
        ProcessStartInfo start = new("/bin/bash", ["-c", "yes 2>/dev/null | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}"]);
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        Figures.Say($"  the same through System.Diagnostics.Process: {process.ExitCode}");
    }
}
