using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>The profile that an author names as evidence.</summary>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="Workload">The workload that it is of.</param>
/// <param name="Kind">Its kind, as records name it.</param>
/// <param name="Commit">The commit that was profiled.</param>
/// <param name="Host">The host's id.</param>
public sealed record CitedProfile(string Digest, string Workload, string Kind, string Commit, string Host);

/// <summary>Where a claim is made.</summary>
/// <param name="Workload">The workload that the author promises it for; null for the row's.</param>
/// <param name="Cited">The profile that the author names; null for the row's.</param>
/// <param name="Host">The host at which the claim is made.</param>
public sealed record ClaimContext(string? Workload, CitedProfile? Cited, string Host);

/// <summary>What may be promised of a row: nothing beyond what was measured, of this program, on this machine.</summary>
public static class ClaimRules
{
    /// <summary>Why the claim is refused: the rule, what was measured, the limit and the next step; null when it may stand.</summary>
    public static Problem? Refusal(Claim claim, Opportunity row, ClaimContext context)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(context);
        return Malformed(claim) ?? OtherEvidence(row, context) ?? Unfit(row) ?? WithoutSamples(row) ?? Above(claim, row) ?? WithoutTest(row);
    }

    private static Problem? Malformed(Claim claim)
    {
        if (!(claim.Gain.Value > 0 && claim.Gain.Value < 1))
        {
            return new(ExitCode.Usage, "gain-range", $"the gain is {claim.Gain}, expected more than 0 % and less than 100 % of the wall time", "hone matrix claim --help");
        }

        return claim.Interval is { } range && !(range.Low <= claim.Gain.Value && claim.Gain.Value <= range.High && range.Low < range.High && range.High <= 1)
            ? new(ExitCode.Usage, "interval-range", FormattableString.Invariant($"the range {range.Low * 100:0.#}–{range.High * 100:0.#} % does not hold the gain of {claim.Gain}"), "give both ends, the lower first: --interval 8-15%")
            : null;
    }

    private static Problem? OtherEvidence(Opportunity row, ClaimContext context)
    {
        if (context.Workload is string workload && workload != row.Workload)
        {
            return Refused(row, "other-workload", $"the gain is promised for workload {workload}", $"the row was measured in workload {row.Workload}", $"see the rows of {workload}: hone matrix");
        }

        if (context.Cited is not CitedProfile cited)
        {
            return row.Host == context.Host ? null : Host(row, row.Host, context.Host);
        }

        if (cited.Workload != row.Workload)
        {
            return Refused(row, "other-workload", $"the profile {Start(cited.Digest)} is of workload {cited.Workload}", $"the row is of workload {row.Workload}", $"name the row's own profile: {Start(row.Evidence)}");
        }

        if (cited.Kind != row.Kind.Name())
        {
            return Refused(row, "other-kind", $"the profile {Start(cited.Digest)} is of kind {cited.Kind}", $"the row is of kind {row.Kind.Name()}", $"name the row's own profile: {Start(row.Evidence)}");
        }

        if (cited.Host != context.Host || row.Host != context.Host)
        {
            return Host(row, cited.Host != context.Host ? cited.Host : row.Host, context.Host);
        }

        if (cited.Digest == row.Evidence)
        {
            return null;
        }

        return cited.Commit != row.Commit
            ? Refused(row, "other-commit", $"the profile {Start(cited.Digest)} is of commit {Matrix.Short(cited.Commit)}", $"the row is of commit {Matrix.Short(row.Commit)}", $"name the row's own profile: {Start(row.Evidence)}")
            : Refused(row, "stale", $"the profile {Start(cited.Digest)} was taken again since", $"the latest is {Start(row.Evidence)}", "name that one, or none");
    }

    private static Problem Host(Opportunity row, string measured, string here) =>
        Refused(row, "other-host", $"the profile was recorded on host {measured}", $"this is host {here}", "profile here: hone profile");

    private static Problem? Unfit(Opportunity row)
    {
        if (row.Stale is Staleness stale)
        {
            return Refused(row, stale.Rule, stale.Because, "a profile of the program as it is", stale.Next);
        }

        if (row.OffPath is string offPath)
        {
            return Refused(row, "off-path", offPath, "β of at least 0.2", "take another row: hone matrix");
        }

        return row.Rejected is string rejected
            ? Refused(row, "rejected-row", $"the row was turned down: {rejected}", "a row that nobody turned down", $"take it up again: hone matrix reject {row.Id} --undo --because …")
            : null;
    }

    private static Problem? WithoutSamples(Opportunity row)
    {
        int fewest = row.Hotspot.Exact ? 1 : EvidenceGrades.FewestSamples;
        return row.Hotspot.Samples >= fewest ? null
            : Refused(row, "without-samples", FormattableString.Invariant($"{row.Hotspot.Samples} samples in {row.Hotspot.Frame.Function}"), FormattableString.Invariant($"at least {fewest}"), "give the workload more to do, and profile it again: hone profile");
    }

    private static Problem? Above(Claim claim, Opportunity row)
    {
        // As printed: a claim of the figure that the matrix shows is not above it.
        if (Math.Round(claim.Gain.Value, 3) <= Math.Round(row.Bound.Gain.Value, 3))
        {
            return null;
        }

        string untested = row.Bound.Validity == BoundValidity.None ? $", which is by share and no bound here ({row.Bound.Doubt})" : "";
        return Refused(
            row,
            "above-the-bound",
            $"a gain of {claim.Gain} is claimed",
            $"removing {row.Hotspot.Frame.Function} altogether saves at most {row.Bound}{untested}: {row.Bound.Basis}",
            row.Bound.Validity == BoundValidity.None ? $"find out what the share is worth: {row.Bound.Test(row.Id)}" : "claim what a part of the function can save");
    }

    private static Problem? WithoutTest(Opportunity row) => row.Bound.Validity != BoundValidity.None ? null
        : Refused(row, "without-causal-test", row.Bound.Doubt ?? "", "a share that is a bound, or a handicap test of the function", $"find out what the share is worth: {row.Bound.Test(row.Id)}");

    private static Problem Refused(Opportunity row, string rule, string measured, string limit, string next) =>
        new(ExitCode.GateSaidNo, rule, $"{measured}; {limit}", next) { Place = row.Id, Measured = measured, Limit = limit };

    private static string Start(string digest) => digest.Length > 12 ? digest[..12] : digest;
}
