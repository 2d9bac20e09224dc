using System.Text.Json;
using Hone.Cli.Drill;

namespace Hone.Cli.Steps.Drilling;

/// <summary>Proposals that no measurement speaks for.</summary>
internal static class EvidenceTricks
{
    private const string Ledger = ".hone/ledger.jsonl";

    /// <summary>Begins a change before all is there that one rests on.</summary>
    public static DrillAnswer StartIn(PreparedExample prepared, string state)
    {
        prepared.Place.BringBack(state);
        return prepared.Place.Hone("change", "start", prepared.BareRow);
    }

    /// <summary>The hot function is another since its profile was taken.</summary>
    public static DrillAnswer StaleProfile(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        prepared.Place.Apply(prepared.Place.Project, FirstOf(prepared));
        prepared.Place.Commit("Another program");
        return Claim(prepared, "1%");
    }

    /// <summary>A profile of another kind is named as evidence.</summary>
    public static DrillAnswer ForeignProfile(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        string own = prepared.FindRow(prepared.Example.Function)!.Value.GetProperty("evidence").GetString()!;
        string other = Profiles(prepared).First(digest => digest != own);
        return Claim(prepared, "1%", "--profile", other);
    }

    /// <summary>More is promised than removing the function would save.</summary>
    public static DrillAnswer AboveTheBound(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        return Claim(prepared, "99.9%");
    }

    /// <summary>The program that is measured is in no commit.</summary>
    public static DrillAnswer UncommittedBase(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        prepared.Place.Apply(prepared.Place.Project, FirstOf(prepared));
        return prepared.Place.Hone("change", "start", prepared.Row);
    }

    /// <summary>The example's first honest change, as a difference.</summary>
    public static string FirstOf(PreparedExample prepared) =>
        DrillResources.Honest(prepared.Example.Name, DrillResources.HonestNames(prepared.Example.Name).First(name => DrillResources.Honest(prepared.Example.Name, name).Row is null)).Diff;

    /// <summary>The digests of recorded profiles.</summary>
    public static IEnumerable<string> Profiles(PreparedExample prepared)
    {
        foreach (string line in File.ReadLines(Path.Combine(prepared.Place.Project, Ledger)))
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            if (DrillAnswer.Text(entry.RootElement, "kind") == "profile")
            {
                foreach (JsonElement artifact in entry.RootElement.GetProperty("artifacts").EnumerateArray())
                {
                    if (DrillAnswer.Text(artifact, "name") == "profile.json" && DrillAnswer.Text(artifact, "sha256") is string digest)
                    {
                        yield return digest;
                    }
                }
            }
        }
    }

    private static DrillAnswer Claim(PreparedExample prepared, string gain, params string[] more) =>
        prepared.Place.Hone(["matrix", "claim", prepared.Row, "--gain", gain, "--because", "it will be faster", .. more]);
}
