using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Measurement;
using Hone.Measurement.Comparing;

namespace Hone.Opportunities.Handicaps;

/// <summary>
/// The raw rounds of a handicap test: the same program with the same counter in one function, which waits for nothing, for nothing
/// again, and for a growing part of the run's time, in rounds of random order. Every figure is computed from this.
/// </summary>
public sealed record HandicapRun
{
    /// <summary>The version of this form.</summary>
    public const string SchemaName = "hone.handicap-rounds/1";

    /// <summary>A run's value with the time that was really put in, over all threads, in nanoseconds.</summary>
    public const string Inserted = "inserted_ns";

    /// <summary>A run's value with the time that was put in along the longest chain of threads that follow each other, in nanoseconds.</summary>
    public const string Chain = "chain_ns";

    /// <summary>A run's value with the calls of the function.</summary>
    public const string Calls = "calls";

    /// <summary>A run's value with the threads that called it.</summary>
    public const string Threads = "threads";

    private const int MostArms = 16;

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>The exact command.</summary>
    public required string Command { get; init; }

    /// <summary>The function, as the profile or the person named it.</summary>
    public required string Function { get; init; }

    /// <summary>Its file, relative to the project; without source the program it is in.</summary>
    public required string File { get; init; }

    /// <summary>The line where it begins, from 1; 0 when that is not known.</summary>
    public required int Line { get; init; }

    /// <summary><c>source</c> or <c>breakpoint</c>.</summary>
    public required string Way { get; init; }

    /// <summary>The part of a run's time that each arm was meant to put in: 0, 0 again, then ascending.</summary>
    public required IReadOnlyList<double> Levels { get; init; }

    /// <summary>Every so many calls a thread waits.</summary>
    public required long Every { get; init; }

    /// <summary>How long it waits then, in nanoseconds, for each arm.</summary>
    public required IReadOnlyList<long> WaitNanoseconds { get; init; }

    /// <summary>The unchanged program's wall time, median, in nanoseconds; null when it was not measured.</summary>
    public long? UnchangedNanoseconds { get; init; }

    /// <summary>The seed of the orders.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Why no more rounds were run.</summary>
    public required StopReason Stop { get; init; }

    /// <summary>What could not be done, and what was given up.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The rounds in the order in which they ran.</summary>
    public required IReadOnlyList<Round> Rounds { get; init; }

    /// <summary>The bytes that are stored.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, HandicapJson.Default.HandicapRun);

    /// <summary>Reads stored bytes; null when they are not the rounds of a handicap test.</summary>
    public static HandicapRun? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, HandicapJson.Default.HandicapRun) is { Schema: SchemaName } run && run.IsWellFormed() ? run : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A value of a run that its counters told; null when there is none.</summary>
    public static double? Value(RunSample? run, string name) => run?.Values is { } values && values.TryGetValue(name, out double value) && double.IsFinite(value) ? value : null;

    // The file may come from anywhere.
    private bool IsWellFormed() =>
        Workload is not null && Function is not null && File is not null && Levels is { Count: >= 3 and <= MostArms } && Levels[0] == 0 && Levels[1] == 0
        && Levels.All(double.IsFinite) && WaitNanoseconds?.Count == Levels.Count && Notes is not null && Notes.All(note => note is not null)
        && Rounds is not null && Rounds.All(round => round is { Order: not null, Runs: not null } && round.Runs.Count == Levels.Count);
}

/// <summary>Source-generated reading and writing of <see cref="HandicapRun"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(HandicapRun))]
internal sealed partial class HandicapJson : JsonSerializerContext;
