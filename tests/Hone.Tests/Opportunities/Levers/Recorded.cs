using Hone.Measurement;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Statistics;
using Hone.Units;
using Hone.Workloads;
using Metric = Hone.Profiling.Metric;

namespace Hone.Tests.Opportunities.Levers;

/// <summary>
/// Small recorded evidence, written as text. A stack is <c>main;load;memcpy@libc.so.6</c>; a frame's module follows an @ and is
/// <c>app</c> (the project's own) without one: <c>net</c>, <c>py</c>, <c>js</c>, <c>dll</c>, <c>kernel</c>, <c>runtime</c>, <c>call</c>
/// and <c>file</c> are origins.
/// </summary>
internal sealed class Recorded
{
    private readonly Dictionary<ProfileKind, Profile> _profiles = [];
    private readonly Dictionary<string, SourceHints> _hints = [];
    private BaselineSummary? _baseline;
    private GrowthFigures? _growth;

    public Recorded Cpu(params string[] lines) => With(ProfileKind.Cpu, [new("time", Unit.Nanoseconds), new("samples", Unit.Count)], lines, count => [count * 1_000_000, count]);

    /// <summary>Lines end with BYTES ALLOCATIONS PEAK.</summary>
    public Recorded Heap(params string[] lines) => With(ProfileKind.Allocation, [new("bytes", Unit.Bytes), new("allocations", Unit.Count), new("peak", Unit.Bytes)], lines);

    /// <summary>Lines end with BYTES ALLOCATIONS: nothing says what survives.</summary>
    public Recorded Sampled(params string[] lines) => With(ProfileKind.Allocation, [new("bytes", Unit.Bytes), new("allocations", Unit.Count)], lines);

    /// <summary>Lines end with BYTES BLOCKS: what is in use at the largest snapshot, as tracemalloc has it.</summary>
    public Recorded InUse(params string[] lines) => With(ProfileKind.Allocation, [new("bytes", Unit.Bytes), new("blocks", Unit.Count)], lines);

    /// <summary>Lines end with TIME CALLS BYTES.</summary>
    public Recorded Io(params string[] lines) => With(ProfileKind.Io, [new("time", Unit.Nanoseconds), new("calls", Unit.Count), new("bytes", Unit.Bytes)], lines);

    /// <summary>Lines end with MILLISECONDS WAITS.</summary>
    public Recorded Lock(double wallSeconds, params string[] lines) => Waits(ProfileKind.Lock, wallSeconds, lines);

    public Recorded OffCpu(double wallSeconds, params string[] lines) => Waits(ProfileKind.OffCpu, wallSeconds, lines);

    public Recorded Baseline(double wall = 1, double user = 0.5, double system = 0.5, long rss = 50 << 20, long read = 0, long faults = 0)
    {
        RunSample run = new()
        {
            WallNanoseconds = (long)(wall * 1e9),
            UserNanoseconds = (long)(user * 1e9),
            SystemNanoseconds = (long)(system * 1e9),
            PeakRssBytes = rss,
            BytesRead = read,
            MinorFaults = faults,
        };
        _baseline = BaselineSummary.Of(new Samples { Workload = "w", Command = "./app", Warmups = 0, Items = null, Runs = [run, run, run] });
        return this;
    }

    public Recorded Growth(double cpu, double rss = 0, double? rssPerByte = null, string? template = null, double calls = 1, string? still = null)
    {
        FunctionGrowth[] functions = still is null ? [] : [new(Frame(still), ProfileKind.Cpu, Fit(0), new(0.3), null, null) { Cumulative = Fit(0), CumulativeNow = new(0.3) }];
        _growth = new("w", [1000, 2000, 4000], Fit(cpu), Fit(cpu), Fit(rss), null, null, rssPerByte, functions, template is null ? new Dictionary<string, GrowthFit>() : new Dictionary<string, GrowthFit> { [template] = Fit(calls) });
        return this;
    }

