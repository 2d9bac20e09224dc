using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>How long threads wait for locks, all threads added up, as a part of the run's wall time.</summary>
public static class LockWaits
{
    /// <summary>By the lock profile, else by the stacks of the off-CPU profile that wait for a lock; null when neither says.</summary>
    /// <param name="locks">The lock profile, or null.</param>
    /// <param name="offCpu">The off-CPU profile, or null.</param>
    /// <param name="wall">The wall time of a run; null where only the profile itself can say.</param>
    public static Ratio? Of(Profile? locks, Profile? offCpu, Duration? wall) =>
        Part(locks, wall, locks => locks.Total()) ?? Part(offCpu, wall, WaitsOf);

    private static Ratio? Part(Profile? profile, Duration? wall, Func<Profile, long> waits)
    {
        if (profile is null || profile.Metrics[0].Unit != Unit.Nanoseconds || (profile.Times?.Main.Wall ?? wall) is not Duration run || run <= Duration.Zero)
        {
            return null;
        }

        return Ratio.Of((double)waits(profile) / Math.Max(1, profile.Runs ?? 1), run.Nanoseconds);
    }

    private static long WaitsOf(Profile offCpu)
    {
        long waits = 0;
        List<Frame> frames = [];
        foreach (StackValues stack in offCpu.Stacks)
        {
            frames.Clear();
            for (int node = stack.Node; node >= 0; node = offCpu.Nodes[node].Parent)
            {
                frames.Add(offCpu.Frames[offCpu.Nodes[node].Frame]);
            }

            frames.Reverse();
            waits += WaitReasons.Of(frames) == WaitReason.Lock ? stack.Values[0] : 0;
        }

        return waits;
    }
}
