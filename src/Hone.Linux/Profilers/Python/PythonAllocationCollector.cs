using System.Globalization;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Allocation profiles of Python programs by CPython's own tracemalloc, started by a hook before the program's code. It knows
/// memory in use, not memory allocated: the profile is the largest of several snapshots.
/// </summary>
public sealed class PythonAllocationCollector : ICollector
{
    /// <summary>How many times longer than unprofiled a run may take before it is ended.</summary>
    public const int SlowDown = 40;

    private const double Whole = 0.8;
    private const int UsualFrames = 10;
    private static readonly Duration _long = Duration.FromSeconds(10);

    /// <summary>The columns.</summary>
    public static IReadOnlyList<Metric> Metrics { get; } = [new("bytes", Unit.Bytes), new("blocks", Unit.Count)];

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Allocation;

    /// <inheritdoc/>
    public string Name => "tracemalloc";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Python;

    /// <inheritdoc/>
    public string? Unavailable() => null;

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        string hooks = Directory.CreateDirectory(Path.Combine(request.Scratch, "hook")).FullName;
        EmbeddedScript.CopyTo("tracemalloc_hook.py", Path.Combine(hooks, "sitecustomize.py"));

        // tracemalloc makes code that does little but allocate about 25 times slower with ten frames, 10 times with one.
        int frames = request.Expected > _long ? 1 : UsualFrames;
        File.WriteAllText(Path.Combine(hooks, "frames"), frames.ToString(CultureInfo.InvariantCulture));
        string path = SearchPath(request.Run, hooks);
        SpawnRequest run = request.Run with
        {
            Environment = new Dictionary<string, string?>(request.Run.Environment) { ["PYTHONPATH"] = path },
            Timeout = request.Run.Timeout is Duration timeout ? new Duration(timeout.Nanoseconds * SlowDown) : null,
        };
        RunOutcome outcome = ProcessRunner.Run(run, cancellation);
        ScriptSamples samples = new(Metrics);
        List<TracemallocDump> dumps = [];
        string? damaged = null;
        foreach (string file in Directory.EnumerateFiles(hooks, "*.tracemalloc").Order(StringComparer.Ordinal))
        {
            try
            {
                TracemallocDump dump = TracemallocDump.Read(File.ReadAllBytes(file), file);
                Add(samples, dump, LineNames.Of(dump, request.Scratch, cancellation));
                dumps.Add(dump);
            }
            catch (ProblemException e)
            {
                damaged ??= e.Problem.What;
            }
        }

        int missing = Directory.EnumerateFiles(hooks, "*.started").Count(file => !File.Exists(Path.ChangeExtension(file, ".tracemalloc")));
        string versions = string.Join(", ", dumps.Select(dump => dump.Version).Distinct().Order(StringComparer.Ordinal));
        Profile profile = samples.Build(
            ProfileKind.Allocation, $"{Name}, CPython {versions}".TrimEnd(' '), CommandText.Of(request.Run, ("PYTHONPATH", path)), [.. Notes(dumps, frames, missing, damaged)]);
        return new Recording(profile, outcome);
    }

    private static void Add(ScriptSamples samples, TracemallocDump dump, LineNames names)
    {
        int cut = samples.Number(new Frame("[callers not recorded]", "python" + dump.Version, FrameOrigin.Runtime));
        foreach (TracemallocSite stack in dump.Stacks)
        {
            int node = stack.Cut ? samples.Node(-1, cut) : -1;
            int last = -1;
            for (int i = stack.Places.Count - 1; i >= 0; i--)
            {
                int frame = samples.Number(names.Frame(dump, stack.Places[i].File, stack.Places[i].Line));

                // The importer's frames are one; and until 3.11 a comprehension is a function of its own on the same line.
                bool again = frame == last && (LineNames.IsImporter(dump, stack.Places[i].File) || stack.Places[i] == stack.Places[i + 1]);
                node = again ? node : samples.Node(node, frame);
                last = frame;
            }

            samples.Add(node, stack.Bytes, stack.Blocks);
        }

        if (dump.Rest.Bytes > 0)
        {
            samples.Add(samples.Node(-1, samples.Number(new Frame("[smaller stacks]", "python" + dump.Version, FrameOrigin.Runtime))), dump.Rest.Bytes, dump.Rest.Blocks);
        }
    }

    private static IEnumerable<string> Notes(List<TracemallocDump> dumps, int frames, int missing, string? damaged)
    {
        if (dumps.Count == 0)
        {
            yield return "No Python process left a snapshot: it was started with -I, -S or -E, takes PYTHONPATH away, uses tracemalloc itself, or was killed early.";
            yield break;
        }

        long largest = dumps.Sum(dump => dump.Largest);
        long peak = dumps.Sum(dump => dump.Peak);
        long snapshots = dumps.Sum(dump => dump.Snapshots);
        yield return $"Bytes are the memory in use at the largest of {snapshots} snapshots, not all that was allocated: what was freed before is missing. Memory that C extensions take from malloc is missing too.";
        yield return $"The snapshot holds {new Bytes(largest)} of a peak of {new Bytes(peak)} ({Ratio.Of(largest, peak)}){(Ratio.Of(largest, peak).Value < Whole ? ": the peak was too short to be met" : "")}.";
        yield return $"tracemalloc makes a program up to 30 times slower, so that this run's times say nothing. Stacks keep the {frames} innermost frames.";
        if (dumps.Count > 1)
        {
            yield return $"The snapshots of {dumps.Count} processes are added up, though they may not have been alive together.";
        }

        if (missing > 0 || damaged is not null)
        {
            yield return $"{missing + (damaged is null ? 0 : 1)} Python processes left no snapshot that can be read{(damaged is null ? "" : ": " + damaged)}.";
        }
    }

    private static string SearchPath(SpawnRequest run, string hooks)
    {
        string? own = run.Environment.TryGetValue("PYTHONPATH", out string? set) ? set : Environment.GetEnvironmentVariable("PYTHONPATH");
        return string.IsNullOrEmpty(own) ? hooks : hooks + ":" + own;
    }
}
