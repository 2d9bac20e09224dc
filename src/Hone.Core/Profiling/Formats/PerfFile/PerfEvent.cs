namespace Hone.Profiling.Formats.PerfFile;

/// <summary>An event that was recorded, with the layout of its samples (struct perf_event_attr, perf_event_open(2)).</summary>
internal sealed record PerfEvent(uint Type, ulong Config, SampleFields Fields, ulong ReadFormat, bool IdOnAll, IReadOnlyList<ulong> Ids)
{
    private const uint Software = 1;

    /// <summary>What perf calls it, as far as its numbers tell (PERF_COUNT_SW_*).</summary>
    public string Name => (Type, Config) switch
    {
        (Software, 0) => "cpu-clock",
        (Software, 1) => "task-clock",
        (Software, 2) => "page-faults",
        (Software, 3) => "context-switches",
        _ => "events",
    };

    /// <summary>Which registers of user code come with each sample, as bits of the architecture's numbers.</summary>
    public ulong UserRegisters { get; init; }
}

/// <summary>The parts of a sample that are present, in bits of PERF_SAMPLE_* (perf_event_open(2)).</summary>
[Flags]
internal enum SampleFields : ulong
{
    None = 0,
    Address = 1 << 0,
    Thread = 1 << 1,
    Time = 1 << 2,
    DataAddress = 1 << 3,
    Read = 1 << 4,
    CallChain = 1 << 5,
    Id = 1 << 6,
    Cpu = 1 << 7,
    Period = 1 << 8,
    StreamId = 1 << 9,
    Raw = 1 << 10,
    BranchStack = 1 << 11,
    UserRegisters = 1 << 12,
    UserStack = 1 << 13,
    Identifier = 1 << 16,
}

/// <summary>The process, thread, time, event and weight of a sample.</summary>
/// <param name="Event">Which of the recording's events, counted from 0.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="ThreadId">The thread.</param>
/// <param name="Nanoseconds">When, on the clock that perf was told to use.</param>
/// <param name="Period">How much it stands for, in the event's unit: nanoseconds for cpu-clock.</param>
public readonly record struct PerfSample(int Event, int ProcessId, int ThreadId, ulong Nanoseconds, long Period);

/// <summary>A piece of a file mapped as code.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="End">The address after its last.</param>
/// <param name="FileOffset">Where in the file it begins.</param>
/// <param name="Path">The file; <c>//anon</c> or <c>/memfd:…</c> for memory without one.</param>
public readonly record struct PerfMapping(ulong Start, ulong End, ulong FileOffset, string Path);

/// <summary>A process between two execs: one program with what it mapped. Later mappings replace earlier ones that they overlap.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="From">When it began, in nanoseconds.</param>
/// <param name="Mappings">Its code.</param>
public sealed record PerfProgram(int ProcessId, ulong From, IReadOnlyList<PerfMapping> Mappings);

/// <summary>Samples with the same stack, thread, event and class, added up.</summary>
/// <param name="Program">The index of the program it ran in, or -1 when the recording does not say.</param>
/// <param name="Event">Which of the recording's events.</param>
/// <param name="ThreadId">The thread.</param>
/// <param name="Class">What the caller's classifier said.</param>
/// <param name="Addresses">The code addresses, leaf first.</param>
/// <param name="KernelCount">How many of them, from the leaf, lie in the kernel.</param>
public sealed record StackSamples(int Program, int Event, int ThreadId, int Class, IReadOnlyList<ulong> Addresses, int KernelCount)
{
    /// <summary>What the thread was called when they were taken; empty when the recording does not say.</summary>
    public string ThreadName { get; init; } = "";

    /// <summary>How many samples.</summary>
    public long Samples { get; internal set; }

    /// <summary>The sum of their periods.</summary>
    public long Period { get; internal set; }
}

/// <summary>A recording of <c>perf record</c>.</summary>
public sealed record PerfRecording
{
    /// <summary>The programs that ran, in order of time.</summary>
    public required IReadOnlyList<PerfProgram> Programs { get; init; }

    /// <summary>The distinct stacks.</summary>
    public required IReadOnlyList<StackSamples> Stacks { get; init; }

    /// <summary>The names of threads by their number.</summary>
    public required IReadOnlyDictionary<int, string> ThreadNames { get; init; }

    /// <summary>How many samples there are, with those that the classifier left out.</summary>
    public long Samples { get; init; }

    /// <summary>How many records the kernel dropped because perf did not keep up.</summary>
    public long Lost { get; init; }

    /// <summary>The build ids, in hexadecimal digits, of the files that samples lie in, by path; <c>[kernel.kallsyms]</c> is the kernel.</summary>
    public IReadOnlyDictionary<string, string> BuildIds { get; init; } = new Dictionary<string, string>();

    /// <summary>What the events are called, such as <c>cpu-clock</c>.</summary>
    public IReadOnlyList<string> EventNames { get; init; } = [];

    /// <summary>Where the kernel's code began on the machine that recorded; 0 when the recording does not say.</summary>
    public ulong KernelText { get; init; }

    /// <summary>True when samples hold a copy of the stack (<c>--call-graph dwarf</c>) instead of the callers.</summary>
    public bool CopiesStacks { get; init; }

    /// <summary>The command that recorded it; empty when the recording does not say.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>What could not be read, each as one sentence; empty for a whole recording.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
