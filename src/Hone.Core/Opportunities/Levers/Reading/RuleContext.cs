using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Opportunities.Levers.Reading;

/// <summary>The facts of one workload as the rules ask them.</summary>
internal sealed class RuleContext
{
    private readonly Dictionary<int, SourceHints?> _hints = [];

    public RuleContext(LeverFacts facts, RuleThresholds limits)
    {
        Facts = facts;
        Limits = limits;
        Cpu = Of(ProfileKind.Cpu);
        Allocation = Of(ProfileKind.Allocation);
        Io = Of(ProfileKind.Io);
        OffCpu = Of(ProfileKind.OffCpu);
        Lock = Of(ProfileKind.Lock);
        double wall = facts.Baseline?.P50.Value ?? 0;
        CpuOfWall = wall > 0 ? Math.Clamp(facts.Baseline!.Cpu.Nanoseconds / wall, 0, 1) : 1;
        Outside = wall > 0 ? new Ratio(Math.Clamp(1 - (facts.Baseline!.User.Nanoseconds / wall), 0, 1)) : null;
        MemoryCost = Cpu is { Total: > 0 } cpu ? cpu.Part(cpu.Holding(FrameTrait.Memory | FrameTrait.Gc | FrameTrait.Paging)) : null;
    }

    public LeverFacts Facts { get; }

    public RuleThresholds Limits { get; }

    public StackFigures? Cpu { get; }

    public StackFigures? Allocation { get; }

    public StackFigures? Io { get; }

    public StackFigures? OffCpu { get; }

    public StackFigures? Lock { get; }

    /// <summary>CPU time over wall time, at most 1; 1 when there is no baseline.</summary>
    public double CpuOfWall { get; }

    /// <summary>The part of the wall time outside of user code; null without a baseline.</summary>
    public Ratio? Outside { get; }

    /// <summary>The part of the CPU time in allocators, collection and page faults; null without a CPU profile.</summary>
    public Ratio? MemoryCost { get; }

    /// <summary>
    /// The part of the CPU time that getting memory costs a function: allocators, collection and page faults of the whole run, and
    /// clearing, which compiled code does where it asks for cleared memory, and a runtime before it gives any.
    /// </summary>
    public Ratio? MemoryCostOf(Frame site)
    {
        if (Cpu is not StackFigures cpu || MemoryCost is not Ratio cost)
        {
            return MemoryCost;
        }

        bool native = site.Origin == FrameOrigin.Native;
        int same = cpu.IndexOf(site);
        long clearing = cpu.Sum(FrameTrait.Clear, FrameTrait.Memory | FrameTrait.Gc, 0).Where(pair => native ? pair.Key == same && same >= 0 : pair.Key < 0 || cpu.Frames[pair.Key].Origin != FrameOrigin.Native).Sum(pair => pair.Value);
        return new(Math.Min(1, cost.Value + cpu.Part(clearing).Value));
    }

    /// <summary>What the source of a function of the CPU profile looks like; what it does once counts as done in a loop when it is called in one.</summary>
    public SourceHints? Hints(int frame)
    {
        if (Raw(frame) is not SourceHints hints)
        {
            return null;
        }

        bool looped = Raw(Cpu!.Caller[frame])?.CalledInLoops.Contains(Names.Simple(Cpu.Frames[frame].Function)) == true;
        return looped ? hints with { Features = hints.Features | hints.WhenLooped } : hints;
    }

    private SourceHints? Raw(int frame)
    {
        if (frame < 0)
        {
            return null;
        }

        if (!_hints.TryGetValue(frame, out SourceHints? hints))
        {
            hints = Facts.Source(Cpu!.Frames[frame]);
            _hints.Add(frame, hints);
        }

        return hints;
    }

    /// <summary>How the cost of a function grows, of itself or with what it calls, whichever grows faster; of the whole where the function is not known; null without sizes.</summary>
    public GrowthFit? Growth(Frame frame)
    {
        FunctionGrowth? own = Facts.Growth?.Functions.FirstOrDefault(each =>
            each.Kind == ProfileKind.Cpu && each.Frame.Function == frame.Function && each.Frame.Module == frame.Module && each.Frame.Origin == frame.Origin);
        GrowthFit?[] fits = [own?.Fit, own?.Cumulative];
        GrowthFit? known = fits.Where(fit => fit is { IsKnown: true }).MaxBy(fit => fit!.Exponent);
        return known ?? (Facts.Growth?.Cpu is { IsKnown: true } all ? all : null);
    }

    /// <summary>The part of the wall time that a share of a profile stands for, roughly: what findings are ranked by, and no bound.</summary>
    public double WallPart(ProfileKind kind, Ratio share, double memory = 0) => share.Value * kind switch
    {
        ProfileKind.Cpu => CpuOfWall,
        ProfileKind.Allocation => CpuOfWall * Math.Max(MemoryCost?.Value ?? 0.1, memory),
        _ => Outside?.Value ?? 1,
    };

    private StackFigures? Of(ProfileKind kind) =>
        Facts.Profiles.TryGetValue(kind, out Profile? profile) && profile.Stacks.Count > 0 && profile.Total() > 0 ? new StackFigures(profile, Facts.IsOwn) : null;
}
