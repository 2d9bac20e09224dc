using System.Text.Json.Serialization;

namespace Hone.Changes.Proofs;

/// <summary>
/// The isomorphism proof of a change: why no output can be another. It is about one patch, whose digest it bears; any edit of the patch
/// voids it. What its author writes is for people: only claims whose witnesses passed count. The format is docs/proof-format.md, its
/// schema docs/proof.schema.json.
/// </summary>
/// <param name="Schema"><see cref="SchemaName"/>.</param>
/// <param name="Change">The change's name.</param>
/// <param name="Base">The commit that the patch applies to.</param>
/// <param name="Patch">SHA-256 of the patch's canonical text, 64 lower-case hexadecimal digits.</param>
/// <param name="Lever">The lever's name; empty when none was named.</param>
/// <param name="Hunks">The hunks of the patch.</param>
/// <param name="Claims">What is claimed.</param>
/// <param name="Witnesses">What Hone's runs showed; empty before they were made.</param>
public sealed record Proof(
    string Schema, string Change, string Base, string Patch, string Lever, IReadOnlyList<ProvedHunk> Hunks, IReadOnlyList<ProofClaim> Claims, IReadOnlyList<ProofWitness> Witnesses)
{
    /// <summary>The name and version of the format.</summary>
    public const string SchemaName = "hone.proof/1";
}

/// <summary>A hunk of the patch.</summary>
/// <param name="Id">File and hunk, both counted from 1: <c>1.3</c>; the file's number alone for a change without lines.</param>
/// <param name="File">The file's path, relative to the project folder.</param>
/// <param name="Lines">The lines of the new file that it is about, <c>17-31</c>; of a deletion those of the old one.</param>
/// <param name="Functions">The functions that it changes; empty for text outside of any.</param>
public sealed record ProvedHunk(string Id, string File, string Lines, IReadOnlyList<string> Functions);

/// <summary>A claim.</summary>
/// <param name="Kind">The name of a <see cref="ClaimKind"/>.</param>
/// <param name="Value"><c>same</c>, or <c>n/a</c> for one that the change has nothing to do with.</param>
/// <param name="Hunks">The hunks that it is about, by their ids.</param>
/// <param name="Because">Why it holds, in at most <see cref="ProofFile.MostBecause"/> characters: for people, it proves nothing.</param>
/// <param name="Witnesses">The names of the witnesses that stand for it.</param>
public sealed record ProofClaim(string Kind, string Value, IReadOnlyList<string> Hunks, string Because, IReadOnlyList<string> Witnesses)
{
    /// <summary>The claim is made.</summary>
    public const string Same = "same";

    /// <summary>The claim is said to be beside the point.</summary>
    public const string NotApplicable = "n/a";
}

/// <summary>A witness as the document holds it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Claim">The name of a <see cref="ClaimKind"/>.</param>
/// <param name="Outcome">The name of a <see cref="WitnessOutcome"/>.</param>
/// <param name="Measured">What was found.</param>
/// <param name="Limit">What it is held against.</param>
public sealed record ProofWitness(string Name, string Claim, string Outcome, string Measured, string Limit)
{
    /// <summary>The case that failed.</summary>
    public string? Case { get; init; }

    /// <summary>Where the two parted.</summary>
    public string? FirstDifference { get; init; }

    /// <summary>The failed case's input.</summary>
    public WitnessInput? Input { get; init; }

    /// <summary>The witness as a document holds it.</summary>
    public static ProofWitness Of(Witness witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        return new(witness.Name, witness.Claim.Name(), witness.Outcome.Name(), witness.Measured, witness.Limit) { Case = witness.Case, FirstDifference = witness.FirstDifference, Input = witness.Input };
    }
}

/// <summary>Source-generated reading and writing of proofs. A member that the format does not have is an error: what nobody reads proves nothing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Proof))]
internal sealed partial class ProofJson : JsonSerializerContext;
