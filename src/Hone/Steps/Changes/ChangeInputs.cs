using Hone.Ledger;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes;

/// <summary>Both arms read the inputs that the baseline was measured with, or nothing is measured.</summary>
internal static class ChangeInputs
{
    /// <summary>Throws when an input is missing and cannot be made, or is another one.</summary>
    public static void Insist(Session session, Evidence evidence, Workload workload)
    {
        WorkloadRun.Prepare(session, workload);
        if (evidence.Baselines.GetValueOrDefault(workload.Name) is not { } baseline)
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "missing-baseline", $"there is no baseline of {workload.Name}", $"hone baseline -w {workload.Name}") { Place = "workload " + workload.Name });
        }

        SortedDictionary<string, string> now = InputHashes.Of(session, workload);
        foreach ((string path, string hash) in baseline.Fact.Inputs)
        {
            if (now.GetValueOrDefault(path) != hash)
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo,
                    "input-changed",
                    $"{path} is not the input that the baseline was measured with",
                    $"bring it back, or measure again what is changed on purpose: hone baseline -w {workload.Name}")
                { Place = "workload " + workload.Name });
            }
        }
    }
}
