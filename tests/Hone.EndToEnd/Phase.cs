using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>The document that <c>hone run --json</c> prints, as the tests ask it.</summary>
internal sealed class Phase(JsonElement root)
{
    public static Phase Of(Tool.Answer answer)
    {
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return new(JsonDocument.Parse(answer.Output).RootElement);
    }

    public JsonElement Root => root;

    /// <summary>The profile of a kind of a workload.</summary>
    public JsonElement Profile(string workload, string kind) =>
        root.GetProperty("workloads").EnumerateArray().Single(each => each.GetProperty("name").GetString() == workload)
            .GetProperty("profiles").EnumerateArray().Single(each => each.GetProperty("kind").GetString() == kind);

    /// <summary>Where a function stands among the hotspots, from 1; 0 when it is not there.</summary>
    public int RankOf(string workload, string kind, string function)
    {
        JsonElement[] hotspots = [.. Profile(workload, kind).GetProperty("hotspots").EnumerateArray()];
        return Array.FindIndex(hotspots, hotspot => hotspot.GetProperty("function").GetString()!.Contains(function, StringComparison.Ordinal)) + 1;
    }

    /// <summary>The hotspot of that function.</summary>
    public JsonElement Hotspot(string workload, string kind, string function) =>
        Profile(workload, kind).GetProperty("hotspots").EnumerateArray().First(hotspot => hotspot.GetProperty("function").GetString()!.Contains(function, StringComparison.Ordinal));
}
