namespace Hone.Workloads.Drafts;

/// <summary>A workload that a project seems to offer.</summary>
/// <param name="Name">Its name, made valid when it is written.</param>
/// <param name="Command">What would be run.</param>
/// <param name="Why">What it was found by.</param>
internal sealed record DraftWorkload(string Name, CommandLine Command, string Why)
{
    /// <summary>True when it can be run as it is; false when arguments or inputs have to be filled in.</summary>
    public bool Complete { get; init; }
}

/// <summary>What one language's files say about a project.</summary>
/// <param name="Language">The language or build tool, for people.</param>
/// <param name="Marker">The file that told.</param>
internal sealed record Draft(string Language, string Marker)
{
    /// <summary>The project's own name for itself; null when it has none.</summary>
    public string? Name { get; init; }

    public CommandLine? Build { get; init; }

    /// <summary>A remark above the build, such as why debug information is asked for.</summary>
    public string? BuildNote { get; init; }

    public CommandLine? Test { get; init; }

    /// <summary>Likely workloads, benchmarks first.</summary>
    public IReadOnlyList<DraftWorkload> Workloads { get; init; } = [];

    internal static CommandLine Words(params string[] words) => new() { Words = words };

    internal static CommandLine ShellLine(string line) => new() { Words = [line], Shell = true };
}
