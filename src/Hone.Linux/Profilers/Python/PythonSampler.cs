using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Samples a process tree from outside, on a thread of its own, until disposed. The time between two passes is drawn anew each
/// time (half to one and a half of the interval), so that a program with a rhythm of its own is not always met at the same beat.
/// </summary>
internal sealed partial class PythonSampler : IDisposable
{
    private const long TreeTicks = 20 * TimeSpan.TicksPerMillisecond;
    private const long StartTicks = 200 * TimeSpan.TicksPerMillisecond;
    private const long LongestWeight = 100_000_000;

    private readonly Dictionary<int, SampledProcess> _processes = [];
    private readonly ProcessTree _tree;
    private readonly IThreadChoice _choice;
    private readonly SampledStacks _stacks;
    private readonly int _notSampled;
    private readonly long _intervalNanoseconds;
    private readonly Random _random = new(1);
    private readonly Thread _thread;
    private volatile bool _stop;
    private Exception? _failure;

    private PythonSampler(int root, IThreadChoice choice, SampledStacks stacks, TimeSpan interval, bool withRoot)
    {
        _notSampled = withRoot ? 0 : root;
        _tree = new ProcessTree(root);
        _choice = choice;
        _stacks = stacks;
        _intervalNanoseconds = (long)interval.TotalNanoseconds;
        _thread = new Thread(Loop) { IsBackground = true, Name = "python sampler" };
    }

    /// <summary>Begins to sample a process (unless <paramref name="withRoot"/> is false) and its descendants.</summary>
    public static PythonSampler Start(int root, IThreadChoice choice, SampledStacks stacks, TimeSpan interval, bool withRoot = true)
    {
        PythonSampler sampler = new(root, choice, stacks, interval, withRoot);
        sampler._thread.Start();
        return sampler;
    }

    /// <summary>
    /// Takes one pass over Hone's own process, so that the first passes over a program do not wait for code to be compiled while
    /// the program runs on unseen.
    /// </summary>
    public static void WarmUp()
    {
        SampledStacks stacks = new();
        using PythonSampler sampler = new(Environment.ProcessId, new OnCpu(), stacks, TimeSpan.FromMilliseconds(1), withRoot: true);
        sampler.RefreshTree();
        for (int i = 0; i < 3; i++)
        {
            sampler.Pass(i * StartTicks, 1);
        }
    }

    /// <summary>Ends the sampling; an error inside the sampler comes out here.</summary>
    public void Stop()
    {
        Dispose();
        if (_failure is not null)
        {
            throw new InvalidOperationException("the Python sampler failed", _failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop = true;
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        foreach (SampledProcess process in _processes.Values)
        {
            process.Dispose();
        }

        _processes.Clear();
    }

    private void Loop()
    {
        try
        {
            ThreadPriority.TryRaise();
            long begin = Stopwatch.GetTimestamp();
            long last = begin;
            long nextTree = 0;
            while (!_stop)
            {
                long at = Stopwatch.GetTimestamp();
                long now = Stopwatch.GetElapsedTime(begin, at).Ticks;
                long weight = Math.Min((long)Stopwatch.GetElapsedTime(last, at).TotalNanoseconds, LongestWeight);
                last = at;
                if (now >= nextTree)
                {
                    RefreshTree();
                    nextTree = now + (now < StartTicks ? TreeTicks / 4 : TreeTicks);
                }

                Pass(now, weight);
                long spent = (long)Stopwatch.GetElapsedTime(at).TotalNanoseconds;
                long pause = (_intervalNanoseconds / 2) + _random.NextInt64(_intervalNanoseconds) - spent;

                // Not more than a quarter of one CPU, however many processes there are; one slow pass is no reason for a long break.
                Sleep(Math.Max(pause, Math.Min(spent * 3, _intervalNanoseconds * 5)));
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _failure = e;
        }
    }

    private void Pass(long now, long weight)
    {
        long begin = Stopwatch.GetTimestamp();
        long cpu = ProcessClock.OwnThread();
        bool any = false;
        foreach (SampledProcess process in _processes.Values)
        {
            any |= process.Sample(now, weight);
        }

        _stacks.Passes++;
        if (any)
        {
            _stacks.BusyPasses++;
            _stacks.BusyNanoseconds += (long)Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
            _stacks.BusyCpuNanoseconds += ProcessClock.OwnThread() - cpu;
        }
    }

    private void RefreshTree()
    {
        _tree.Refresh();
        foreach ((int pid, SampledProcess process) in _processes)
        {
            if (!_tree.Members.Contains(pid))
            {
                process.Dispose();
                _processes.Remove(pid);
            }
        }

        foreach (int pid in _tree.Members)
        {
            if (pid != _notSampled && !_processes.ContainsKey(pid))
            {
                _processes.Add(pid, new SampledProcess(pid, _choice, _stacks));
            }
        }
    }

    private static unsafe void Sleep(long nanoseconds)
    {
        TimeSpec wait = new() { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        _ = nanosleep(&wait, null);
    }

    [LibraryImport("libc")]
    private static unsafe partial int nanosleep(TimeSpec* wait, TimeSpec* left);
}
