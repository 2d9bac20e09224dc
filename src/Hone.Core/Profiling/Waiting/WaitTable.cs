using Hone.Units;

namespace Hone.Profiling.Waiting;

/// <summary>
/// Adds up waits by thread and stack, and writes them as an off-CPU profile or a lock profile.
/// <para>What keeps the waits of idle threads from drowning the rest (<see cref="IdleRule"/>) is counted in a column of its own.</para>
/// </summary>
public sealed class WaitTable
{
    private static readonly Frame _noStack = new("[wait without a stack]", "", FrameOrigin.Unknown);

    private readonly Dictionary<(int Thread, int Node), Sum> _sums = [];
    private readonly Dictionary<int, WaitingThread> _threads = [];
    private readonly ProfileBuilder _tree = new(ProfileKind.OffCpu, OffCpuMetrics(sampled: false));
    private readonly List<(int Parent, Frame Frame)> _nodes = [];
    private readonly Dictionary<ApartBecause, long> _apart = [];

    /// <summary>
    /// The columns of an off-CPU profile: time blocked (the weight), time preempted, time that the idle rule puts apart, and
    /// how many waits the weight is the sum of.
    /// </summary>
    /// <param name="sampled">The stacks of some waits stand for all: they are counted as <c>samples</c>, and shares get an interval.</param>
    public static IReadOnlyList<Metric> OffCpuMetrics(bool sampled) =>
        [new("blocked", Unit.Nanoseconds), new("preempted", Unit.Nanoseconds), new("apart", Unit.Nanoseconds), new(sampled ? "samples" : "waits", Unit.Count)];

    /// <summary>The columns of a lock profile: time until the lock was had (the weight), and how many times.</summary>
    /// <param name="sampled">As for <see cref="OffCpuMetrics"/>.</param>
    public static IReadOnlyList<Metric> LockMetrics(bool sampled) => [new("waiting", Unit.Nanoseconds), new(sampled ? "samples" : "waits", Unit.Count)];

    /// <summary>Time blocked that went into profiles' weight, in nanoseconds.</summary>
    public long Blocked { get; private set; }

    /// <summary>Time blocked that was put apart, by why.</summary>
    public IReadOnlyDictionary<ApartBecause, long> Apart => _apart;

    /// <summary>The part of the time blocked whose stack is not known: what perf lost, or took no sample of. 0 where nothing waited.</summary>
    public Ratio WithoutStack
    {
        get
        {
            long without = _sums.Where(pair => _nodes[pair.Key.Node].Frame == _noStack).Sum(static pair => pair.Value.Blocked);
            return Ratio.Of(without, _sums.Values.Sum(static sum => sum.Blocked));
        }
    }

    /// <summary>True when the stacks of some waits stand for those of all, see <see cref="Complete"/>.</summary>
    public bool Sampled { get; private set; }

    /// <summary>Adds waits of a thread at one stack.</summary>
    /// <param name="thread">A number that stands for the thread and no other.</param>
    /// <param name="life">What is known of the thread.</param>
    /// <param name="rootToLeaf">The stack; an empty one is named as such.</param>
    /// <param name="kind">Why the thread was off the CPU.</param>
    /// <param name="nanoseconds">The time of all of them.</param>
    /// <param name="waits">How many.</param>
    /// <param name="areLong">They are long ones.</param>
    public void Add(int thread, WaitingThread life, IReadOnlyList<Frame> rootToLeaf, WaitKind kind, long nanoseconds, long waits, bool areLong = false)
    {
        ArgumentNullException.ThrowIfNull(rootToLeaf);
        int node = Node(rootToLeaf.Count == 0 ? [_noStack] : rootToLeaf);
        _threads[thread] = life;
        if (!_sums.TryGetValue((thread, node), out Sum? sum))
        {
            sum = new Sum(WaitReasons.Of(rootToLeaf), IdleRule.IsOfTheRuntime(rootToLeaf));
            _sums.Add((thread, node), sum);
        }

        sum.Preempted += kind == WaitKind.Preempted ? nanoseconds : 0;
        sum.Blocked += kind == WaitKind.Preempted ? 0 : nanoseconds;
        sum.InLong += kind == WaitKind.Preempted || !areLong ? 0 : nanoseconds;
        sum.Waits += kind == WaitKind.Preempted ? 0 : waits;
        sum.UntilTheEnd |= kind == WaitKind.UntilTheEnd;
    }

