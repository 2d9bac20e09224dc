using Hone.Equivalence.Strength;
using Hone.Ledger;

namespace Hone.Cli.Steps;

/// <summary>What the record says of the oracle's strength now.</summary>
internal static class StrengthView
{
    /// <summary>The figures, computed from what became of each mutant; null when there are none, or the oracle is another one since.</summary>
    public static StrengthFigures? Of(Session session, Evidence evidence)
    {
        if (evidence.Strength is not Recorded<StrengthFact> recorded
            || evidence.Goldens.Values.Any(golden => golden.Entry.Seq > recorded.Entry.Seq)
            || recorded.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == StrengthFact.Artifact) is not Artifact artifact
            || session.Artifacts.Read(artifact) is not byte[] json
            || StrengthRun.Read(json) is not StrengthRun run)
        {
            return null;
        }

        // An invariant that was added or removed since makes it another oracle.
        string[] now = [.. session.Project.Oracle.Invariants.Select(invariant => invariant.Name)];
        return run.Invariants.All(now.Contains) && now.All(run.Invariants.Contains) ? StrengthFigures.Of(run) : null;
    }
}
