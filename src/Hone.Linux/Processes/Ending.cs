using Hone.Units;

namespace Hone.Linux.Processes;

/// <summary>Puts into words of Hone what wait4(2) said.</summary>
internal static class Ending
{
    private const int SignalMask = 0x7f;
    private const int CodeMask = 0xff;

    /// <summary>The outcome of a tree whose first process ended with <paramref name="status"/>.</summary>
    public static RunOutcome Describe(int status, TimeSpan wall, ResourceUse usage, IoCounts? io, OutputPipe? stdout, OutputPipe? stderr)
    {
        int signal = status & SignalMask;
        return new()
        {
            ExitCode = signal == 0 ? (status >> 8) & CodeMask : 128 + signal,
            Signal = signal == 0 ? null : signal,
            Wall = new((long)wall.TotalNanoseconds),
            User = usage.User,
            System = usage.System,
            PeakRss = usage.PeakRss,
            MinorFaults = usage.MinorFaults,
            MajorFaults = usage.MajorFaults,
            VoluntarySwitches = usage.VoluntarySwitches,
            InvoluntarySwitches = usage.InvoluntarySwitches,
            BytesRead = io?.Read,
            BytesWritten = io?.Written,
            Stdout = stdout?.Kept ?? [],
            Stderr = stderr?.Kept ?? [],
            StdoutBytes = stdout?.Total ?? 0,
            StderrBytes = stderr?.Total ?? 0,
            StdoutSha256 = stdout?.Sha256,
            StderrSha256 = stderr?.Sha256,
        };
    }
}
