using System.Diagnostics;
using System.Text.Json;
using Hone.Changes.Ablation;
using Hone.Changes.Drills;
using Hone.Cli.Drill;
using Hone.Problems;

namespace Hone.Cli.Steps.Drilling;

/// <summary>
/// Plays an honest change: a true improvement must be accepted, and an attempt that gains nothing closed as such. A mixture is a true improvement
/// and something beside it that it does not need, which must be named.
/// </summary>
internal static class HonestPlay
{
    private const string Accepted = "accepted";
    private const string Elsewhere = " (of another function)";

    /// <summary>Plays it.</summary>
    public static HonestRow Run(PreparedExample prepared, string name)
    {
        long started = Stopwatch.GetTimestamp();
        string[] names = name.Split(DrillResources.Plus);
        DrillPatch patch = DrillResources.Honest(prepared.Example.Name, names[0]);
        DrillPatch? ballast = names.Length > 1 ? DrillResources.Ballast(prepared.Example.Name, names[1]) : null;
        string expected = ballast is not null ? AblationRule.Name : name == DrillResources.NoWin ? DrillResources.NoWin : Accepted;
        HonestRow row = new(name, prepared.Example.Name, patch.Lever ?? prepared.Example.Lever, expected, "not played", patch.What, null, null, null, 0, 0);
        try
        {
            prepared.Place.BringBack(PreparedExample.Ready);
            string id = TrickPlay.Begin(prepared, patch, ballast);
            row = Named(Judged(row, TrickPlay.Verify(prepared, id, TrickCost.Timed)), ballast);
            row = row.Expected != DrillResources.NoWin || row.Outcome == Accepted ? row : Closed(row, prepared.Place.Hone("change", "no-win", id));
        }
        catch (ProblemException problem)
        {
            row = row with { Measured = problem.Problem.What.Split('\n')[0] };
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException or KeyNotFoundException)
        {
            row = row with { Measured = error.Message.Split('\n')[0] };
        }

        return row with { Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds };
    }

    private static HonestRow Judged(HonestRow row, DrillAnswer answer)
    {
        row = row with { Outcome = answer.Exit == 0 ? Accepted : answer.Rule ?? FormattableString.Invariant($"exit code {answer.Exit}"), Measured = answer.Measured };
        return answer.Document is JsonElement document && document.TryGetProperty("gain", out JsonElement gain) && gain.ValueKind == JsonValueKind.Object
            ? row with { Gain = Number(gain, "gain"), Low = Number(gain, "low"), High = Number(gain, "high"), Pairs = (int)(Number(gain, "pairs") ?? 0) }
            : row;
    }

    // Something else than the ballast may be named by chance.
    private static HonestRow Named(HonestRow row, DrillPatch? ballast) =>
        row.Outcome == AblationRule.Name && ballast?.Row is string function && !row.Measured.Contains(function, StringComparison.Ordinal) ? row with { Outcome = row.Outcome + Elsewhere } : row;

    private static HonestRow Closed(HonestRow row, DrillAnswer answer) => answer.Exit == 0 ? row with { Outcome = answer["state"] } : row with { Measured = $"{row.Outcome}: {row.Measured}; and it is not closed: {answer.Measured}" };

    private static double? Number(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
