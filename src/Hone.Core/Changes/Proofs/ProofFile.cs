using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Hone.Problems;

namespace Hone.Changes.Proofs;

/// <summary>A proof as the text of <c>proof.json</c>, and back.</summary>
public static class ProofFile
{
    /// <summary>The longest reason of a claim, in characters.</summary>
    public const int MostBecause = 400;

    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 4 << 20;

    private const int MostItems = 10_000;

    // For people: a name beyond ASCII stands as it is.
    private static readonly JsonTypeInfo<Proof> _type = new ProofJson(new JsonSerializerOptions(ProofJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Proof;

    /// <summary>The text, indented, with a line feed at its end.</summary>
    public static string Write(Proof proof) => JsonSerializer.Serialize(proof, _type) + "\n";

    /// <summary>Reads one. What is no proof of this version is a problem of exit code 2 with its place.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="place">Where it comes from, for the problem.</param>
    public static Proof Read(ReadOnlySpan<byte> bytes, string place)
    {
        if (bytes.Length > MostBytes)
        {
            throw Wrong($"a proof has at most {MostBytes} bytes, and this has {bytes.Length}", place);
        }

        if (!Utf8.IsValid(bytes))
        {
            throw Wrong("it is no UTF-8", place);
        }

        Proof proof;
        try
        {
            proof = JsonSerializer.Deserialize(bytes, _type) ?? throw Wrong("it holds `null`", place);
        }
        catch (JsonException error)
        {
            throw Wrong(error.Message, place + (error.LineNumber is long line ? $":{line + 1}" : ""));
        }

        if (proof.Schema != Proof.SchemaName)
        {
            throw Wrong($"its `schema` is '{proof.Schema}', and this Hone knows {Proof.SchemaName}", place);
        }

        // A list says nothing of what its items may be, and null is one.
        IEnumerable<object?> items = [.. proof.Hunks, .. proof.Claims, .. proof.Witnesses];
        if (items.Contains(null) || proof.Hunks.Any(hunk => hunk.Functions.Contains(null!)) || proof.Claims.Any(claim => claim.Hunks.Contains(null!) || claim.Witnesses.Contains(null!)))
        {
            throw Wrong("one of its lists holds `null`", place);
        }

        foreach (ProofClaim claim in proof.Claims)
        {
            if (ClaimKinds.Find(claim.Kind) is null)
            {
                throw Wrong($"there is no claim '{claim.Kind}'; the claims are {string.Join(", ", ClaimKinds.All.Select(kind => kind.Name()))}", place);
            }

            if (claim.Value is not (ProofClaim.Same or ProofClaim.NotApplicable))
            {
                throw Wrong($"the claim {claim.Kind} has the value '{claim.Value}'; a value is {ProofClaim.Same} or {ProofClaim.NotApplicable}", place);
            }

            if (claim.Because.Length > MostBecause)
            {
                throw Wrong($"the reason of the claim {claim.Kind} has {claim.Because.Length} characters, at most {MostBecause} are read", place);
            }
        }

        int count = proof.Hunks.Count + proof.Claims.Count + proof.Witnesses.Count + proof.Claims.Sum(claim => claim.Hunks.Count + claim.Witnesses.Count);
        return count <= MostItems ? proof : throw Wrong($"it lists {count} things, at most {MostItems} are read", place);
    }

    /// <summary>Reads a text.</summary>
    public static Proof Read(string text, string place) => Read(Encoding.UTF8.GetBytes(text), place);

    private static ProblemException Wrong(string what, string place) => new(new(
        ExitCode.Usage, "proof-unreadable", "this is no isomorphism proof: " + what, "let Hone write it again: hone change prove; the format is docs/proof-format.md")
    { Place = place });
}
