using Hone.Linux.Processes;
using Hone.Measurement;

namespace Hone.Linux.Measuring;

/// <summary>From what the kernel said of a run to what is kept of it.</summary>
public static class RunSamples
{
    /// <summary>The sample of one run.</summary>
    /// <param name="outcome">How it went.</param>
    /// <param name="busy">Why the machine counted as busy meanwhile, a word of <see cref="BusyWord"/>, or null.</param>
    public static RunSample From(RunOutcome outcome, string? busy = null) => new()
    {
        WallNanoseconds = outcome.Wall.Nanoseconds,
        UserNanoseconds = outcome.User.Nanoseconds,
        SystemNanoseconds = outcome.System.Nanoseconds,
        PeakRssBytes = outcome.PeakRss.Value,
        MinorFaults = outcome.MinorFaults,
        MajorFaults = outcome.MajorFaults,
        VoluntarySwitches = outcome.VoluntarySwitches,
        InvoluntarySwitches = outcome.InvoluntarySwitches,
        BytesRead = outcome.BytesRead,
        BytesWritten = outcome.BytesWritten,
        Busy = busy,
    };
}
