using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Formats.PerfFile;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>Collects what is degraded in a profile of several runs and runtimes, each fact once.</summary>
internal sealed class DotnetNotes
{
    private readonly List<string> _sentences = [];
    private readonly SortedSet<string> _versions = new(StringComparer.Ordinal);
    private int? _exitCode;
    private long _dropped;
    private long _cutOff;
    private long _lost;

    /// <summary>The versions of the runtimes, such as <c>10.0.12</c>.</summary>
    public string Versions => _versions.Count == 0 ? "5+" : string.Join(", ", _versions);

    /// <summary>All notes.</summary>
    public IReadOnlyList<string> Sentences
    {
        get
        {
            List<string> all = [.. _sentences];
            if (_cutOff > 0)
            {
                all.Add($"{(_cutOff == 1 ? "1 runtime" : $"{_cutOff} runtimes")} ended before listing the methods that ran (crashed, killed or stopped at the time-out), so they have no names: profile a run that ends by itself");
            }

            if (_dropped > 0)
            {
                all.Add($"the .NET runtime dropped {_dropped} events, because they came faster than they could be written: profile on an idle machine");
            }

            if (_lost > 0)
            {
                all.Add($"perf lost {_lost} records, because the machine could not keep up: profile on an idle machine");
            }

            return all;
        }
    }

    /// <summary>Adds a sentence, unless it is there.</summary>
    public void Add(string sentence)
    {
        if (!_sentences.Contains(sentence))
        {
            _sentences.Add(sentence);
        }
    }

    /// <summary>Takes the versions, failures and the end of a run.</summary>
    public void Take(DotnetRun run)
    {
        foreach (TracedRuntime runtime in run.Runtimes)
        {
            if (runtime.Version.Length > 0)
            {
                // "10.0.12+95017c…" or "10.0.12 @Commit: …": the build's commit is of no use to a reader.
                _versions.Add(runtime.Version.Split(' ', '+')[0]);
            }
        }

        foreach (string failure in run.Notes)
        {
            Add(failure);
        }

        if (run.Outcome.TimedOut)
        {
            Add("the workload was stopped at twice its time-out; the profile holds what was recorded until then");
        }

        if (_exitCode is int first && first != run.Outcome.ExitCode)
        {
            Add($"the runs in this profile ended with different codes ({first} and {run.Outcome.ExitCode})");
        }

        _exitCode ??= run.Outcome.ExitCode;
    }

    /// <summary>Takes how the trace of a runtime ended.</summary>
    public void Take(RuntimeTrace trace)
    {
        NetTraceSummary summary = trace.Summary;
        _dropped += summary.Dropped;
        _cutOff += summary.Complete && trace.Methods.HasRundown ? 0 : 1;
    }

    /// <summary>Takes what a recording of perf lacks.</summary>
    public void Take(PerfRecording recording)
    {
        _lost += recording.Lost;
        foreach (string note in recording.Notes)
        {
            Add(note);
        }
    }
}
