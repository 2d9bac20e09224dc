using Hone.Linux.Processes;
using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Linux.Profilers;

/// <summary>
/// One or several recordings of <c>perf record -e cpu-clock</c> on their way to one profile: read by <c>perf script</c>, named
/// by our own symbol tables.
/// </summary>
public sealed class PerfData
{
    /// <summary>A share of samples above this is worth a note.</summary>
    private const double NotableShare = 0.01;

    private readonly string _perf;
    private readonly ImageStore _images;
    private readonly ProfileBuilder _builder = new(ProfileKind.Cpu, new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
    private readonly PerfStacks _stacks;
    private long _lost;
    private long _skipped;

    /// <summary>Nothing read yet.</summary>
    /// <param name="perf">The path of perf.</param>
    /// <param name="images">Loads programs, libraries and debug files.</param>
    public PerfData(string perf, ImageStore images)
    {
        _perf = perf;
        _images = images;
        _stacks = new PerfStacks(_builder, images);
    }

    /// <summary>The functions that perf could name and our own symbol tables could not, as <c>symbol (dso)</c>: methods of a JIT, the vdso.</summary>
    public IReadOnlyCollection<string> NamedByPerf => _stacks.NamedByPerf;

    /// <summary>Adds the samples of the recording at <paramref name="path"/>; one that perf can't read is a <see cref="ProblemException"/>.</summary>
    public void Add(string path, CancellationToken cancellation)
    {
        _stacks.StartRun();
        PerfScriptParser parser = null!;
        parser = new PerfScriptParser(sample => _stacks.Add(parser, sample), _stacks.Add);
        PerfRecorder.Script(_perf, path, parser, cancellation);
        _lost += parser.Lost;
        _skipped += parser.Skipped;
    }

    /// <summary>The profile of all that was added.</summary>
    /// <param name="command">The command that recorded it.</param>
    /// <param name="notes">What the caller already knows to be degraded.</param>
    /// <param name="cancellation">Ends the search for names and packages.</param>
    public Profile Build(string command, IEnumerable<string> notes, CancellationToken cancellation)
    {
        string version = PerfRecorder.Version(_perf, cancellation);
        Profile profile = _builder.Build(("perf " + version).TrimEnd(), command, [.. notes, .. Notes(cancellation)]);
        return CxxNames.Demangle(profile, cancellation);
    }

    private List<string> Notes(CancellationToken cancellation)
    {
        List<string> notes = [];
        if (_stacks.Samples == 0)
        {
            notes.Add("perf took no samples: the workload uses too little CPU time to be profiled");
        }

        foreach ((string path, long samples) in _stacks.Unnamed.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            Ratio share = Ratio.Of(samples, _stacks.Samples);
            if (share.Value > NotableShare)
            {
                string why = UnnamedCode.Explain(path, _images, cancellation);
                notes.Add($"{share} of samples pass through functions of {ProcessSymbols.Module(path)} that have no name: {why}");
            }
        }

        Ratio truncated = Ratio.Of(_stacks.Truncated, _stacks.Samples);
        if (truncated.Value > NotableShare)
        {
            notes.Add($"{truncated} of stacks are cut off before the start of their thread, so callers' totals are too low: "
                + $"the stack is deeper than the {PerfRecorder.StackBytes} bytes perf copies, or code on it has no unwind tables (-fasynchronous-unwind-tables)");
        }

        if (_lost > 0)
        {
            notes.Add($"perf lost {_lost} events because the machine could not keep up: profile on an idle machine");
        }

        if (_skipped > 0)
        {
            notes.Add($"{_skipped} lines of perf's output could not be understood and are left out");
        }

        return notes;
    }
}
