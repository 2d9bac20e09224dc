using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Steps.Changes;

/// <summary>What must be on record before a change is begun: nothing is changed without a baseline, a profile and an oracle of known strength.</summary>
internal static class ChangeRequirements
{
    private static readonly string[] _needed = ["baseline", "oracle"];

    /// <summary>Throws a problem that names all that is missing, with the commands.</summary>
    public static void Insist(Session session, PhaseView view)
    {
        if (session.Commit == "none")
        {
            throw new ProblemException(new(ExitCode.Usage, "no-commit", "changes are made on a commit, and there is none here", "put the project into git and commit it") { Place = session.Folder });
        }

        if (session.Commit.EndsWith("+dirty", StringComparison.Ordinal))
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "base-dirty", "the project differs from its commit: a change is made on a commit", "commit or put away what differs: git status") { Place = session.Folder });
        }

        List<(string Rule, string What, string Command)> missing =
        [
            .. view.Report.Gates.Where(gate => _needed.Contains(gate.Name) && !gate.Holds).Select(gate => ("missing-" + gate.Name, $"no {gate.Name} of this commit ({gate.Value})", gate.Command)),
        ];
        if (view.Report.Workloads.All(workload => workload.Profiles.All(profile => profile.Hotspots is null)))
        {
            missing.Add(("missing-profile", "no profile", "hone profile"));
        }

        if (view.Report.Strength is null)
        {
            missing.Add(("missing-oracle-grade", "no measurement of how much the oracle notices, of this commit and oracle", "hone oracle strength"));
        }

        if (missing.Count > 0)
        {
            throw new ProblemException(new(
                ExitCode.GateSaidNo, missing[0].Rule, "there is " + string.Join("; and ", missing.Select(each => each.What)), string.Join(", then: ", missing.Select(each => each.Command)))
            { Place = session.Folder });
        }
    }
}
