using Hone.Linux.Processes;
using Hone.Units;

namespace Hone.Linux.Profilers;

/// <summary>Short workloads are run several times into one profile, so that it stands on more samples.</summary>
internal sealed class RepeatedRuns(int most)
{
    /// <summary>How many runs are enough in any case.</summary>
    public const int Usual = 5;

    private static readonly Duration _enough = Duration.FromSeconds(5);

    /// <summary>How many runs there were.</summary>
    public int Count { get; private set; }

    /// <summary>The wall time of all runs.</summary>
    public Duration Wall { get; private set; }

    /// <summary>The CPU time of all runs, of every process that was waited for.</summary>
    public Duration Cpu { get; private set; }

    /// <summary>The last run.</summary>
    public RunOutcome? Last { get; private set; }

    /// <summary>Calls <paramref name="run"/> with the number of the run, as often as asked and as long as another run fits into five seconds and all end with the code 0.</summary>
    public RunOutcome Do(Func<int, RunOutcome> run, CancellationToken cancellation)
    {
        do
        {
            Last = run(Count);
            Count++;
            Wall += Last.Wall;
            Cpu += Last.User + Last.System;
        }
        while (Count < most && Wall + Last.Wall <= _enough && Last is { TimedOut: false, ExitCode: 0 } && !cancellation.IsCancellationRequested);
        return Last;
    }

    /// <summary>Such as <c>1 run</c> or <c>5 runs</c>.</summary>
    public string Text => Count == 1 ? "1 run" : Count + " runs";
}
