using Hone.Measurement;
using Hone.Opportunities.Handicaps;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>
/// What removing a hotspot could save at most: its share of the profile, times the part of the wall time that such a profile is about.
/// Where CPU time is more than <see cref="MostCpu"/> of wall time, or threads wait for locks for <see cref="LockWait"/> of it, a share is
/// no bound: of SQLite, three functions with 0.15 % of the samples held up a quarter of the time (C. Curtsinger and E. D. Berger, "Coz:
/// Finding Code that Counts with Causal Profiling", SOSP (2015)). A handicap test then says what the share is worth.
/// </summary>
public static class Bounds
{
    /// <summary>CPU time over wall time from which on more than one thread counts.</summary>
    public const double MostCpu = 1.2;

    /// <summary>Time waited for locks over wall time from which on locks count.</summary>
    public const double LockWait = 0.05;

    // So many runs on a quiet machine say what part of the time is CPU time.
    private const int FewestQuiet = 3;

    /// <summary>The bound of one hotspot; <see cref="Bound.Weighted"/> is the workload's own gain until the matrix weighs it.</summary>
    /// <param name="workload">What is known of the workload.</param>
    /// <param name="kind">The profile's kind.</param>
    /// <param name="hotspot">The hotspot.</param>
    /// <param name="handicap">What a handicap test of its function said; null without one.</param>
    public static Bound Of(WorkloadEvidence workload, ProfileKind kind, Hotspot hotspot, HandicapFigures? handicap)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(hotspot);
        UncertainFactor share = new(hotspot.Share.Value, hotspot.ShareInterval ?? new(hotspot.Share.Value, hotspot.Share.Value));
        (UncertainFactor part, string basis) = Part(workload, kind, hotspot);
        (string? doubt, string? remedy) = Doubt(workload, kind);
        BoundValidity validity = doubt is null ? BoundValidity.Share : BoundValidity.None;
        UncertainFactor gain = UncertainFactor.Product(share, part.AtMost(1)).AtMost(1);
        if (handicap is not null && handicap.Verdict != HandicapVerdict.Inconclusive)
        {
            UncertainFactor beta = Beta(handicap, kind);
            gain = UncertainFactor.Product(share, IsOnCpu(kind) ? part : part.AtMost(1), beta).AtMost(1);
            basis += FormattableString.Invariant($"; β {beta.Value:0.00}: the run takes so much longer for each nanosecond that is put in");
            validity = BoundValidity.Tested;
            (doubt, remedy) = (null, null);
        }

