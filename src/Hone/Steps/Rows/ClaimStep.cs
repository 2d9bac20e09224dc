using Hone.Ledger;
using Hone.Opportunities;
using Hone.Problems;

namespace Hone.Cli.Steps.Rows;

/// <summary>Records what somebody promises of a row, when the rules let it stand.</summary>
internal static class ClaimStep
{
    /// <summary>Holds the claim against <see cref="ClaimRules"/> and records it; a refusal is a <see cref="ProblemException"/>, and nothing is recorded.</summary>
    /// <param name="session">The project, locked.</param>
    /// <param name="row">The row.</param>
    /// <param name="claim">What is promised.</param>
    /// <param name="workload">The workload that the author names; null for none.</param>
    /// <param name="profile">The start of the digest of the profile that the author names; null for none.</param>
    public static void Record(Session session, Opportunity row, Claim claim, string? workload, string? profile)
    {
        if (workload is not null)
        {
            session.Select([workload]);
        }

        ClaimContext context = new(workload, profile is null ? null : Cited(session, profile), session.Host.Id);
        if (ClaimRules.Refusal(claim, row, context) is Problem refusal)
        {
            throw new ProblemException(refusal);
        }

        session.Append(
            EntryKind.Claim,
            new ClaimFact(row.Id, row.Workload, row.Lever?.Name, claim.Gain.Value, row.Evidence, claim.Because)
            {
                Low = claim.Interval?.Low,
                High = claim.Interval?.High,
                Belief = claim.Belief,
                Bound = row.Bound.Gain.Value,
            },
            FactJson.Default.ClaimFact);
    }

    private static CitedProfile Cited(Session session, string digest)
    {
        LedgerEntry[] found = digest.Length < 6 ? [] :
        [
            .. session.Ledger.ReadTrusted().Where(entry => entry.Kind == EntryKind.Profile && entry.Artifacts.Any(artifact => artifact.Name == "profile.json" && artifact.Sha256.StartsWith(digest, StringComparison.OrdinalIgnoreCase))),
        ];
        string[] digests = [.. found.Select(entry => entry.Artifacts.First(artifact => artifact.Name == "profile.json").Sha256).Distinct()];
        return digests.Length == 1
            ? new(digests[0], Text(found[^1], "workload"), Text(found[^1], "kind"), found[^1].Commit, found[^1].Host)
            : throw new ProblemException(new(
                ExitCode.Usage,
                "unknown-profile",
                digests.Length == 0 ? $"no recorded profile begins with '{digest}'" : $"{digests.Length} recorded profiles begin with '{digest}'",
                "give at least six digits of its SHA-256, as hone matrix show prints it"));
    }

    private static string Text(LedgerEntry entry, string name) => entry.Data.TryGetProperty(name, out System.Text.Json.JsonElement value) ? value.ToString() : "";
}
