namespace Hone.Equivalence.Sealing;

/// <summary>Whether a project is as it was sealed.</summary>
/// <param name="Vouching">The seal in force.</param>
/// <param name="Findings">What was altered, the copies of the seal first; empty when everything holds.</param>
/// <param name="Notes">What is worth knowing and decides nothing.</param>
public sealed record SealVerdict(SealVouching Vouching, IReadOnlyList<SealFinding> Findings, IReadOnlyList<string> Notes)
{
    /// <summary>True when the project is sealed.</summary>
    public bool IsSealed => Vouching.IsSealed;

    /// <summary>Holds what is there now against the seal in force.</summary>
    /// <param name="vouching">The seal.</param>
    /// <param name="now">What is there now; null when there is nothing to compare with.</param>
    public static SealVerdict Of(SealVouching vouching, SealedList? now)
    {
        if (vouching.List is null || now is null)
        {
            return new(vouching, vouching.Findings, vouching.Notes);
        }

        List<SealFinding> findings = [.. vouching.Findings];
        List<string> notes = [.. vouching.Notes];
        foreach (SealFinding finding in SealComparison.Between(vouching.List, now))
        {
            if (Decides(finding, vouching.Trust))
            {
                findings.Add(finding);
            }
            else
            {
                notes.Add("not as it was sealed: " + finding.What);
            }
        }

        return new(vouching, findings, notes);
    }

    private static bool Decides(SealFinding finding, SealTrust trust) => SealedKind.Of(finding.Kind).Binding switch
    {
        SealedBinding.Machine => trust != SealTrust.RefAlone,
        SealedBinding.Clone => trust == SealTrust.Here || (trust == SealTrust.OtherClone && finding.Rule != SealComparison.Removed && finding.Kind != SealedKind.MadeBuildFile.Name),
        _ => true,
    };
}
