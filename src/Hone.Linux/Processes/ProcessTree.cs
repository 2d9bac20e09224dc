using System.Diagnostics;
using System.Text;

namespace Hone.Linux.Processes;

/// <summary>
/// The processes that belong to one started program: those of its session, those that inherited its marker, their descendants,
/// and what Hone adopted while no other tree ran.
/// </summary>
/// <param name="root">The first process, and the session that it was started in.</param>
/// <param name="marker">The value of <see cref="Trees.Variable"/> it was started with.</param>
internal sealed class ProcessTree(int root, string marker)
{
    // The root was born a moment before this object, and ticks are coarse.
    private const long BirthTicks = 2;

    private static readonly byte[] _ownEntry = Encoding.ASCII.GetBytes(Trees.Variable + "=" + Trees.Prefix);
    private static readonly TimeSpan _killLimit = TimeSpan.FromSeconds(5);

    private readonly byte[] _entry = Encoding.ASCII.GetBytes(Trees.Variable + "=" + marker);
    private readonly long _bornTicks = ProcStat.NowTicks() - BirthTicks;
    private bool _rootWaitedFor;

    /// <summary>What the tree left behind that is now Hone's child, living or ended and not yet waited for.</summary>
    public List<ProcStat> Orphans()
    {
        List<ProcStat> orphans = [];
        lock (Trees.Gate)
        {
            foreach (ProcStat adopted in Trees.Adopted())
            {
                // Remembered, because one that has ended has no environment any more.
                int? owner = Trees.OwnerOf(adopted);
                if (owner == root || (owner is null && (Bears(adopted) || IsByElimination(adopted) || BearsAfterAll(adopted))))
                {
                    Trees.Claim(adopted.Pid, root);
                    orphans.Add(adopted);
                }
                else if (owner is null && !adopted.IsAlive)
                {
                    // Nobody can tell any more whose it was, and nobody else will wait for it.
                    _ = LibC.Wait4(adopted.Pid, out _, LibC.NoHang, out _);
                }
            }
        }

        return orphans;
    }

    /// <summary>
    /// Waits for a process of the tree that has ended; false when it has not, or is not Hone's child. <paramref name="ioFile"/> is the
    /// open file of its counts, or -1.
    /// </summary>
    public bool Reap(int pid, int ioFile, out int status, out ResourceUse usage, out IoCounts? io)
    {
        lock (Trees.Gate)
        {
            io = ioFile < 0 ? IoCounts.Of(pid) : IoCounts.FromFile(ioFile);
            bool reaped = LibC.Wait4(pid, out status, LibC.NoHang, out usage) == pid;
            if (reaped)
            {
                _rootWaitedFor |= pid == root;
                Trees.Release(pid);
            }

            return reaped;
        }
    }

    /// <summary>Sends a signal to the first process unless it was waited for, when its number may be another's.</summary>
    public void SignalRoot(int signal)
    {
        lock (Trees.Gate)
        {
            if (!_rootWaitedFor)
            {
                _ = LibC.Kill(root, signal);
            }
        }
    }

    /// <summary>
    /// Kills every process of the tree until two looks in a row find none: one alone may fall between a fork and its exec. False
    /// when some were still there after a few seconds, as a process in an uninterruptible wait or of another user may be.
    /// </summary>
    public bool Kill()
    {
        long started = Stopwatch.GetTimestamp();
        for (int clean = 0; clean < 2;)
        {
            HashSet<int> living = Members();
            lock (Trees.Gate)
            {
                foreach (int pid in living)
                {
                    Trees.Claim(pid, root);
                }
            }

            foreach (int pid in living)
            {
                _ = LibC.Kill(pid, LibC.SigKill);
            }

            clean = living.Count == 0 ? clean + 1 : 0;
            if (Stopwatch.GetElapsedTime(started) > _killLimit)
            {
                return false;
            }

            Thread.Sleep(living.Count == 0 ? 1 : 5);
        }

        return true;
    }

    /// <summary>The living processes of the tree.</summary>
    public HashSet<int> Members()
    {
        HashSet<int> members = [];
        List<ProcStat> others = [];
        foreach (ProcStat orphan in Orphans())
        {
            members.Add(orphan.Pid);
        }

        List<ProcStat> all = ProcStat.All();
        foreach (ProcStat process in all)
        {
            if (process.Pid == root ? !_rootWaitedFor : Bears(process))
            {
                members.Add(process.Pid);
            }
            else if (process.Parent > 1 && process.Pid != Environment.ProcessId)
            {
                others.Add(process);
            }
        }

        // A child that cleared its environment and began its own session still has its parent.
        while (others.RemoveAll(process => members.Contains(process.Parent) && members.Add(process.Pid)) > 0)
        {
        }

        foreach (ProcStat process in all)
        {
            if (!process.IsAlive)
            {
                members.Remove(process.Pid);
            }
        }

        return members;
    }

    private bool Bears(ProcStat process) => process.Session == root || (process.IsAlive && ProcStat.HasInEnvironment(process.Pid, _entry));

    // A daemon that cleared its environment and began its own session can be told by elimination alone: there is only one tree
    // that it can have come from.
    private bool IsByElimination(ProcStat adopted) =>
        Trees.IsOnly(root) && adopted.StartTicks >= _bornTicks && !ProcStat.HasInEnvironment(adopted.Pid, _ownEntry);

    // In the middle of an exec a process has no environment that could be read, and a daemon is there just when its parent has
    // ended and Hone looks: exec setsid, exec the program.
    private bool BearsAfterAll(ProcStat adopted)
    {
        if (adopted.IsAlive)
        {
            Thread.Sleep(1);
        }

        return Bears(adopted);
    }
}
