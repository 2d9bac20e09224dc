using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Hone.Cli.Commands;

/// <summary>A document that commands print with <c>--json</c>.</summary>
/// <param name="Name">What it is asked for by: that of its <c>schema</c> member between <c>hone.</c> and the version, where it has one.</param>
/// <param name="Command">A command that prints it.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNamed">It has a <c>schema</c> member.</param>
/// <param name="Make">Its JSON Schema.</param>
internal sealed record PrintedSchema(string Name, string Command, Type Type, bool IsNamed, Func<JsonElement> Make)
{
    /// <summary>What its <c>schema</c> member holds; null where it has none.</summary>
    public string? Id => IsNamed ? $"hone.{Name}/1" : null;

    /// <summary>The JSON Schema, draft 2020-12, with the name of the document in it.</summary>
    public JsonObject Document()
    {
        JsonObject schema = JsonObject.Create(Make())!;
        if (Id is not null && schema["properties"]?["schema"] is JsonObject own)
        {
            own["const"] = Id;
        }

        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", Id ?? Name);
        schema.Insert(2, "description", "What is printed by: " + Command);
        return schema;
    }
}

/// <summary>Every document that commands print, with the JSON Schema of each, taken from the types that they are printed from.</summary>
internal static class PrintedSchemas
{
    /// <summary>By name.</summary>
    public static IReadOnlyList<PrintedSchema> All { get; } =
    [
        .. new[]
        {
            Of("problem", "any command that ends with a problem", ViewJson.Default.ProblemDocument),
            Of("phase", "hone run --json, also baseline, profile, oracle record and report", ViewJson.Default.PhaseDocument),
            Of("status", "hone status --json", ViewJson.Default.StatusDocument),
            Of("next", "hone next --json", ViewJson.Default.NextDocument),
            Of("init", "hone init --json", ViewJson.Default.InitDocument),
            Of("doctor", "hone doctor --json", ViewJson.Default.DoctorDocument),
            Of("noise", "hone doctor --noise --json", NoiseJson.Default.NoiseDocument),
            Of("ledger", "hone ledger log --json", ViewJson.Default.LedgerDocument),
            Of("ledger-verify", "hone ledger verify --json", ViewJson.Default.VerifyDocument),
            Of("matrix", "hone matrix --json", ViewJson.Default.MatrixDocument),
            Of("matrix-row", "hone matrix show ROW --json", ViewJson.Default.RowDocument),
            Of("calibration", "hone matrix --calibration --json", ViewJson.Default.CalibrationDocument),
            Of("oracle-check", "hone oracle check --json", ViewJson.Default.OracleDocument),
            Of("oracle-suggest", "hone oracle suggest --json", ViewJson.Default.SuggestDocument),
            Of("oracle-strength", "hone oracle strength --json", StrengthDocumentJson.Default.StrengthDocument),
            Of("oracle-fuzz", "hone oracle fuzz --json", StrengthDocumentJson.Default.FuzzDocument),
            Of("seal-state", "hone seal --json", ViewJson.Default.SealStateDocument),
            Of("growth-figures", "hone growth --json", GrowthDocumentJson.Default.GrowthDocument),
            Of("handicap", "hone handicap FUNCTION --json", HandicapDocumentJson.Default.HandicapDocument),
            Of("levers", "hone levers --json", LeversJson.Default.LeversDocument),
            Of("lever", "hone levers explain NAME --json", LeversJson.Default.LeverPageDocument),
            Of("lever-findings", "hone levers find --json", LeversJson.Default.LeverFindingsDocument),
            Of("change", "hone change start ROW --json, also show and abandon", ChangeJson.Default.ChangeDocument),
            Of("changes", "hone change list --json", ChangeJson.Default.ChangesDocument),
            Of("change-findings", "hone change lint --json, also prove", ChangeJson.Default.FindingsDocument),
            Of("change-verdict", "hone change verify --json", ChangeJson.Default.ChangeRunDocument),
            Of("landing", "hone change land --json", ChangeJson.Default.LandingDocument),
            Of("drill", "hone drill --json", DrillJson.Default.DrillDocument),
            Of("tricks", "hone drill --list --json", DrillJson.Default.TricksDocument),
            Of("guard-check", "hone guard check --json", GuardDocumentJson.Default.GuardCheckDocument),
            Of("guard-list", "hone guard list --json", GuardDocumentJson.Default.GuardListDocument),
            Of("guard-accept", "hone guard accept --json", GuardDocumentJson.Default.GuardAcceptDocument),
            Of("guard-selftest", "hone guard selftest --json", GuardDocumentJson.Default.GuardSelfTestDocument),
            Of("ci", "hone ci init --json", GuardDocumentJson.Default.CiDocument),
            Of("history", "hone history --json", HistoryJson.Default.HistoryDocument),
            Of("history-import", "hone history import --json", HistoryJson.Default.HistoryImportDocument),
            Of("history-sync", "hone history sync --json", HistoryJson.Default.HistorySyncDocument),
            Of("bisect", "hone bisect --json", BisectJson.Default.BisectDocument),
            Of("beads", "hone beads list --json, also ready, claim, close and others", ViewJson.Default.BeadsDocument),
            Of("beads-seed", "hone beads seed --json", ViewJson.Default.BeadsSeedDocument),
            Of("beads-gate", "hone beads gate --json", BeadsJson.Default.GateVerdictDocument),
            Of("brief", "hone brief BEAD --json", BriefJson.Default.BriefDocument),
            Of("agents-md", "hone agents-md --json", AgentsMdJson.Default.AgentsMdDocument),
            Of("work", "hone work --json", WorkJson.Default.WorkDocument),
            Of("due", "hone due --json", ScheduleJson.Default.DueDocument),
            Of("schedule", "hone schedule install --json, also show and remove", ScheduleJson.Default.TimerDocument),
            Of("compare", "hone compare --json", CompareJson.Default.CompareDocument),
            Of("count", "hone count --json", ViewJson.Default.CountDocument),
            Of("load", "hone load --json", LoadJson.Default.LoadDocument),
            Of("detect", "hone detect --json", DetectJson.Default.DetectDocument),
            Of("detect-append", "hone detect --append STATE --json", DetectJson.Default.AppendDocument),
            Of("flamegraph", "hone flamegraph --json", ViewJson.Default.FlamegraphDocument),
            Of("profile-diff", "hone profile diff --json", ProfileDiffJson.Default.ProfileDiffDocument),
            Of("profile-doctor", "hone profile doctor --json", ProfileDoctorJson.Default.ProfileDoctorDocument),
            Of("selftest", "hone selftest --json", SelfTestDocumentJson.Default.SelfTestDocument),
            Of("schemas", "hone schema --json", SchemaJson.Default.SchemasDocument),
        }.OrderBy(static schema => schema.Name, StringComparer.Ordinal),
    ];

    private static PrintedSchema Of<T>(string name, string command, JsonTypeInfo<T> type) => new(name, command, typeof(T), type.Properties.Any(static property => property.Name == "schema"), () => OutputSchema.Of(type));
}
