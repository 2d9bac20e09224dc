using Hone.Changes.Lint;
using Hone.Changes.Patches;
using Hone.Changes.Proofs;

namespace Hone.Tests.Changes.Proofs;

/// <summary>What is wrong with a proof.</summary>
public sealed class ProofRuleTests
{
    private static readonly Patch _patch = Diffs.Of("a.c", "int f(void)\n{\n  sort(v);\n}\n", "int f(void)\n{\n  qsort(v);\n}\n");
    private static readonly IReadOnlyList<OwedClaim> _owed = OwedClaims.Of(_patch, [], null);
    private static readonly Proof _proof = ProofSkeleton.Of("c-1", "base", _patch, [], null, _owed);

    private static List<Witness> All(params (ClaimKind Kind, WitnessOutcome Outcome)[] others) =>
    [
        .. _owed.SelectMany(claim => WitnessNames.Of(claim.Kind).Select(name =>
            new Witness(name, claim.Kind, others.Where(other => other.Kind == claim.Kind).Select(other => other.Outcome).FirstOrDefault(), "looked", "limit"))),
    ];

    private static string[] Rules(Proof? proof, IReadOnlyList<Witness> witnesses) =>
        [.. ProofRule.Judge(proof, _owed, _patch, witnesses).Select(finding => (finding.Weight == LintWeight.Block ? "" : "warn ") + finding.Rule).Distinct()];

    private static Proof With(ClaimKind kind, Func<ProofClaim, ProofClaim?> change) =>
        _proof with { Claims = [.. _proof.Claims.Select(claim => claim.Kind == kind.Name() ? change(claim) : claim).OfType<ProofClaim>()] };

    [Fact]
    public void A_skeleton_with_passed_witnesses_holds()
    {
        Assert.Contains(_owed, claim => claim.Kind == ClaimKind.TieBreaking && claim.By == OwedBy.Diff);
        Assert.Empty(ProofRule.Judge(_proof, _owed, _patch, All()));
    }

    [Fact]
    public void No_proof_blocks() => Assert.Equal(["proof-missing"], Rules(null, All()));

    [Fact]
    public void A_proof_of_another_patch_is_stale_and_nothing_else_is_said_of_it() =>
        Assert.Equal(["proof-stale"], Rules(_proof with { Patch = new string('0', 64) }, []));

    [Fact]
    public void An_owed_claim_that_is_not_made_blocks() => Assert.Equal(["proof-claim-missing"], Rules(With(ClaimKind.TieBreaking, _ => null), All()));

    [Fact]
    public void An_owed_claim_is_not_beside_the_point() =>
        Assert.Equal(["proof-claim-refused"], Rules(With(ClaimKind.TieBreaking, claim => claim with { Value = ProofClaim.NotApplicable }), All()));

    [Fact]
    public void It_may_be_called_so_where_its_witness_found_nothing_to_look_at() => Assert.Equal(
        ["warn proof-not-triggered"],
        Rules(With(ClaimKind.TieBreaking, claim => claim with { Value = ProofClaim.NotApplicable }), All((ClaimKind.TieBreaking, WitnessOutcome.NotTriggered))));

    [Fact]
    public void A_hunk_under_no_claim_blocks_and_is_named()
    {
        Proof proof = _proof with { Claims = [.. _proof.Claims.Select(claim => claim with { Hunks = [] })] };
        LintFinding finding = Assert.Single(ProofRule.Judge(proof, _owed, _patch, All()));
        Assert.Equal(("proof-hunk-unclaimed", "a.c:1", LintWeight.Block), (finding.Rule, finding.Place, finding.Weight));
    }

    [Fact]
    public void A_claim_about_a_hunk_that_is_not_there_blocks() =>
        Assert.Equal(["proof-hunk-unknown"], Rules(With(ClaimKind.Values, claim => claim with { Hunks = ["1.1", "7.3"] }), All()));

    [Fact]
    public void Prose_without_a_witness_counts_for_nothing() => Assert.Equal(["proof-unwitnessed"], Rules(With(ClaimKind.Values, claim => claim with { Because = "it is obvious" }), []));

    [Fact]
    public void Witnesses_that_only_the_document_tells_of_count_for_nothing() =>
        Assert.Equal(["proof-unwitnessed"], Rules(ProofSkeleton.With(_proof, All()), []));

    [Fact]
    public void A_failed_witness_blocks_by_the_rule_of_its_claim_and_shows_the_case()
    {
        Witness failed = new(WitnessNames.EqualKeys, ClaimKind.TieBreaking, WitnessOutcome.Failed, "differs", "limit") { Case = "half of the lines", FirstDifference = "stdout, line 3", Input = new(new string('a', 64), 12) };
        LintFinding finding = Assert.Single(ProofRule.Judge(_proof, _owed, _patch, [.. All().Where(witness => witness.Claim != ClaimKind.TieBreaking), failed]));
        Assert.Equal(("proof-tie-breaking", LintWeight.Block), (finding.Rule, finding.Weight));
        Assert.Contains("half of the lines", finding.Measured, StringComparison.Ordinal);
        Assert.Contains("stdout, line 3", finding.Measured, StringComparison.Ordinal);
        Assert.Contains("aaaaaaaaaaaa", finding.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_witness_of_a_claim_that_is_not_owed_blocks_as_well() =>
        Assert.Equal(["proof-state"], Rules(_proof, [.. All(), new(WitnessNames.AgainInPlace, ClaimKind.State, WitnessOutcome.Failed, "kept", "limit")]));

    [Fact]
    public void A_witness_that_could_not_look_blocks_what_the_diff_owes_and_warns_of_what_the_lever_owes()
    {
        Assert.Equal(["proof-unwitnessed"], Rules(_proof, All((ClaimKind.TieBreaking, WitnessOutcome.NotRun))));
        OwedClaim[] byLever = [.. _owed.Select(claim => claim with { By = claim.Kind == ClaimKind.TieBreaking ? OwedBy.Lever : claim.By })];
        Assert.Equal(LintWeight.Warn, Assert.Single(ProofRule.Judge(_proof, byLever, _patch, All((ClaimKind.TieBreaking, WitnessOutcome.NotRun)))).Weight);
    }

    [Fact]
    public void A_reason_that_speaks_of_a_name_which_is_not_there_is_told() => Assert.Equal(
        ["warn proof-name-unknown"],
        Rules(With(ClaimKind.Values, claim => claim with { Because = "`qsort` sorts as `mergesort` did; this is `O(n log n)`" }), All()));
}
