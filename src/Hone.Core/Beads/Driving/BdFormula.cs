using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hone.Workloads;

namespace Hone.Beads.Driving;

/// <summary>
/// A phase as a formula of bd (steveyegge/beads, <c>internal/formula/types.go</c>): <c>.beads/formulas/perf-phase.formula.json</c>, from
/// which <c>bd mol pour perf-phase</c> makes the beads of one phase. <c>pour</c> is set, or only the root would be made; gates are
/// left out, since their <c>await_id</c> is dropped at pouring (gastownhall/beads#3410).
/// </summary>
public static class BdFormula
{
    /// <summary>The formula's name.</summary>
    public const string Name = "perf-phase";

    /// <summary>The formula of a project's phase, without the beads of single opportunities: those come of the matrix.</summary>
    public static string Of(Project project)
    {
        BeadPlan plan = BeadPlan.ForPhase(project, []);
        Dictionary<string, string> stepById = plan.Beads.ToDictionary(bead => bead.Id, bead => Step(project, bead), StringComparer.Ordinal);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("formula", Name);
            json.WriteString("description", string.Create(CultureInfo.InvariantCulture, $"The performance phase of {project.Name}: baseline, profiles, oracle, matrix, guardrails. Written by: hone beads formula"));
            json.WriteNumber("version", 1);
            json.WriteString("type", "workflow");
            json.WriteBoolean("pour", true);
            json.WriteStartArray("steps");
            foreach (PlannedBead bead in CreationOrder.Of(plan).Where(bead => bead.Key != project.Name))
            {
                json.WriteStartObject();
                json.WriteString("id", Step(project, bead));
                json.WriteString("title", bead.Title);
                json.WriteString("description", bead.Description);
                json.WriteString("type", bead.Type);
                json.WriteNumber("priority", bead.Priority);
                Words(json, "labels", bead.Labels);
                Words(json, "needs", [.. bead.Dependencies.Where(edge => edge.Type == BeadDependency.Blocks && stepById.ContainsKey(edge.On)).Select(edge => stepById[edge.On])]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static string Step(Project project, PlannedBead bead) => bead.Key == project.Name ? "" : bead.Key[(project.Name.Length + 1)..];

    private static void Words(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