        return new() { Gain = new(gain.Value), Interval = gain.Interval, Basis = basis, Validity = validity, Doubt = doubt, Remedy = remedy, Weighted = new(gain.Value) };
    }

    /// <summary>CPU time over wall time of the runs: the median with its interval; null without a baseline.</summary>
    internal static UncertainFactor? CpuPart(BaselineSummary? baseline) => Part(baseline, run => run.Cpu.Nanoseconds);

    private static bool IsOnCpu(ProfileKind kind) => kind is ProfileKind.Cpu or ProfileKind.Allocation;

    // What a change saves of the run for each nanosecond of one thread's CPU time that it saves; of waits, for each of the run's.
    private static UncertainFactor Beta(HandicapFigures handicap, ProfileKind kind)
    {
        double chain = Math.Max(0, handicap.Beta);
        double value = IsOnCpu(kind) ? Math.Max(0, handicap.BetaOfThreadTime) : chain;
        double scale = chain > 0 ? value / chain : 0;
        return new(value, new(Math.Max(0, handicap.Interval.Low) * scale, Math.Max(chain, handicap.Interval.High) * scale));
    }

    private static (string? Doubt, string? Remedy) Doubt(WorkloadEvidence workload, ProfileKind kind)
    {
        if (CpuPart(workload.Baseline) is not UncertainFactor cpu)
        {
            return ("no runs are measured that say what part of the wall time this is", "hone baseline");
        }

        if (kind == ProfileKind.Allocation && workload.MemoryShare is null)
        {
            return ("what allocating costs is unknown without a CPU profile", "hone profile --kind cpu");
        }

        if (cpu.Value > MostCpu)
        {
            return (FormattableString.Invariant($"CPU time is {cpu.Value:0.00} of wall time (from {MostCpu:0.0} on more than one thread counts)"), null);
        }

        if (kind == ProfileKind.Lock)
        {
            return ("waits of several threads add up, and may pass while another works", null);
        }

        return (workload.LockWait is Ratio waits && waits.Value >= LockWait ? $"threads wait for locks for {waits} of wall time (from {new Ratio(LockWait)} on)" : null, null);
    }

    // A share of CPU time, of bytes or of time in system calls is a share of wall time only as far as the wall time consists of those.
    private static (UncertainFactor Part, string Basis) Part(WorkloadEvidence workload, ProfileKind kind, Hotspot hotspot)
    {
        UncertainFactor? cpu = CpuPart(workload.Baseline);
        switch (kind)
        {
            case ProfileKind.Cpu:
                return (cpu ?? UncertainFactor.Exact(1), $"{hotspot.Share} of CPU time" + (cpu is { } ofCpu ? $", which is {new Ratio(ofCpu.Value)} of wall" : ""));
            case ProfileKind.Allocation when workload.MemoryShare is Ratio memory:
                UncertainFactor part = UncertainFactor.Product(UncertainFactor.Exact(memory.Value), cpu ?? UncertainFactor.Exact(1));
                return (part, $"{hotspot.Share} of allocated bytes; allocator and collector take {memory} of CPU time" + (cpu is { } ofMemory ? $", which is {new Ratio(ofMemory.Value)} of wall" : ""));
            case ProfileKind.Allocation:
                return (UncertainFactor.Exact(1), $"{hotspot.Share} of allocated bytes; what allocating costs is unknown without a CPU profile");
            case ProfileKind.Lock when workload.LockWait is Ratio locks:
                return (UncertainFactor.Exact(Math.Min(1, locks.Value)), $"{hotspot.Share} of waiting for locks, which is {locks} of wall, threads added up");
            case ProfileKind.OffCpu or ProfileKind.Lock:
                double waiting = workload.Baseline is BaselineSummary baseline ? WaitRule.Waiting(new((long)baseline.P50.Value), baseline.Cpu).Value : 1;
                return (UncertainFactor.Exact(waiting), $"{hotspot.Share} of {(kind == ProfileKind.Lock ? "waiting for locks" : "blocked time")}; {new Ratio(waiting)} of wall is no CPU time");
            default:
                UncertainFactor? user = Part(workload.Baseline, run => run.UserNanoseconds);
                UncertainFactor outside = user is { } of
                    ? new(Math.Clamp(1 - of.Value, 0, 1), new(Math.Clamp(1 - of.Interval.High, 0, 1), Math.Clamp(1 - of.Interval.Low, 0, 1)))
                    : UncertainFactor.Exact(1);
                return (outside, $"{hotspot.Share} of time in I/O calls" + (user is null ? "" : $"; {new Ratio(outside.Value)} of wall is outside user code"));
        }
    }

    private static UncertainFactor? Part(BaselineSummary? baseline, Func<RunSample, long> time)
    {
        RunSample[] runs = [.. (baseline?.Samples.Runs ?? []).Where(run => run.WallNanoseconds > 0)];
        if (runs.Length == 0)
        {
            return null;
        }

        // Waiting for a CPU that others had is no part of the program: quiet runs tell, and without any the least disturbed one.
        RunSample[] quiet = [.. runs.Where(run => run.Busy is null)];
        double[] parts = [.. (quiet.Length >= FewestQuiet ? quiet : runs).Select(run => (double)time(run) / run.WallNanoseconds)];
        if (quiet.Length < FewestQuiet)
        {
            return new(parts.Max(), new(Median.Of(parts), parts.Max()));
        }

        // Too few runs for an interval of the median: what was seen at all stands in.
        QuantileEstimate median = QuantileOfCorrelated.OfRuns(parts, 0.5);
        return new(median.Value, new(median.Low ?? parts.Min(), median.High ?? parts.Max()));
    }
}
