using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Statistics;

namespace Hone.Measurement.Comparing.Formats;

/// <summary>
/// What hyperfine writes with <c>--export-json</c> (its src/benchmark/benchmark_result.rs, versions 1.0 to 1.20): all times in
/// seconds; the standard deviation is the sample's (n − 1), absent for one run; user and system time are means.
/// </summary>
public sealed record HyperfineExport
{
    private const double Nanosecond = 1e-9;
    private const double MostSeconds = 1e9;

    /// <summary>One entry a command.</summary>
    public required IReadOnlyList<HyperfineResult> Results { get; init; }

    /// <summary>The export of measured commands; one that was not timed is left out.</summary>
    public static HyperfineExport From(IEnumerable<MeasuredCommand> commands) =>
        new() { Results = [.. commands.Select(Result).OfType<HyperfineResult>()] };

    /// <summary>The bytes of the file: indented, as hyperfine writes it.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, HyperfineJson.Default.HyperfineExport), (byte)'\n'];

    /// <summary>Reads an export; null when the bytes are something else, or hold no times.</summary>
    public static HyperfineExport? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, HyperfineJson.Default.HyperfineExport) is { Results.Count: > 0 } export && export.Results.All(IsWellFormed) ? export : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The commands in the file, named by letters from <paramref name="place"/> on.</summary>
    public IEnumerable<MeasuredCommand> Commands(int place) => Results.Select((result, i) => new MeasuredCommand
    {
        Name = PairedSamples.Letter(place + i),
        Command = result.Command,
        Parameters = result.Parameters ?? new Dictionary<string, string>(),
        OnlyWall = true,
        Exits = result.ExitCodes?.Count == result.Times!.Count ? result.ExitCodes : [.. result.Times.Select(_ => (int?)null)],
        Runs = [.. result.Times.Select((seconds, run) => new RunSample
        {
            WallNanoseconds = Nanoseconds(seconds),
            UserNanoseconds = Nanoseconds(result.User),
            SystemNanoseconds = Nanoseconds(result.System),
            PeakRssBytes = run < result.MemoryUsageByte?.Count ? result.MemoryUsageByte[run] : 0,
        })],
    });

    /// <summary>One command's entry; null when it was not timed.</summary>
    public static HyperfineResult? Result(MeasuredCommand command)
    {
        if (command.Runs.Count == 0)
        {
            return null;
        }

        double[] times = [.. command.Values(Metric.Wall).Select(Seconds)];
        double mean = times.Average();
        return new()
        {
            Command = command.Command,
            Mean = mean,
            Stddev = times.Length < 2 ? null : Math.Sqrt(times.Sum(time => (time - mean) * (time - mean)) / (times.Length - 1)),
            Median = Median.Of(times),
            User = Seconds(command.Values(Metric.User).Average()),
            System = Seconds(command.Values(Metric.Kernel).Average()),
            Min = times.Min(),
            Max = times.Max(),
            Times = times,
            MemoryUsageByte = command.PeakRssBytes is null ? null : [.. command.Runs.Select(run => run.PeakRssBytes)],
            ExitCodes = command.Exits,
            Parameters = command.Parameters.Count == 0 ? null : command.Parameters,
        };
    }

    private static bool IsWellFormed(HyperfineResult? result) => result is { Command: not null, Times.Count: > 0 }
        && result.Times.Append(result.User).Append(result.System).All(seconds => seconds is >= 0 and < MostSeconds)
        && (result.MemoryUsageByte is null || result.MemoryUsageByte.All(bytes => bytes >= 0));

    private static double Seconds(double nanoseconds) => nanoseconds * Nanosecond;

    private static long Nanoseconds(double seconds) => (long)Math.Round(seconds / Nanosecond);
}

/// <summary>One command of a <see cref="HyperfineExport"/>; times in seconds.</summary>
public sealed record HyperfineResult
{
    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    /// <summary>Mean wall time.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation of the wall times; null for one run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? Stddev { get; init; }

    /// <summary>Median wall time.</summary>
    public double Median { get; init; }

    /// <summary>Mean CPU time in user mode.</summary>
    public double User { get; init; }

    /// <summary>Mean CPU time in the kernel.</summary>
    public double System { get; init; }

    /// <summary>The shortest wall time.</summary>
    public double Min { get; init; }

    /// <summary>The longest wall time.</summary>
    public double Max { get; init; }

    /// <summary>The wall time of each run.</summary>
    public IReadOnlyList<double>? Times { get; init; }

    /// <summary>The peak resident set of each run, in bytes (hyperfine 1.20 and later).</summary>
    public IReadOnlyList<long>? MemoryUsageByte { get; init; }

    /// <summary>The exit code of each run; null where a signal ended it.</summary>
    public IReadOnlyList<int?>? ExitCodes { get; init; }

    /// <summary>The values of the parameters, by name.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}

/// <summary>Source-generated reading and writing of <see cref="HyperfineExport"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(HyperfineExport))]
internal sealed partial class HyperfineJson : JsonSerializerContext;
