using Hone.Ledger;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>The cases that trials are made with.</summary>
internal static class CaseJudges
{
    /// <summary>Every workload that ends by itself, with its cases; servers are left out with a note. None at all is a problem.</summary>
    public static IReadOnlyList<CaseJudge> Load(Session session, Evidence evidence, IReadOnlyList<Workload> workloads, List<string> notes)
    {
        notes.AddRange(workloads.Where(workload => workload.Service is not null).Select(workload => $"{workload.Name}: a server is not run on mutants"));
        CaseJudge[] judges =
        [
            .. OracleOf.Load(session, evidence, [.. workloads.Where(workload => workload.Service is null)])
                .Where(oracle => oracle.Golden.Fact.Channels.Any(channel => channel.Stable))
                .Select(oracle => new CaseJudge(session, oracle)),
        ];
        return judges.Length > 0 ? judges : throw new ProblemException(new(
            ExitCode.Inconclusive,
            "nothing-to-compare",
            "no workload has a stable golden output: nothing could notice a mutant",
            "make one repeatable, or add a case that is, then: hone oracle record")
        { Place = session.Folder });
    }
}