    /// <summary>What the source of a function looks like.</summary>
    public Recorded Source(string function, SourceFeature features = SourceFeature.None, string[]? inLoops = null, string[]? unchanging = null, string[]? unread = null, string[]? conditional = null)
    {
        _hints[function] = new(features, 1, (inLoops ?? []).ToHashSet(), (unchanging ?? []).ToHashSet(), (unread ?? []).ToHashSet(), (conditional ?? []).ToHashSet());
        return this;
    }

    public IReadOnlyList<LeverFinding> Find(RuleThresholds? thresholds = null) => LeverRules.Find(Facts(), thresholds ?? RuleThresholds.Standard);

    /// <summary>The finding of a lever, or null.</summary>
    public LeverFinding? Find(string lever, RuleThresholds? thresholds = null) => Find(thresholds).FirstOrDefault(finding => finding.Lever.Name == lever);

    public LeverFacts Facts() => new()
    {
        Workload = "w",
        Baseline = _baseline,
        Growth = _growth,
        Profiles = _profiles,
        IsOwn = frame => FrameRules.IsCode(frame) && frame.Module is "app" or "app.py" or "app.js" or "App.dll",
        Source = frame => _hints.GetValueOrDefault(frame.Function),
    };

    private static GrowthFit Fit(double exponent) => new(exponent, new Interval(exponent - 0.1, exponent + 0.1), GrowthShape.Power, 3);

    private static Frame Frame(string text)
    {
        string[] parts = text.Split('@');
        string function = parts[0];
        return (parts.Length > 1 ? parts[1] : "") switch
        {
            "" => new(function, "app", FrameOrigin.Native, new SourceLocation("app.c", 1)),
            "py" => new(function, "app.py", FrameOrigin.Script, new SourceLocation("app.py", 1)),
            "js" => new(function, "app.js", FrameOrigin.Script, new SourceLocation("app.js", 1)),
            "dll" => new(function, "App.dll", FrameOrigin.Managed, new SourceLocation("App.cs", 1)),
            "net" => new(function, "System.Private.CoreLib.dll", FrameOrigin.Managed),
            "kernel" => new(function, "[kernel]", FrameOrigin.Kernel),
            "runtime" => new(function, "", FrameOrigin.Runtime),
            "call" => new(function, "", FrameOrigin.Syscall),
            "file" => new(function, "", FrameOrigin.File),
            "v8" => new(function, "", FrameOrigin.Script),
            string module when module.EndsWith(".py", StringComparison.Ordinal) => new(function, module, FrameOrigin.Script, new SourceLocation("/usr/lib/python3/" + module, 1)),
            string module when module.StartsWith("node:", StringComparison.Ordinal) => new(function, module, FrameOrigin.Script),
            string module => new(function, module, FrameOrigin.Native),
        };
    }

    private Recorded Waits(ProfileKind kind, double wallSeconds, string[] lines)
    {
        With(kind, [new(kind == ProfileKind.Lock ? "waiting" : "blocked", Unit.Nanoseconds), new("waits", Unit.Count)], lines);
        Duration wall = Duration.FromSeconds(wallSeconds);
        ThreadTimes main = new(wall, wall, Duration.Zero, Duration.Zero);
        _profiles[kind] = _profiles[kind] with { Times = new RunTimes { Main = main, All = main, Threads = 4, Waits = 100, Preemptions = 0 } };
        return this;
    }

    private Recorded With(ProfileKind kind, Metric[] metrics, string[] lines, Func<long, long[]>? spread = null)
    {
        ProfileBuilder builder = new(kind, metrics);
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            long[] values = [.. words[1..].Select(word => long.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
            builder.AddStack(words[0].Split(';').Select(Frame), spread is null ? values : spread(values[0]));
        }

        _profiles[kind] = builder.Build("test 1", "test", []);
        return this;
    }
}
