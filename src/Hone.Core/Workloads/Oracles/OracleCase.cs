using Hone.Units;

namespace Hone.Workloads.Oracles;

/// <summary>One run whose behaviour is compared: a workload itself, or one of its cases.</summary>
public sealed record OracleCase
{
    /// <summary>Unique among workloads and cases.</summary>
    public required string Name { get; init; }

    /// <summary>The workload it belongs to; its own name for a workload.</summary>
    public required string Workload { get; init; }

    /// <summary>What is run.</summary>
    public required CommandLine Command { get; init; }

    /// <summary>Makes the inputs; null when they need no making.</summary>
    public CommandLine? Prepare { get; init; }

    /// <summary>The server's load when the workload is one; its answers are observed then.</summary>
    public Service? Service { get; init; }

    /// <summary>The file given as standard input, relative to the project folder; null for an empty standard input.</summary>
    public string? StdinFile { get; init; }

    /// <summary>Files it reads, relative to the project folder.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Files and folders it writes, relative to the project folder.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The exit code that the unchanged program ends with.</summary>
    public int ExpectedExit { get; init; }

    /// <summary>How long one run may take.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(60);

    /// <summary>True for a workload itself.</summary>
    public bool IsWorkload => Name == Workload;

    /// <summary>The workload as its first case.</summary>
    public static OracleCase Of(Workload workload) => new()
    {
        Name = workload.Name,
        Workload = workload.Name,
        Command = workload.Command,
        Prepare = workload.Prepare,
        Service = workload.Service,
        StdinFile = workload.StdinFile,
        Inputs = workload.Inputs,
        Outputs = workload.Outputs,
        ExpectedExit = workload.ExpectedExit,
        Timeout = workload.Timeout,
    };

    /// <summary>Every run of these workloads that is compared: each workload, with its cases behind it.</summary>
    public static IReadOnlyList<OracleCase> All(Project project, IReadOnlyList<Workload> workloads) =>
    [
        .. workloads.SelectMany(workload => project.Oracle.Cases.Where(each => each.Workload == workload.Name).Prepend(Of(workload))),
    ];
}
