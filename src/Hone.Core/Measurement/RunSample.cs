using System.Text.Json.Serialization;
using Hone.Units;

namespace Hone.Measurement;

/// <summary>What was measured of one counted run (wait4(2), getrusage(2)).</summary>
public sealed record RunSample
{
    /// <summary>From exec to the end of the last process of the tree, in nanoseconds.</summary>
    [JsonPropertyName("wall_ns")]
    public required long WallNanoseconds { get; init; }

    /// <summary>CPU time in user mode, in nanoseconds.</summary>
    [JsonPropertyName("user_ns")]
    public required long UserNanoseconds { get; init; }

    /// <summary>CPU time in the kernel, in nanoseconds.</summary>
    [JsonPropertyName("system_ns")]
    public required long SystemNanoseconds { get; init; }

    /// <summary>Largest resident set of any one process of the tree, in bytes.</summary>
    [JsonPropertyName("peak_rss_bytes")]
    public required long PeakRssBytes { get; init; }

    /// <summary>Page faults served without I/O.</summary>
    [JsonPropertyName("minor_faults")]
    public long MinorFaults { get; init; }

    /// <summary>Page faults that needed I/O.</summary>
    [JsonPropertyName("major_faults")]
    public long MajorFaults { get; init; }

    /// <summary>Context switches because the run waited.</summary>
    [JsonPropertyName("voluntary_switches")]
    public long VoluntarySwitches { get; init; }

    /// <summary>Context switches because something else wanted the CPU.</summary>
    [JsonPropertyName("involuntary_switches")]
    public long InvoluntarySwitches { get; init; }

    /// <summary>Bytes that the tree read through system calls; null where the kernel does not tell, and in older records.</summary>
    [JsonPropertyName("bytes_read")]
    public long? BytesRead { get; init; }

    /// <summary>Bytes that the tree wrote through system calls; null where the kernel does not tell, and in older records.</summary>
    [JsonPropertyName("bytes_written")]
    public long? BytesWritten { get; init; }

    /// <summary>Why the machine counted as busy during the run, a word of <see cref="BusyWord"/>; null when it was quiet or nobody looked.</summary>
    [JsonPropertyName("busy")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Busy { get; init; }

    /// <summary>The numbers that the run printed, by the name of the metric; null when none was asked for.</summary>
    [JsonPropertyName("values")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Values { get; init; }

    /// <summary>User and kernel CPU time together.</summary>
    [JsonIgnore]
    public Duration Cpu => new(UserNanoseconds + SystemNanoseconds);
}
