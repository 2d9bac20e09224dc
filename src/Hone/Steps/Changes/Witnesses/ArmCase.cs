using Hone.Cli.Steps.Oracle;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>What is wrong with the input that is varied.</summary>
internal enum InputFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is not there; standard input is closed.</summary>
    Missing,

    /// <summary>A folder stands in its place: it can be opened and not read, by anybody, root too.</summary>
    Unreadable,
}

/// <summary>What is wrong with standard output, or with the disk.</summary>
internal enum OutputFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The disk is full: <c>/dev/full</c> (full(4)).</summary>
    Full,

    /// <summary>Nobody reads the pipe any more.</summary>
    Closed,

    /// <summary>No file may grow beyond 512 bytes (RLIMIT_FSIZE).</summary>
    Limited,
}

/// <summary>One case in which both arms are run: the workload with something changed.</summary>
/// <param name="What">What is changed, as one clause for people.</param>
internal sealed record ArmCase(string What)
{
    /// <summary>Other content of an input; null for its own.</summary>
    public InputBytes? Input { get; init; }

    /// <summary>What is wrong with the input.</summary>
    public InputFault InputFault { get; init; }

    /// <summary>What is wrong with the output.</summary>
    public OutputFault OutputFault { get; init; }

    /// <summary>Arguments in place of those behind the program; null for its own.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>The processors that it may run on; null for all.</summary>
    public IReadOnlyList<int>? Cpus { get; init; }

    /// <summary>How many copies of it run at once, to disturb each other.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The workload as it is.</summary>
    public static ArmCase Own { get; } = new("the workload as it is");
}
