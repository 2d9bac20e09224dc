using Hone.Cli.Steps.Oracle;
using Hone.Equivalence;

namespace Hone.Cli.Commands;

/// <summary>The baseline, run again beside a workload or case that differed.</summary>
/// <param name="Ran">Whether it could be run.</param>
/// <param name="Differences">Where it differs from its own golden output.</param>
/// <param name="Note">Why it could not be run; left out when it was.</param>
internal sealed record BaselineCheckDocument(bool Ran, IReadOnlyList<Divergence> Differences, IReadOnlyList<BrokenInvariant> BrokenInvariants, string? Note);

/// <summary>One checked workload or case.</summary>
internal sealed record OracleCheckDocument(
    string Workload, string Verdict, IReadOnlyList<Divergence> Differences, IReadOnlyList<BrokenInvariant> BrokenInvariants, IReadOnlyList<string> Undecided,
    string? FirstDifference, BaselineCheckDocument? Baseline, IReadOnlyList<string> Notes)
{
    public static OracleCheckDocument From(CaseCheck check) => new(
        check.Name,
        check.Word,
        check.Verdict.Divergences,
        check.Verdict.BrokenInvariants,
        check.Verdict.Unstable,
        check.FirstDifference,
        check.Baseline is null && check.BaselineNote is null ? null : new(check.Baseline is not null, check.Baseline?.Divergences ?? [], check.Baseline?.BrokenInvariants ?? [], check.BaselineNote),
        check.Verdict.Notes);
}

/// <summary>A comparison with the goldens.</summary>
internal sealed record OracleDocument(string Schema, IReadOnlyList<OracleCheckDocument> Workloads)
{
    public static OracleDocument From(IReadOnlyList<CaseCheck> checks) => new("hone.oracle-check/1", [.. checks.Select(OracleCheckDocument.From)]);
}
