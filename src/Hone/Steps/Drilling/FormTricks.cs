using System.Text.Json;
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
    public static DrillAnswer ProofOfAnotherPatch(PreparedExample prepared)
    {
        (string id, JsonElement change) = Proved(prepared);
        string file = Path.Combine(change.GetProperty("worktree").GetString()!, prepared.Example.Lines.Split(':')[0]);
        File.AppendAllText(file, file.EndsWith(".py", StringComparison.Ordinal) ? "# Fast.\n" : "// Fast.\n");
        return TrickPlay.Verify(prepared, id, TrickCost.Built);
    }

    /// <summary>What must be shown is called beside the point.</summary>
    public static DrillAnswer ProofInWords(PreparedExample prepared) => WithProof(prepared, proof =>
    {
        JsonNode errors = proof["claims"]!.AsArray().First(claim => claim!["kind"]!.GetValue<string>() == "errors")!;
        errors["value"] = NotApplicable;
        errors["because"] = "there cannot be any";
    });

    private static DrillAnswer WithProof(PreparedExample prepared, Action<JsonNode> edit)
    {
        (string id, JsonElement change) = Proved(prepared);
        string file = change.GetProperty("proof").GetString()!;
        JsonNode proof = JsonNode.Parse(File.ReadAllText(file))!;
        edit(proof);
        File.WriteAllText(file, proof.ToJsonString());
        return TrickPlay.Verify(prepared, id, TrickCost.Built);
    }

    // A true improvement, proved.
    private static (string Id, JsonElement Change) Proved(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        string name = DrillResources.HonestNames(prepared.Example.Name).First(each => DrillResources.Honest(prepared.Example.Name, each).Row is null);
        string id = TrickPlay.Begin(prepared, DrillResources.Honest(prepared.Example.Name, name));
        _ = prepared.Place.Hone("change", "prove", id);
        return (id, prepared.Place.Must("change", "show", id).Document!.Value);
    }
}
