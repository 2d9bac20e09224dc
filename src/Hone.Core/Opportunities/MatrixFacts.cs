using Hone.Opportunities.Calibration;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Opportunities;

/// <summary>All that the matrix is made from.</summary>
public sealed record MatrixFacts
{
    /// <summary>The workloads, in manifest order.</summary>
    public required IReadOnlyList<WorkloadEvidence> Workloads { get; init; }

    /// <summary>The limits in force.</summary>
    public Thresholds Thresholds { get; init; } = new();

    /// <summary>What was said of rows, by id.</summary>
    public IReadOnlyDictionary<string, Judgement> Judgements { get; init; } = new Dictionary<string, Judgement>();

    /// <summary>The last claim on each row, by id.</summary>
    public IReadOnlyDictionary<string, Claim> Claims { get; init; } = new Dictionary<string, Claim>();

    /// <summary>What came of earlier attempts, in the order of the record.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; init; } = [];

    /// <summary>The row that is being worked on, and by whom; null when none is.</summary>
    public (string Row, string Actor)? Taken { get; init; }

    /// <summary>The language of a function, lower-case.</summary>
    public Func<Frame, string> Language { get; init; } = _ => "unknown";

    /// <summary>Whether attached lines are as they were.</summary>
    public Func<SourceLines, bool> LinesHold { get; init; } = _ => true;
}
