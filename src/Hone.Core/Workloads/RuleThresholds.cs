using Hone.Units;

namespace Hone.Workloads;

/// <summary>
/// Every limit of the rules by which levers are recognised, in one place, and the values in force: those of <c>[levers]</c> in the
/// manifest where it states them. Most defaults come from a study of what evidence goes along with patches that paid; those
/// that are ours say so.
/// </summary>
public sealed class RuleThresholds
{
    private readonly IReadOnlyDictionary<string, double> _stated;

    private RuleThresholds(IReadOnlyDictionary<string, double> stated) => _stated = stated;

    /// <summary>The least share of CPU time that is looked at.</summary>
    public static RuleThreshold HotShare { get; } = Share("hot-share", 0.05,
        "The least part of the CPU time in one function that a rule about computing looks at.", "the same 5 % from which on a function is a hotspot");

    /// <summary>The least samples.</summary>
    public static RuleThreshold Samples { get; } = new("samples", 40, ThresholdUnit.Count, 1, 1e9,
        "The fewest samples in a function that a rule trusts.", "ours: from 40 on the 95 % interval of a 10 % share is about 7 to 13 %");

    /// <summary>The size of a small read or write.</summary>
    public static RuleThreshold SmallBytes { get; } = new("small-io-bytes", 4096, ThresholdUnit.Bytes, 1, 1e9,
        "Reads and writes that move less than this on the average are small.", "one page, below which a system call costs more than the bytes it moves");

    /// <summary>How many of them.</summary>
    public static RuleThreshold SmallCalls { get; } = new("small-io-calls", 1000, ThresholdUnit.Count, 2, 1e12,
        "So many small reads or writes of one file by one function are worth gathering.", "ours: a thousand calls cost about a millisecond");

    /// <summary>Time outside user code.</summary>
    public static RuleThreshold OutsideShare { get; } = Share("io-time-share", 0.10,
        "The least part of the wall time outside of user code (in the kernel, or waiting) for rules about I/O.", "system time of 10 % and more goes along with buffering that pays");

    /// <summary>Calls of one template.</summary>
    public static RuleThreshold ItemCalls { get; } = new("item-calls", 100, ThresholdUnit.Count, 2, 1e12,
        "So many opens, connections or questions and answers of one kind by one function are one for each item.", "ours: fewer are seldom worth a change");

    /// <summary>Repetition.</summary>
    public static RuleThreshold Repeats { get; } = new("repeats", 2, ThresholdUnit.Number, 1.1, 1e9,
        "The same thing is asked for again when there are so many calls for each distinct one.", "twice is again");

    /// <summary>How far from 1 an exponent may lie that says "one for each item".</summary>
    public static RuleThreshold SlopeSlack { get; } = new("item-slope-slack", 0.25, ThresholdUnit.Number, 0.01, 1,
        "How far from 1 the exponent of a count may lie that grows with the items.", "ours: a fixed number of calls at the start bends the line by less");

    /// <summary>Copying.</summary>
    public static RuleThreshold CopyShare { get; } = Share("copy-share", 0.10,
        "The least part of the CPU time that one function spends in copying memory.", "twice the 5 % from which on copies were worth removing, for a rule that raises a bead by itself");

    /// <summary>Bytes of an allocation site.</summary>
    public static RuleThreshold ChurnShare { get; } = Share("churn-share", 0.10,
        "The least part of the allocated bytes that one function asks for.", "sites below 10 % of the bytes were not worth a buffer of their own");

    /// <summary>Survival, counted.</summary>
    public static RuleThreshold Alive { get; } = Share("churn-alive", 0.05,
        "At most this part of what a function allocates is in use at once, for it to be churn.", "survival below 5 % means that nearly every block could have been the one before");

    /// <summary>Survival, bounded from above.</summary>
    public static RuleThreshold AliveBound { get; } = Share("churn-alive-bound", 0.20,
        "The same where only a bound of what is in use is known: the largest resident set, which holds the runtime and everything else too.", "ours: four times the limit of what is counted");

    /// <summary>What memory costs.</summary>
    public static RuleThreshold MemoryCost { get; } = Share("memory-cost", 0.05,
        "The least part of the CPU time in allocators, garbage collection and page faults.", "below 5 % fewer allocations cannot pay");

    /// <summary>How many allocations.</summary>
    public static RuleThreshold ChurnCalls { get; } = new("churn-allocations", 1000, ThresholdUnit.Count, 2, 1e12,
        "So many allocations of one function are worth reusing.", "ours: as for small reads and writes");

    /// <summary>Codecs.</summary>
    public static RuleThreshold CodecShare { get; } = Share("codec-share", 0.10,
        "The least part of the CPU time in functions that turn values into text or bytes and back.", "known codec frames of 10 % and more");

