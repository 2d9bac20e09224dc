using Hone.Units;

namespace Hone.Workloads.Oracles;

/// <summary>What <c>[oracle]</c> states of the behaviour that must stay the same.</summary>
public sealed record OracleSettings
{
    /// <summary>How often a golden output is recorded when nothing differs.</summary>
    public int Recordings { get; init; } = 5;

    /// <summary>How often it is recorded when anything differs: a difference that one run in ten shows is then seen with 88 %.</summary>
    public int MostRecordings => 4 * Recordings;

    /// <summary>Headers of HTTP answers that belong to the behaviour, in lower case, in ordinal order.</summary>
    public IReadOnlyList<string> Headers { get; init; } = ["allow", "content-encoding", "content-type", "location", "www-authenticate"];

    /// <summary>Runs that are compared and never timed, in manifest order.</summary>
    public IReadOnlyList<OracleCase> Cases { get; init; } = [];

    /// <summary>What is not compared byte by byte, in manifest order.</summary>
    public IReadOnlyList<NormaliserSettings> Normalisers { get; init; } = [];

    /// <summary>What must hold of every run, in manifest order.</summary>
    public IReadOnlyList<InvariantSettings> Invariants { get; init; } = [];

    /// <summary>How inputs are generated; null when the manifest does not say.</summary>
    public FuzzSettings? Fuzz { get; init; }

    /// <summary>How the oracle's strength is measured.</summary>
    public StrengthSettings Strength { get; init; } = new();
}

/// <summary>A rule that must hold of every run; its text is parsed by the invariant language.</summary>
public sealed record InvariantSettings
{
    /// <summary>Unique in the manifest.</summary>
    public required string Name { get; init; }

    /// <summary>The workload it is about, its cases included; null for all.</summary>
    public string? Workload { get; init; }

    /// <summary>The case it is about; null for all.</summary>
    public string? Case { get; init; }

    /// <summary>The expression.</summary>
    public required string Holds { get; init; }

    /// <summary>Where <see cref="Holds"/> stands, as <c>file:line:column</c>.</summary>
    public string Place { get; init; } = "";

    /// <summary>True when it is about this run.</summary>
    public bool IsAbout(string workload, string name) => Case is not null ? Case == name : Workload is null || Workload == workload;
}

/// <summary>How inputs are generated for comparing two builds.</summary>
public sealed record FuzzSettings
{
    /// <summary><see cref="Input"/> for standard input.</summary>
    public const string StandardInput = "stdin";

    /// <summary>The workload; null for the first primary one.</summary>
    public string? Workload { get; init; }

    /// <summary>The file that is varied, relative to the project folder, or <c>stdin</c>.</summary>
    public required string Input { get; init; }

    /// <summary>Files that generated inputs start from; empty for what the workload and its cases read at that place.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>Arguments that may be put behind the command, one list at a time.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Flags { get; init; } = [];

    /// <summary>How many inputs at least.</summary>
    public int Inputs { get; init; } = 200;

    /// <summary>It may stop before that many once this much time is spent.</summary>
    public Duration TimeBudget { get; init; } = Duration.FromSeconds(60);
}

/// <summary>How the oracle's strength is measured.</summary>
public sealed record StrengthSettings
{
    /// <summary>How many mutants at most.</summary>
    public int Mutants { get; init; } = 40;

    /// <summary>How many times longer than the unchanged program a mutant may run.</summary>
    public double TimeoutFactor { get; init; } = 10;

    /// <summary>Files and folders that may be mutated; empty for the files of the hotspots.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
