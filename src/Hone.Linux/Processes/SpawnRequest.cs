using Hone.Units;

namespace Hone.Linux.Processes;

/// <summary>What a child process's standard output or error goes to.</summary>
public abstract record OutputTarget
{
    private OutputTarget()
    {
    }

    /// <summary><c>/dev/null</c>.</summary>
    public sealed record Null : OutputTarget;

    /// <summary>
    /// <c>/dev/zero</c>, where a write costs as little as at <c>/dev/null</c>, but which programs do not know as a place where nobody
    /// looks (grep ends at the first match there, tar reads no files). A pipe that is drained where there is none.
    /// </summary>
    public sealed record Discard : OutputTarget;

    /// <summary>A pipe that is read and thrown away; the bytes are counted.</summary>
    public sealed record Drain : OutputTarget;

    /// <summary>A pipe of which the first <paramref name="MaxBytes"/> are kept; all bytes are counted.</summary>
    public sealed record Capture(int MaxBytes) : OutputTarget;

    /// <summary>A pipe whose bytes are hashed (SHA-256) and counted as they come, from a thread of its own.</summary>
    public sealed record Hash : OutputTarget;

    /// <summary>A file, created or truncated.</summary>
    public sealed record ToFile(string Path) : OutputTarget;

    /// <summary>A pipe whose bytes are handed to <paramref name="Sink"/> as they come, from a thread of its own.</summary>
    public sealed record ToSink(Action<ReadOnlyMemory<byte>> Sink) : OutputTarget;

    /// <summary>Hone's own standard error: for the output of build and test commands that a person watches.</summary>
    public sealed record Inherit : OutputTarget;
}

/// <summary>One child process to start, without a shell.</summary>
public sealed record SpawnRequest
{
    /// <summary>The program (a path, or a name looked up in the child's <c>PATH</c>) and its arguments.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>The absolute folder the child starts in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Variables set on top of Hone's own environment, or of none; a null value removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The absolute path of the file given as standard input; null for <c>/dev/null</c>.</summary>
    public string? StdinFile { get; init; }

    /// <summary>Where standard output goes.</summary>
    public OutputTarget Stdout { get; init; } = new OutputTarget.Drain();

    /// <summary>Where standard error goes.</summary>
    public OutputTarget Stderr { get; init; } = new OutputTarget.Capture(64 * 1024);

    /// <summary>
    /// The child gets no variable but those of <see cref="Environment"/> and the marker of its tree; its program is looked up in
    /// the <c>PATH</c> given there.
    /// </summary>
    public bool ClearEnvironment { get; init; }

    /// <summary>The CPUs that the tree may run on, counted from 0; null for those of Hone (sched_setaffinity(2)).</summary>
    public IReadOnlyList<int>? Cpus { get; init; }

    /// <summary>The priority of the tree, -20 (highest) to 19; below Hone's own it needs a privilege. Null for Hone's own (setpriority(2)).</summary>
    public int? Nice { get; init; }

    /// <summary>
    /// The tree runs before all ordinary programs, in turns with its own (sched(7), SCHED_RR), and so does Hone while it waits for it.
    /// Needs CAP_SYS_NICE or a limit (RLIMIT_RTPRIO). The kernel keeps a share of each second for the others, 5 % as a rule.
    /// </summary>
    public bool RealTime { get; init; }

    /// <summary>Every run of the program gets the same addresses: no address space randomisation (personality(2)).</summary>
    public bool FixedAddresses { get; init; }

    /// <summary>After this time the whole process tree is killed; null for never.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>
    /// How long descendants that outlive the first process are waited for before they are killed; null waits until they end by
    /// themselves. A build leaves servers behind, for the next build, that would end in ten minutes.
    /// </summary>
    public Duration? OrphanGrace { get; init; }
}