    /// <summary>
    /// Makes each thread's sums what they are known to be in all. With <paramref name="sampled"/>, the short waits that were
    /// added stand for all short ones of their thread, so their times are raised in proportion (a ratio estimator); long waits
    /// (<see cref="ThreadLife.IsLong"/>) are too few and too different for that and count as they are. What is missing then, and
    /// all that is missing without sampling, becomes a wait without a stack.
    /// </summary>
    /// <param name="totals">What each thread's waits are in all.</param>
    /// <param name="sampled">Only some waits of each thread were added.</param>
    public void Complete(IEnumerable<ThreadTotals> totals, bool sampled)
    {
        ArgumentNullException.ThrowIfNull(totals);
        Sampled = sampled;
        Dictionary<int, Sum> seen = [];
        foreach (((int thread, int _), Sum sum) in _sums)
        {
            if (!seen.TryGetValue(thread, out Sum? had))
            {
                had = new Sum(WaitReason.Other, ofTheRuntime: false);
                seen.Add(thread, had);
            }

            had.Take(sum);
        }

        foreach (ThreadTotals total in totals)
        {
            Sum had = seen.GetValueOrDefault(total.Thread) ?? new Sum(WaitReason.Other, ofTheRuntime: false);
            double brief = Factor(total.Blocked - total.InLong, had.Blocked - had.InLong, sampled);
            double preempted = Factor(total.Preempted, had.Preempted, sampled);
            foreach (((int _, int _), Sum sum) in brief == 1 && preempted == 1 ? [] : _sums.Where(pair => pair.Key.Thread == total.Thread))
            {
                sum.Blocked = sum.InLong + (long)((sum.Blocked - sum.InLong) * brief);
                sum.Preempted = (long)(sum.Preempted * preempted);
            }

            long missing = total.Blocked - had.InLong - (long)((had.Blocked - had.InLong) * brief);
            if (missing > 1)
            {
                Add(total.Thread, total.Life, [], WaitKind.Blocked, missing, sampled ? 0 : Math.Max(0, total.Waits - had.Waits));
            }

            if (total.Preempted > 0 && had.Preempted == 0)
            {
                Add(total.Thread, total.Life, [], WaitKind.Preempted, total.Preempted, 0);
            }
        }
    }

    /// <summary>The off-CPU profile's stacks.</summary>
    public ProfileBuilder OffCpu()
    {
        ProfileBuilder profile = new(ProfileKind.OffCpu, OffCpuMetrics(Sampled));
        Blocked = 0;
        _apart.Clear();
        foreach (((int thread, int node), Sum sum) in _sums)
        {
            ApartBecause because = Judge(thread, sum);
            bool counts = because == ApartBecause.Not;
            Blocked += counts ? sum.Blocked : 0;
            if (!counts)
            {
                _apart[because] = _apart.GetValueOrDefault(because) + sum.Blocked;
            }

            profile.AddStack(Path(node), counts ? sum.Blocked : 0, sum.Preempted, counts ? 0 : sum.Blocked, counts ? sum.Waits : 0);
        }

        return profile;
    }

    /// <summary>
    /// Adds the waits for locks to a profile with <see cref="LockMetrics"/>: of each stack the part down to the call site, the
    /// innermost function that is no machinery of waiting, and below it the function that it called to get the lock.
    /// </summary>
    /// <param name="profile">What they are added to.</param>
    /// <param name="wanted">Which stacks, given from the root to the leaf; null takes all whose reason is a lock or an unknown futex.</param>
    /// <param name="added">Hears of each time that was added, in nanoseconds.</param>
    /// <returns>Blocked time of futex waits that are no lock, in nanoseconds: what other threads announce, and their ends.</returns>
    public long Locks(ProfileBuilder profile, Func<IReadOnlyList<Frame>, bool>? wanted = null, Action<long>? added = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        long others = 0;
        foreach (((int thread, int node), Sum sum) in _sums)
        {
            if (sum.Blocked == 0)
            {
                continue;
            }

            if (sum.Reason is not (WaitReason.Lock or WaitReason.Futex) || Judge(thread, sum) != ApartBecause.Not)
            {
                others += sum.Reason is WaitReason.Event or WaitReason.Join ? sum.Blocked : 0;
                continue;
            }

            List<Frame> path = Path(node);
            if (wanted is null || wanted(path))
            {
                profile.AddStack(ToCallSite(path), sum.Blocked, sum.Waits);
                added?.Invoke(sum.Blocked);
            }
        }

        return others;
    }

    /// <summary>The stack down to the function that asked for the lock and the one it asked.</summary>
    public static IReadOnlyList<Frame> ToCallSite(IReadOnlyList<Frame> rootToLeaf)
    {
        ArgumentNullException.ThrowIfNull(rootToLeaf);
        int site = rootToLeaf.Count - 1;
        while (site > 0 && WaitReasons.IsMachinery(rootToLeaf[site]))
        {
            site--;
        }

        return [.. rootToLeaf.Take(Math.Min(site + 2, rootToLeaf.Count))];
    }

    private static double Factor(long all, long seen, bool sampled) => sampled && seen > 0 ? Math.Max(1, (double)all / seen) : 1;

    private ApartBecause Judge(int thread, Sum sum) => IdleRule.Judge(_threads[thread], sum.Reason, sum.Blocked, sum.UntilTheEnd, sum.OfTheRuntime);

    private int Node(IReadOnlyList<Frame> rootToLeaf)
    {
        int node = -1;
        foreach (Frame frame in rootToLeaf)
        {
            int parent = node;
            node = _tree.Node(parent, frame);
            if (node == _nodes.Count)
            {
                _nodes.Add((parent, frame));
            }
        }

        return node;
    }

    private List<Frame> Path(int node)
    {
        List<Frame> path = [];
        for (; node >= 0; node = _nodes[node].Parent)
        {
            path.Add(_nodes[node].Frame);
        }

        path.Reverse();
        return path;
    }

    private sealed class Sum(WaitReason reason, bool ofTheRuntime)
    {
        public bool OfTheRuntime => ofTheRuntime;

        public WaitReason Reason => reason;

        public long Blocked { get; set; }

        /// <summary>The part of <see cref="Blocked"/> that consists of long waits.</summary>
        public long InLong { get; set; }

        public long Preempted { get; set; }

        public long Waits { get; set; }

        public bool UntilTheEnd { get; set; }

        public void Take(Sum other)
        {
            Blocked += other.Blocked;
            InLong += other.InLong;
            Preempted += other.Preempted;
            Waits += other.Waits;
        }
    }
}
