using System.Buffers.Text;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Hone.Linux.Processes;

/// <summary>
/// All trees that run now. Hone is the subreaper (prctl(2), PR_SET_CHILD_SUBREAPER) of what its children leave behind, so an
/// orphan becomes Hone's own child, and the question is only whose orphan it is.
/// </summary>
internal static partial class Trees
{
    /// <summary>The variable that marks a process as started by Hone.</summary>
    public const string Variable = "HONE_TREE";

    private const int SigChld = 17;
    private const int LongestMark = 512;

    private static readonly HashSet<int> _own = [];
    private static readonly HashSet<int> _sessions = [];
    private static readonly Dictionary<int, int> _sessionOf = [];

    // Kept open: it is read at the end of every run. It needs CONFIG_PROC_CHILDREN.
    private static readonly int _childrenFile = ProcFile.Open(string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{Environment.ProcessId}/children"));
    private static readonly Lazy<bool> _ready = new(Prepare);
    private static readonly List<int> _none = [];
    private static byte[] _children = new byte[4096];
    private static int _count;

    /// <summary>
    /// Held while a process is started, looked for or waited for: a child between fork and exec bears no marker yet and would be
    /// taken for another tree's orphan, and the kernel's list of children is exact only while none is waited for.
    /// </summary>
    public static Lock Gate { get; } = new();

    /// <summary>
    /// How the value of <see cref="Variable"/> begins in every process of this Hone. A Hone that runs below another one keeps the
    /// outer marker in front, so that the outer one still finds everything.
    /// </summary>
    public static string Prefix { get; } = Outer() + Guid.NewGuid().ToString("N") + ".";

    /// <summary>True when no tree runs.</summary>
    public static bool None
    {
        get
        {
            lock (Gate)
            {
                return _sessions.Count == 0;
            }
        }
    }

    /// <summary>Called before each spawn: the first call makes Hone the parent of orphans and starts the guard.</summary>
    public static void Ready() => _ = _ready.Value;

    /// <summary>A new marker. All are of one length: the size of the environment moves a program's stack and with it its speed.</summary>
    public static string NewMarker() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Interlocked.Increment(ref _count):x8}.");

    /// <summary>Notes a child that is nobody's orphan. Call with <see cref="Gate"/> held.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="session">The session of its tree; 0 when it is the root of no tree.</param>
    public static void Add(int pid, int session)
    {
        _own.Add(pid);
        if (session != 0)
        {
            _sessions.Add(session);
        }
    }

    /// <summary>A child that was the root of no tree was waited for. Call with <see cref="Gate"/> held.</summary>
    public static void Forget(int pid) => _own.Remove(pid);

    /// <summary>The tree has ended; its numbers may come again.</summary>
    public static void Remove(int pid, int session)
    {
        lock (Gate)
        {
            _own.Remove(pid);
            _sessions.Remove(session);
            if (_sessionOf.Count > 0)
            {
                foreach (int owned in _sessionOf.Where(pair => pair.Value == session).Select(pair => pair.Key).ToArray())
                {
                    _sessionOf.Remove(owned);
                }
            }
        }
    }

    /// <summary>Notes whose a process is, for when it can no longer be asked. Call with <see cref="Gate"/> held.</summary>
    public static void Claim(int pid, int session) => _sessionOf[pid] = session;

    /// <summary>The process was waited for. Call with <see cref="Gate"/> held.</summary>
    public static void Release(int pid) => _sessionOf.Remove(pid);

    /// <summary>The session of the tree that a process is known to belong to, or null. Call with <see cref="Gate"/> held.</summary>
    public static int? OwnerOf(ProcStat process) =>
        _sessionOf.TryGetValue(process.Pid, out int session) ? session
        : _sessions.Contains(process.Session) ? process.Session
        : null;

    /// <summary>True when this is the only tree. Call with <see cref="Gate"/> held.</summary>
    public static bool IsOnly(int session) => _sessions.Count == 1 && _sessions.Contains(session);

    /// <summary>Hone's children that it did not start itself, living or ended. Call with <see cref="Gate"/> held.</summary>
    public static List<ProcStat> Adopted()
    {
        List<ProcStat> adopted = [];
        foreach (ProcStat child in Children())
        {
            // A tree lives in sessions of its own and can never come back into Hone's: who is there was started by someone else.
            if (!_own.Contains(child.Pid) && child.Session != OwnSession)
            {
                adopted.Add(child);
            }
        }

        return adopted;
    }

    private static int OwnSession { get; } = LibC.GetSid(0);

    // The kernel gives orphans to the first living thread of the subreaper, which is the main thread. Without the list every process
    // is asked for its parent.
    private static IEnumerable<ProcStat> Children()
    {
        int length;
        while ((length = ProcFile.ReadAll(_childrenFile, _children)) == _children.Length)
        {
            _children = new byte[_children.Length * 2];
        }

        return length < 0
            ? ProcStat.All().Where(process => process.Parent == Environment.ProcessId)
            : Unknown(_children.AsSpan(0, length)).Select(ProcStat.Read).OfType<ProcStat>();
    }

    // Nearly always none, and then nothing is allocated for it.
    private static List<int> Unknown(ReadOnlySpan<byte> list)
    {
        List<int>? unknown = null;
        while (Utf8Parser.TryParse(list, out int pid, out int used))
        {
            list = list[Math.Min(list.Length, used + 1)..];
            if (!_own.Contains(pid))
            {
                (unknown ??= []).Add(pid);
            }
        }

        return unknown ?? _none;
    }

    private static bool Prepare()
    {
        _ = LibC.Prctl(LibC.SetChildSubreaper, 1, 0, 0, 0);
        if (IgnoresChildren())
        {
            // Inherited from a parent that ignores SIGCHLD: the kernel would throw the exit statuses away.
            _ = LibC.SetSignal(SigChld, 0);
        }

        return Guard.Start();
    }

    private static bool IgnoresChildren()
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("SigIgn:", StringComparison.Ordinal))
            {
                return (ulong.Parse(line.AsSpan("SigIgn:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (SigChld - 1) & 1) != 0;
            }
        }

        return false;
    }

    private static string Outer() =>
        Environment.GetEnvironmentVariable(Variable) is string outer && outer.Length <= LongestMark && Mark().IsMatch(outer) ? outer : "";

    [GeneratedRegex("^[0-9a-f.]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
