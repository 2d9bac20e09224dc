using Hone.Equivalence.Sealing;

namespace Hone.Cli.Commands;

/// <summary>Something that is not as it was sealed.</summary>
internal sealed record SealFindingDocument(string Kind, string Name, string Rule, string What, string? Sealed, string? Now, string Next);

/// <summary>The state of a seal.</summary>
internal sealed record SealStateDocument(
    string Schema,
    bool Sealed,
    bool Holds,
    string? Root,
    string? Previous,
    string? Because,
    string? Actor,
    DateTimeOffset? Time,
    long? Entry,
    string Trust,
    IReadOnlyDictionary<string, int> Items,
    IReadOnlyList<SealFindingDocument> Findings,
    IReadOnlyList<string> Notes)
{
    public static SealStateDocument From(SealVerdict verdict)
    {
        SealDocument? document = verdict.Vouching.Document;
        return new(
            "hone.seal-state/1",
            verdict.IsSealed,
            verdict.IsSealed && verdict.Findings.Count == 0,
            document?.Root,
            document?.Previous,
            document?.Because,
            document?.Actor,
            document?.Time,
            document?.Entry,
            !verdict.IsSealed ? "none" : verdict.Vouching.Trust switch { SealTrust.Here => "here", SealTrust.OtherClone => "other-clone", _ => "ref-alone" },
            (document?.Items ?? []).GroupBy(item => item.Kind).ToDictionary(group => group.Key, group => group.Count()),
            [.. verdict.Findings.Select(finding => new SealFindingDocument(finding.Kind, finding.Name, finding.Rule, finding.What, finding.Sealed, finding.Now, finding.Next))],
            verdict.Notes);
    }
}
