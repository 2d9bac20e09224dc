using System.Globalization;
using System.Text.Json;
using Hone.Ledger;

namespace Hone.Cli.Steps;

/// <summary>An entry in a few words, for <c>hone ledger log</c>.</summary>
internal static class EntrySummary
{
    public static string Of(LedgerEntry entry) => entry.Kind switch
    {
        EntryKind.Host => Text(entry, "cpu"),
        EntryKind.Check => $"{Text(entry, "purpose")}: exit code {Text(entry, "exitCode")}",
        EntryKind.Baseline => $"{Text(entry, "workload")}: {Text(entry, "runs")} runs",
        EntryKind.Profile => $"{Text(entry, "workload")} {Text(entry, "kind")}: {Text(entry, "collector")}",
        EntryKind.Golden => $"{Text(entry, "workload")}: {Text(entry, "recordings")} recordings",
        EntryKind.OracleCheck => Text(entry, "workload"),
        EntryKind.Judgement => $"{Text(entry, "row")}: {Text(entry, "because")}",
        EntryKind.Claim => $"{Text(entry, "row")}: {Text(entry, "gain")} of wall time: {Text(entry, "because")}",
        EntryKind.Take => $"{Text(entry, "row")}: {(entry.Data.TryGetProperty("released", out JsonElement released) && released.ValueKind == JsonValueKind.True ? "given back" : "taken")}",
        EntryKind.Outcome => $"{Text(entry, "row")}: {Text(entry, "verdict")}",
        EntryKind.Beads => "seeded or closed",
        EntryKind.Seal => $"root {Text(entry, "root")[..Math.Min(12, Text(entry, "root").Length)]}{(entry.Data.TryGetProperty("because", out _) ? ": " + Text(entry, "because") : "")}",
        EntryKind.Handicap => $"{Text(entry, "function")} in {Text(entry, "workload")}: {Text(entry, "rounds")} rounds",
        EntryKind.Run => $"a whole round; Hone's own CPU {Share(entry)}",
        EntryKind.Change => $"{Text(entry, "id")}: {Text(entry, "lever")} in {Text(entry, "function")}",
        EntryKind.ChangeAttempt => $"{Text(entry, "change")}: comes to timed runs",
        EntryKind.ChangeRun => $"{Text(entry, "change")}: verified",
        EntryKind.ChangeClosed => $"{Text(entry, "change")}: {Text(entry, "how")}",
        EntryKind.Growth => $"{Text(entry, "workload")}: sizes {Text(entry, "sizes").Trim('[', ']')}",
        _ => "",
    };

    private static string Share(LedgerEntry entry) =>
        entry.Data.TryGetProperty("honeCpuNs", out JsonElement cpu) && entry.Data.TryGetProperty("wallNs", out JsonElement wall)
        && cpu.TryGetDouble(out double used) && wall.TryGetDouble(out double whole) && whole > 0
            ? (used / whole * 100).ToString("0.0", CultureInfo.InvariantCulture) + " % of wall"
            : "unknown";

    private static string Text(LedgerEntry entry, string name) =>
        entry.Data.ValueKind == JsonValueKind.Object && entry.Data.TryGetProperty(name, out JsonElement value) ? value.ToString() : "?";
}
