using System.Globalization;
using Hone.Changes.Proofs;
using Hone.Ledger;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>What came of the cases of one witness.</summary>
internal sealed class CaseResults
{
    /// <summary>So many cases are run however long they take, where there are so many: one of ten would say nothing of the others.</summary>
    public const int Least = 4;

    /// <summary>Cases in which both arms were run.</summary>
    public int Tried { get; set; }

    /// <summary>Cases in which they did the same.</summary>
    public int Same { get; set; }

    /// <summary>Cases in which the baseline does not do the same twice: nothing can be held against them.</summary>
    public int Restless { get; set; }

    /// <summary>Cases that were there.</summary>
    public int Of { get; set; }

    /// <summary>The case in which they differ; null for none.</summary>
    public ArmCase? Failed { get; set; }

    /// <summary>Where they differ.</summary>
    public string? Difference { get; set; }

    /// <summary>
    /// Another case in which they differ as well, and which has nothing of what the claim is about: then it is values that are not the same.
    /// Null for none.
    /// </summary>
    public ArmCase? Elsewhere { get; set; }

    /// <summary>The witness that follows.</summary>
    /// <param name="session">The project, which keeps the failed case's input.</param>
    /// <param name="name">The witness's name.</param>
    /// <param name="claim">Its claim.</param>
    /// <param name="limit">What it is held against.</param>
    /// <param name="cases">What the cases are, such as <c>inputs with equal keys</c>.</param>
    public Witness Witness(Session session, string name, ClaimKind claim, string limit, string cases)
    {
        if (Failed is ArmCase failed)
        {
            Artifact? kept = failed.Input is null ? null : session.Artifacts.Put("witness-input", failed.Input.Bytes);
            string also = Elsewhere is null ? "" : $"; and in {Elsewhere.What}, which has nothing to do with {claim.Name()}";
            return new(name, Elsewhere is null ? claim : ClaimKind.Values, WitnessOutcome.Failed, $"the candidate differs in case {Tried} of {Of} {cases}{also}", limit)
            {
                Case = failed.What + (kept is null ? "" : $" (input {failed.Input!.Path}, {kept.Bytes} bytes)"),
                FirstDifference = Difference,
                Input = kept is null ? null : new(kept.Sha256, kept.Bytes),
            };
        }

        return Same == 0
            ? new(name, claim, WitnessOutcome.NotRun, Of == 0 ? $"there are no {cases}" : $"the baseline does not do the same twice in any of {Tried} {cases}", limit)
            : new(name, claim, WitnessOutcome.Passed, Text(cases), limit);
    }

    private string Text(string cases) => string.Create(CultureInfo.InvariantCulture, $"the same in {Same} {cases}")
        + (Restless > 0 ? $"; in {Restless} the baseline does not do the same twice" : "")
        + (Tried < Of ? $"; {Of - Tried} more were left when the time was up" : "");
}
