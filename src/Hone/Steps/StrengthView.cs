using Hone.Equivalence;
using Hone.Equivalence.Strength;
using Hone.Ledger;

namespace Hone.Cli.Steps;

/// <summary>What the record says of the oracle's strength now.</summary>
internal static class StrengthView
{
    /// <summary>
    /// The figures, computed from what became of each mutant; null when there are none, or they are about something else: an older
    /// program or oracle, or not all of the workloads that decide.
    /// </summary>
    public static StrengthFigures? Of(Session session, Evidence evidence)
    {
        if (evidence.Strength is not Recorded<StrengthFact> recorded
            || recorded.Fact.Oracle != OracleDigest.Of(session.Project)
            || session.Project.Workloads.Any(workload => workload is { Primary: true, Service: null } && !recorded.Fact.Workloads.Contains(workload.Name))
            || evidence.Goldens.Values.Any(golden => golden.Entry.Seq > recorded.Entry.Seq)
            || new Freshness(session, evidence.VoidBefore).Of(recorded.Entry) is not null
            || recorded.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == StrengthFact.Artifact) is not Artifact artifact
            || session.Artifacts.Read(artifact) is not byte[] json)
        {
            return null;
        }

        return StrengthRun.Read(json) is StrengthRun run ? StrengthFigures.Of(run) : null;
    }
}
