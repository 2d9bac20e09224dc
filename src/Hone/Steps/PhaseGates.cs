using Hone.Ledger;
using Hone.Profiling;
using Hone.Reporting;

namespace Hone.Cli.Steps;

/// <summary>Which evidence of the method is there, for the program as it is now.</summary>
internal static class PhaseGates
{
    /// <summary>The gates A, B, C and E; D, F and G begin when a change is made.</summary>
    public static IReadOnlyList<Gate> Of(Session session, Evidence evidence, IReadOnlyList<WorkloadReport> workloads)
    {
        Freshness freshness = new(session, evidence.VoidBefore);
        return
        [
            Tests(session, evidence, freshness),
            Over("baseline", 'A', "hone baseline", workloads, workload => workload.IsMeasured ? workload.BaselineEntry!.Entry : null, freshness),
            Profiles(workloads, freshness),
            Over("oracle", 'C', "hone oracle record", workloads, workload => workload.Cases.Any(each => each.Golden is null) ? null : workload.Golden?.Entry, freshness),
        ];
    }

    private static Gate Tests(Session session, Evidence evidence, Freshness freshness)
    {
        if (session.Project.Test is null)
        {
            return new('A', "tests", true, "the manifest states none", "hone run");
        }

        return evidence.Checks.TryGetValue("test", out Recorded<CheckFact>? test)
            ? new('A', "tests", test.Fact.ExitCode == 0 && freshness.Of(test.Entry) is null, freshness.Of(test.Entry) ?? (test.Fact.ExitCode == 0 ? "passed" : "failed"), "hone run")
            : new('A', "tests", false, "never run", "hone run");
    }

    private static Gate Profiles(IReadOnlyList<WorkloadReport> workloads, Freshness freshness)
    {
        List<string> missing = [];
        foreach (WorkloadReport workload in workloads)
        {
            foreach (ProfileKind kind in ProfileStep.Kinds)
            {
                // A profile that this machine cannot take is evidence of its absence: it degrades a column and holds nobody up.
                ProfileReport? profile = workload.Profiles.FirstOrDefault(profile => profile.Kind == kind);
                if (profile is null)
                {
                    missing.Add($"{workload.Workload.Name} {kind.Name()}");
                }
                else if (freshness.Of(profile.Recorded.Entry) is string stale)
                {
                    missing.Add($"{workload.Workload.Name} {kind.Name()} {stale}");
                }
            }
        }

        return new('B', "profiles", missing.Count == 0, missing.Count == 0 ? "cpu, alloc and io of every workload" : "missing: " + string.Join(", ", missing), "hone profile");
    }

    private static Gate Over(
        string name, char letter, string command, IReadOnlyList<WorkloadReport> workloads, Func<WorkloadReport, LedgerEntry?> entry, Freshness freshness)
    {
        List<string> missing = [];
        foreach (WorkloadReport workload in workloads)
        {
            if (entry(workload) is not LedgerEntry recorded)
            {
                missing.Add(workload.Workload.Name);
            }
            else if (freshness.Of(recorded) is string stale)
            {
                missing.Add($"{workload.Workload.Name} {stale}");
            }
        }

        return new(letter, name, missing.Count == 0, missing.Count == 0 ? "every workload" : "missing: " + string.Join(", ", missing), command);
    }
}