    /// <summary>Lock waits.</summary>
    public static RuleThreshold LockWait { get; } = Share("lock-wait", 0.05,
        "The least part of the wall time, of as many CPUs as the program uses, that is waiting for locks.", "below 5 % locks are no bottleneck, and on-CPU shares bound what a change can save");

    /// <summary>One site of them.</summary>
    public static RuleThreshold LockSite { get; } = Share("lock-site", 0.50,
        "The part of the waiting for locks that one function accounts for.", "one site of half of it and more is one lock to divide");

    /// <summary>Memory over input.</summary>
    public static RuleThreshold RssSlope { get; } = new("memory-per-input-byte", 1.0, ThresholdUnit.Number, 0.01, 1e6,
        "Bytes of resident memory for each byte of input from which on a program holds all of its input.", "one byte for each byte is the whole input");

    /// <summary>Growth of memory.</summary>
    public static RuleThreshold RssExponent { get; } = new("memory-exponent", 0.7, ThresholdUnit.Number, 0.1, 4,
        "The exponent of the largest resident set over the sizes from which on memory grows with the input.", "ours: what the runtime holds from the start bends the line below 1");

    /// <summary>What counts as much input.</summary>
    public static RuleThreshold WholeBytes { get; } = new("whole-input", 4 << 20, ThresholdUnit.Bytes, 1, 1e15,
        "Memory that a program holds for its input below this is not worth streaming.", "ours: less than what a runtime itself takes");

    /// <summary>Quadratic growth.</summary>
    public static RuleThreshold ScanExponent { get; } = new("scan-exponent", 1.7, ThresholdUnit.Number, 1.1, 6,
        "The exponent of CPU time over the sizes from which on each item looks at all others.", "1.7 lies well above n·log n and below a quadratic with a linear part");

    /// <summary>Scanning.</summary>
    public static RuleThreshold ScanShare { get; } = Share("scan-share", 0.20,
        "The least part of the CPU time in comparing and scanning.", "ours: a scan that takes a fifth today is most of it at ten times the size");

    /// <summary>Building tables and patterns.</summary>
    public static RuleThreshold PrecomputeShare { get; } = Share("precompute-share", 0.03,
        "The least part of the CPU time in building what does not depend on the item (patterns, tables).", "constant arguments and results from 3 % on");

    /// <summary>Recursion.</summary>
    public static RuleThreshold RecursionShare { get; } = Share("recursion-share", 0.20,
        "The least part of the CPU time in stacks that hold the function at least twice.", "ours");

    /// <summary>Startup.</summary>
    public static RuleThreshold StartupShare { get; } = Share("startup-share", 0.10,
        "The least part of the CPU time in work that is done before anything asks for it.", "a start of 10 % and more");

    /// <summary>All of them, in the order of the reference page.</summary>
    public static IReadOnlyList<RuleThreshold> All { get; } =
    [
        HotShare, Samples, SmallBytes, SmallCalls, OutsideShare, ItemCalls, Repeats, SlopeSlack, CopyShare, ChurnShare, Alive, AliveBound, MemoryCost, ChurnCalls,
        CodecShare, LockWait, LockSite, RssSlope, RssExponent, WholeBytes, ScanExponent, ScanShare, PrecomputeShare, RecursionShare, StartupShare,
    ];

    /// <summary>The defaults.</summary>
    public static RuleThresholds Standard { get; } = new(new Dictionary<string, double>());

    /// <summary>The value in force.</summary>
    public double this[RuleThreshold threshold] => _stated.TryGetValue(threshold.Name, out double stated) ? stated : threshold.Default;

    /// <summary>The value in force as people read it.</summary>
    public string Text(RuleThreshold threshold) => threshold.Write(this[threshold]);

    /// <summary>True when the manifest states it.</summary>
    public bool IsStated(RuleThreshold threshold) => _stated.ContainsKey(threshold.Name);

    /// <summary>The same with another value for one of them.</summary>
    public RuleThresholds With(RuleThreshold threshold, double value) => new(new Dictionary<string, double>(_stated) { [threshold.Name] = value });

    /// <summary>What a manifest's table states.</summary>
    internal static RuleThresholds From(ManifestValues values)
    {
        Dictionary<string, double> stated = [];
        foreach (RuleThreshold threshold in All)
        {
            double? value = threshold.Unit switch
            {
                ThresholdUnit.Share => values.GetValue<Ratio>(threshold.Name)?.Value,
                ThresholdUnit.Number => values.GetValue<double>(threshold.Name),
                _ => values.GetValue<long>(threshold.Name),
            };
            if (value is double number)
            {
                stated[threshold.Name] = number;
            }
        }

        return new(stated);
    }

    private static RuleThreshold Share(string name, double value, string doc, string source) => new(name, value, ThresholdUnit.Share, 0.001, 1, doc, source);
}
