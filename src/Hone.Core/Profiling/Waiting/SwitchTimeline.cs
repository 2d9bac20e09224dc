using Hone.Units;

namespace Hone.Profiling.Waiting;

/// <summary>
/// Puts together, from the moments at which threads start, leave a CPU, come back and end, what became of their time.
/// Moments may be given in any order; each thread's are sorted before they are understood. A thread that is first seen in the
/// middle of its life lives from then on; one whose end is not seen lives until the last moment of all.
/// </summary>
public sealed class SwitchTimeline
{
    /// <summary>Nanoseconds within which the threads of a process end when it ends, on a busy machine.</summary>
    private const ulong Together = 50_000_000;

    private readonly Dictionary<int, List<Moment>> _moments = [];
    private readonly Dictionary<int, List<ThreadLife>> _ofThread = [];
    private readonly List<ThreadLife> _lives = [];
    private ulong _last;

    private enum Event : byte
    {
        Fork,
        Exec,
        In,
        OutBlocked,
        OutPreempted,
        Exit,
    }

    /// <summary>The threads, in order of their start; the first is the main thread of the workload.</summary>
    public IReadOnlyList<ThreadLife> Lives => _lives;

    /// <summary>A thread was made; it waits for a CPU.</summary>
    public void Fork(ulong time, int process, int thread) => Add(time, process, thread, Event.Fork);

    /// <summary>A thread, which was running, executed a program.</summary>
    public void Exec(ulong time, int process, int thread) => Add(time, process, thread, Event.Exec);

    /// <summary>A thread came onto a CPU.</summary>
    public void In(ulong time, int process, int thread) => Add(time, process, thread, Event.In);

    /// <summary>A thread left its CPU; <paramref name="preempted"/> says that it could have run on.</summary>
    public void Out(ulong time, int process, int thread, bool preempted) => Add(time, process, thread, preempted ? Event.OutPreempted : Event.OutBlocked);

    /// <summary>A thread ended.</summary>
    public void Exit(ulong time, int process, int thread) => Add(time, process, thread, Event.Exit);

    /// <summary>Understands what was collected; before, there are no lives.</summary>
    public void Close()
    {
        foreach ((int thread, List<Moment> moments) in _moments)
        {
            moments.Sort(static (left, right) => left.Time != right.Time ? left.Time.CompareTo(right.Time) : left.Order.CompareTo(right.Order));
            _ofThread[thread] = Live(thread, moments);
        }

        _moments.Clear();
        _lives.AddRange(_ofThread.Values.SelectMany(static lives => lives));
        _lives.Sort(static (left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : left.ThreadId.CompareTo(right.ThreadId));
        for (int i = 0; i < _lives.Count; i++)
        {
            _lives[i].Number = i;
        }

        MarkNeverWoken();
    }

    /// <summary>The life of a thread at a time; numbers of threads are used again. Null when nothing is known of it.</summary>
    public ThreadLife? Find(int thread, ulong time)
    {
        if (!_ofThread.TryGetValue(thread, out List<ThreadLife>? lives) || lives.Count == 0)
        {
            return null;
        }

        for (int i = lives.Count - 1; i > 0; i--)
        {
            if (lives[i].Start <= time + 1000)
            {
                return lives[i];
            }
        }

        return lives[0];
    }

    /// <summary>The sums; null when no thread was seen.</summary>
    public RunTimes? Times()
    {
        if (_lives.Count == 0)
        {
            return null;
        }

        ThreadTimes all = ThreadTimes.None;
        long waits = 0;
        long preemptions = 0;
        foreach (ThreadLife life in _lives)
        {
            all += Of(life);
            int preempted = life.Waits.Count(static wait => wait.Kind == WaitKind.Preempted);
            preemptions += preempted;
            waits += life.Waits.Count - preempted;
        }

        return new RunTimes { Main = Of(_lives[0]), All = all, Threads = _lives.Count, Waits = waits, Preemptions = preemptions };
    }

    private static ThreadTimes Of(ThreadLife life)
    {
        long blocked = 0;
        long preempted = 0;
        foreach (Wait wait in life.Waits)
        {
            blocked += wait.Kind == WaitKind.Preempted ? 0 : wait.Nanoseconds;
            preempted += wait.Kind == WaitKind.Preempted ? wait.Nanoseconds : 0;
        }

        return new(life.Wall, new(life.OnCpu), new(blocked), new(preempted));
    }

    private void Add(ulong time, int process, int thread, Event what)
    {
        if (!_moments.TryGetValue(thread, out List<Moment>? moments))
        {
            moments = [];
            _moments.Add(thread, moments);
        }

        moments.Add(new Moment(time, moments.Count, process, what));
        _last = Math.Max(_last, time);
    }

    private List<ThreadLife> Live(int thread, List<Moment> moments)
    {
        List<ThreadLife> lives = [];
        ThreadLife? life = null;
        WaitKind? off = null;
        ulong since = 0;
        ulong ranFrom = 0;
        foreach (Moment moment in moments)
        {
            if (moment.Event == Event.Fork && life is not null)
            {
                // The number was given to another thread, and the end of the first was not seen.
                Leave(moment.Time, null);
                life = null;
            }

            if (life is null)
            {
                if (moment.Event == Event.Exit)
                {
                    continue;
                }

                life = new ThreadLife(moment.Process, thread, moment.Time);
                lives.Add(life);
                (off, since, ranFrom) = (moment.Event == Event.Fork ? WaitKind.Preempted : null, moment.Time, moment.Time);
            }

            switch (moment.Event)
            {
                case Event.In when off is not null:
                    Leave(moment.Time, null);
                    ranFrom = moment.Time;
                    break;
                case Event.OutBlocked when off is null:
                    Leave(moment.Time, WaitKind.Blocked);
                    break;
                case Event.OutPreempted when off is null:
                    Leave(moment.Time, WaitKind.Preempted);
                    break;
                case Event.Exit:
                    Leave(moment.Time, null);
                    life = null;
                    break;
            }
        }

        if (life is not null)
        {
            Leave(_last, null);
        }

        return lives;

        // Ends what the thread was doing, and says what it does next.
        void Leave(ulong time, WaitKind? next)
        {
            if (off is WaitKind kind)
            {
                life.Add(new Wait(ranFrom, since, time, kind));
            }
            else
            {
                life.OnCpu += (long)(time - since);
            }

            life.End = time;
            (off, since) = (next, time);
        }
    }

    /// <summary>
    /// A thread's last wait was ended by the end of its process when both ended together (within <see cref="Together"/>), the
    /// thread soon after it was woken, and the main thread had been awake before that and waited for nothing any more: had it
    /// joined the thread, it would have been woken afterwards.
    /// </summary>
    private void MarkNeverWoken()
    {
        Dictionary<int, ThreadLife> mains = [];
        foreach (ThreadLife life in _lives)
        {
            if (life.IsMain)
            {
                mains[life.ProcessId] = life;
            }
        }

        foreach (ThreadLife life in _lives)
        {
            if (!life.IsMain && mains.TryGetValue(life.ProcessId, out ThreadLife? main) && life.Start >= main.Start
                && life.LastWoken > main.LastWoken && life.End - life.LastWoken <= Together && life.End + Together >= main.End)
            {
                life.NeverWoken();
            }
        }
    }

    // Those of one CPU come in order.
    private readonly record struct Moment(ulong Time, int Order, int Process, Event Event);
}
