using System.Text.Json.Nodes;
using Hone.Changes.Drills;
using Hone.Cli.Drill;

namespace Hone.Cli.Steps.Drilling;

/// <summary>Changes that are none, and proofs that prove nothing.</summary>
internal static class FormTricks
{
    private const string NotApplicable = "n/a";

    /// <summary>A verdict on nothing.</summary>
    public static DrillAnswer NothingChanged(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        return TrickPlay.Verify(prepared, TrickPlay.Start(prepared, prepared.Row).Id, TrickCost.Quick);
    }

    /// <summary>No claim is about one of the hunks.</summary>
    public static DrillAnswer UnprovedHunk(PreparedExample prepared) => WithProof(prepared, proof =>
    {
        foreach (JsonNode? claim in proof["claims"]!.AsArray())
        {
            claim!["hunks"]!.AsArray().RemoveAt(0);
        }
    });

    /// <summary>The change is another since it was proved.</summary>
    public static DrillAnswer ProofOfAnotherPatch(PreparedExample prepared) => WithProof(prepared, proof => proof["patch"] = new string('0', 64));

    /// <summary>What must be shown is called beside the point.</summary>
    public static DrillAnswer ProofInWords(PreparedExample prepared) => WithProof(prepared, proof =>
    {
        JsonNode errors = proof["claims"]!.AsArray().First(claim => claim!["kind"]!.GetValue<string>() == "errors")!;
        errors["value"] = NotApplicable;
        errors["because"] = "there cannot be any";
    });

    private static DrillAnswer WithProof(PreparedExample prepared, Action<JsonNode> edit)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        string name = DrillResources.HonestNames(prepared.Example.Name).First(each => DrillResources.Honest(prepared.Example.Name, each).Row is null);
        string id = TrickPlay.Begin(prepared, DrillResources.Honest(prepared.Example.Name, name));
        _ = prepared.Place.Hone("change", "prove", id);
        string file = prepared.Place.Must("change", "show", id)["proof"];
        JsonNode proof = JsonNode.Parse(File.ReadAllText(file))!;
        edit(proof);
        File.WriteAllText(file, proof.ToJsonString());
        return TrickPlay.Verify(prepared, id, TrickCost.Built);
    }
}
