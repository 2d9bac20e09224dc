using System.Text;
using System.Text.Json;
using Hone.Changes.Patches;
using Hone.Changes.Proofs;
using Hone.Opportunities.Levers;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Tests.Changes.Proofs;

/// <summary>proof.json: back and forth, its schema, and what is no proof.</summary>
public sealed class ProofFileTests
{
    private static Proof Example()
    {
        Patch patch = Diffs.Of("src/täst.c", "int f(void)\n{\n  sort(v);\n}\n", "int f(void)\n{\n  qsort(v);\n}\n");
        ChangedFunction function = new("src/täst.c", "f", null, null, [.. patch.Files[0].Ids], 2);
        Lever? lever = LeverCatalogue.Find("index-lookup");
        return ProofSkeleton.Of("c-1", new string('b', 40), patch, [function], lever, OwedClaims.Of(patch, [function], lever),
        [
            new(WitnessNames.Goldens, ClaimKind.Values, WitnessOutcome.Passed, "3 golden outputs hold", "every golden output and invariant holds of the candidate"),
            new(WitnessNames.EqualKeys, ClaimKind.TieBreaking, WitnessOutcome.Failed, "the candidate differs in case 1 of 8 inputs", "byte for byte")
            {
                Case = "half of the lines are equal to another (input stdin, 40 bytes)",
                FirstDifference = "stdout, line 2, byte 3 (offset 9)\n  baseline:  a <1>\u001b[31m\n  candidate: a | 2",
                Input = new(new string('c', 64), 40),
            },
            new(WitnessNames.Pinned, ClaimKind.Concurrency, WitnessOutcome.NotTriggered, "neither program starts a thread or a process", "limit"),
            new(WitnessNames.SyncOrder, ClaimKind.Durability, WitnessOutcome.NotRun, "strace is not installed", "limit"),
        ]);
    }

    private static ProblemException Refused(string text) => Assert.Throws<ProblemException>(() => ProofFile.Read(text, "proof.json"));

    [Fact]
    public void What_is_written_is_read_as_the_same()
    {
        string text = ProofFile.Write(Example());
        Assert.Equal(text, ProofFile.Write(ProofFile.Read(text, "proof.json")));
        Assert.Contains("täst.c", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_as_the_schema_says()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs/proof.schema.json")));
        using JsonDocument document = JsonDocument.Parse(ProofFile.Write(Example()));
        Assert.Empty(SchemaCheck.Errors(schema.RootElement, document.RootElement));
        JsonElement properties = schema.RootElement.GetProperty("properties").GetProperty("claims").GetProperty("items").GetProperty("properties");
        Assert.Equal(ClaimKinds.All.Select(kind => kind.Name()), properties.GetProperty("kind").GetProperty("enum").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(ProofFile.MostBecause, properties.GetProperty("because").GetProperty("maxLength").GetInt32());
    }

    [Theory]
    [InlineData("\"schema\": \"hone.proof/1\"", "\"schema\": \"hone.proof/2\"")]
    [InlineData("\"kind\": \"tie-breaking\"", "\"kind\": \"ties\"")]
    [InlineData("\"value\": \"same\"", "\"value\": \"maybe\"")]
    [InlineData("\"lever\": \"index-lookup\",", "")]
    [InlineData("\"lever\": \"index-lookup\"", "\"lever\": \"index-lookup\", \"verdict\": \"accepted\"")]
    [InlineData("\"lever\": \"index-lookup\"", "\"lever\": null")]
    [InlineData("\"hunks\": [", "\"hunks\": [ null, ")]
    public void What_the_schema_refuses_is_refused_with_its_place(string of, string by)
    {
        string text = ProofFile.Write(Example());
        string broken = text.Replace(of, by, StringComparison.Ordinal);
        Assert.NotEqual(text, broken);
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs/proof.schema.json")));
        using JsonDocument document = JsonDocument.Parse(broken);
        Assert.NotEmpty(SchemaCheck.Errors(schema.RootElement, document.RootElement));
        Problem problem = Refused(broken).Problem;
        Assert.Equal((ExitCode.Usage, "proof-unreadable"), (problem.Exit, problem.Rule));
        Assert.StartsWith("proof.json", problem.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"schema\":")]
    [InlineData("{}")]
    public void What_is_no_document_is_refused(string text) => Assert.Equal("proof-unreadable", Refused(text).Problem.Rule);

    [Fact]
    public void Damaged_documents_are_read_or_refused_and_nothing_else()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(ProofFile.Write(Example()));
        for (int at = 0; at < bytes.Length; at += 7)
        {
            byte[] damaged = [.. bytes];
            damaged[at] = (byte)(damaged[at] ^ 0x15);
            try
            {
                _ = ProofText.Render(ProofFile.Read(damaged, "proof.json"));
            }
            catch (ProblemException problem)
            {
                Assert.Equal("proof-unreadable", problem.Problem.Rule);
            }
        }
    }

    [Fact]
    public void The_page_is_as_before()
    {
        Proof proof = Example();
        Patch patch = Diffs.Of("src/täst.c", "int f(void)\n{\n  sort(v);\n}\n", "int f(void)\n{\n  qsort(v);\n}\n");
        IReadOnlyList<OwedClaim> owed = OwedClaims.Of(patch, [], LeverCatalogue.Find("index-lookup"));
        Witness failed = new(WitnessNames.EqualKeys, ClaimKind.TieBreaking, WitnessOutcome.Failed, "the candidate differs in case 1 of 8 inputs", "byte for byte");
        Golden.Check(ProofText.Render(proof, owed, ProofRule.Judge(proof, owed, patch, [failed])));
    }
}
