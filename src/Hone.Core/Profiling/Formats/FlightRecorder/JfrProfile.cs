using System.Globalization;
using Hone.Units;

namespace Hone.Profiling.Formats.FlightRecorder;

/// <summary>
/// Profiles from Java flight recordings (.jfr): CPU from jdk.ExecutionSample, allocation from jdk.ObjectAllocationSample (JDK 16 and
/// later) or the two TLAB events before, locks from jdk.JavaMonitorEnter and jdk.ThreadPark. Recordings of async-profiler have the
/// same events.
/// </summary>
public sealed class JfrProfile
{
    private const string Setting = "jdk.ActiveSetting";
    private const string Sampled = "jdk.ObjectAllocationSample";
    private const string NewTlab = "jdk.ObjectAllocationInNewTLAB";
    private const string OutsideTlab = "jdk.ObjectAllocationOutsideTLAB";
    private const string MonitorEnter = "jdk.JavaMonitorEnter";
    private const string Park = "jdk.ThreadPark";
    private const string Execution = "jdk.ExecutionSample";

    private static readonly Duration _usualPeriod = Duration.FromMilliseconds(20);

    private readonly ProfileKind _kind;
    private readonly ScriptSamples _samples;
    private readonly Dictionary<Frame, int> _firstLines = [];
    private readonly SortedSet<string> _damage = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _bytesOfType = new(StringComparer.Ordinal);
    private long _truncated;
    private long _events;
    private Duration _period = _usualPeriod;

    /// <summary>Nothing read yet.</summary>
    /// <param name="kind">CPU, allocation or lock.</param>
    public JfrProfile(ProfileKind kind)
    {
        _kind = kind;
        _samples = new ScriptSamples(kind switch
        {
            ProfileKind.Allocation => [new Metric("bytes", Unit.Bytes), new Metric("samples", Unit.Count)],
            ProfileKind.Lock => [new Metric("time", Unit.Nanoseconds), new Metric("waits", Unit.Count)],
            _ => [new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count)],
        });
    }

    /// <summary>How many events of the kind were read.</summary>
    public long Events => _events;

    /// <summary>The weight of all.</summary>
    public long Weight => _samples.Weight;

    /// <summary>Adds a recording; <paramref name="place"/> names it in messages. A recording that is cut off gives what there is, with a note.</summary>
    /// <exception cref="Problems.ProblemException"><c>jfr-unreadable</c>: the bytes are no flight recording.</exception>
    public void Add(Stream stream, string place, CancellationToken cancellation = default) => JfrFile.Read(stream, place, Damage, Add, cancellation);

    /// <summary>Adds one chunk of a recording.</summary>
    internal void Add(JfrChunk chunk)
    {
        JfrFrames frames = new(chunk, _samples, _firstLines);
        bool sampled = false;
        if (_kind != ProfileKind.Lock)
        {
            chunk.Events(name => name is Setting or Sampled, (type, values) =>
            {
                sampled |= type == Sampled;
                ReadSetting(chunk, type, values);
            });
        }

        chunk.Events(name => Wanted(name, sampled), (type, values) => AddEvent(chunk, frames, type, values));
    }

    /// <summary>Takes down what is missing.</summary>
    internal void Damage(string what) => _damage.Add(what);

    /// <summary>Of an allocation profile, the bytes of each class, as the JVM spells it (<c>[B</c> is byte[]).</summary>
    public IReadOnlyDictionary<string, long> BytesOfType => _bytesOfType;

    /// <summary>How long a sample of a CPU profile stands for.</summary>
    public Duration Period => _period;

    /// <summary>The profile of all that was added.</summary>
    /// <param name="collector">The recorder.</param>
    /// <param name="command">The command that was recorded.</param>
    /// <param name="notes">What the caller knows.</param>
    /// <param name="sources">The full path of a source file given as it stands below its source root; null when it is not known.</param>
    public Profile Build(string collector, string command, IReadOnlyList<string> notes, Func<string, string?>? sources = null)
    {
        List<string> all = [.. notes, .. _damage];
        if (_truncated > 0)
        {
            all.Add($"{Ratio.Of(_truncated, _events)} of the stacks are cut off, so callers' totals are too low: give the JVM -XX:FlightRecorderOptions:stackdepth=1024");
        }

        Profile profile = _samples.Build(_kind, collector, command, all);
        return profile with
        {
            Frames =
            [
                .. profile.Frames.Select(frame => _firstLines.TryGetValue(frame, out int line) && JavaName.SourceFile(frame) is string file
                    ? frame with { Source = new SourceLocation(sources?.Invoke(file) ?? file, line) }
                    : frame),
            ],
        };
    }

    private bool Wanted(string name, bool sampled) => _kind switch
    {
        ProfileKind.Allocation => sampled ? name == Sampled : name is NewTlab or OutsideTlab,
        ProfileKind.Lock => name is MonitorEnter or Park,
        _ => name == Execution,
    };

    /// <summary>The period of the samples, such as <c>20 ms</c>, is an event of its own.</summary>
    private void ReadSetting(JfrChunk chunk, string type, object?[] values)
    {
        if (type == Setting && chunk.Field(values, Setting, "name") is "period" && chunk.Field(values, Setting, "id") is long id && chunk.NameOf(id) == Execution
            && chunk.Field(values, Setting, "value") is string value && value.Split(' ') is [string number, "ms"]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds is > 0 and < 1_000_000)
        {
            _period = Duration.FromMilliseconds(milliseconds);
        }
    }

    private void AddEvent(JfrChunk chunk, JfrFrames frames, string type, object?[] values)
    {
        JfrStack stack = frames.Stack(chunk.Field(values, type, "stackTrace"));
        int node = -1;
        for (int i = stack.Frames.Length - 1; i >= 0; i--)
        {
            node = _samples.Node(node, stack.Frames[i]);
        }

        if (node < 0)
        {
            node = _samples.Node(-1, _samples.Number(new Frame("[no stack]", "", FrameOrigin.Runtime)));
        }

        long weight = Weigh(chunk, type, values);
        if (weight > 0 && weight <= long.MaxValue - 1 - _samples.Weight)
        {
            _events++;
            _truncated += stack.Truncated ? 1 : 0;
            _samples.Add(node, weight, 1);
            if (_kind == ProfileKind.Allocation && frames.ClassName(chunk.Field(values, type, "objectClass")) is string allocated)
            {
                _bytesOfType[allocated] = _bytesOfType.GetValueOrDefault(allocated) + weight;
            }
        }
    }

    /// <summary>
    /// Bytes or nanoseconds that an event stands for. A new buffer for small objects stands for all that were allocated since the
    /// one before (its size); jdk.ObjectAllocationSample says itself how much it stands for.
    /// </summary>
    private long Weigh(JfrChunk chunk, string type, object?[] values) => type switch
    {
        Sampled => chunk.Field(values, type, "weight") as long? ?? 0,
        NewTlab => chunk.Field(values, type, "tlabSize") as long? ?? 0,
        OutsideTlab => chunk.Field(values, type, "allocationSize") as long? ?? 0,
        MonitorEnter or Park => (long)((chunk.Field(values, type, "duration") as long? ?? 0) * (1e9 / Math.Max(1, chunk.TicksPerSecond))),
        _ => _period.Nanoseconds,
    };
}
