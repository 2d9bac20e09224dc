using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hone.Beads;

/// <summary>
/// Writes Hone's own lines: the fields that bd's import, br's import and bv all accept, in the order in which br writes them.
/// No comments (their ids are of different types in bd and br) and no metadata (br drops it).
/// </summary>
public static class BeadLineWriter
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of a new, open bead, without a line end.</summary>
    public static byte[] New(PlannedBead bead, DateTimeOffset now, string actor)
    {
        string time = Time(now);
        ArrayBufferWriter<byte> buffer = new(2048);
        using (Utf8JsonWriter json = new(buffer, _options))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, bead.Id);
            json.WriteString("title"u8, bead.Title);
            json.WriteString("description"u8, bead.Description);
            json.WriteString("status"u8, BeadStatus.Open);
            json.WriteNumber("priority"u8, bead.Priority);
            json.WriteString("issue_type"u8, bead.Type);
            if (bead.EstimatedMinutes > 0)
            {
                json.WriteNumber("estimated_minutes"u8, bead.EstimatedMinutes);
            }

            json.WriteString("created_at"u8, time);
            json.WriteString("created_by"u8, actor);
            json.WriteString("updated_at"u8, time);
            json.WriteString("external_ref"u8, Bead.RefPrefix + bead.Key);
            json.WriteString("source_system"u8, "hone");
            json.WriteString("source_repo"u8, ".");
            json.WriteNumber("compaction_level"u8, 0);
            json.WriteNumber("original_size"u8, 0);
            json.WriteStartArray("labels"u8);
            foreach (string label in bead.Labels)
            {
                json.WriteStringValue(label);
            }

            json.WriteEndArray();
            json.WriteStartArray("dependencies"u8);
            foreach (BeadDependency edge in bead.Dependencies)
            {
                json.WriteStartObject();
                json.WriteString("issue_id"u8, bead.Id);
                json.WriteString("depends_on_id"u8, edge.On);
                json.WriteString("type"u8, edge.Type);
                json.WriteString("created_at"u8, time);
                json.WriteString("created_by"u8, actor);
                json.WriteString("metadata"u8, "{}");
                json.WriteString("thread_id"u8, "");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A string as JSON, quotes and all.</summary>
    public static byte[] Value(string text)
    {
        ArrayBufferWriter<byte> buffer = new(text.Length + 2);
        using (Utf8JsonWriter json = new(buffer, _options))
        {
            json.WriteStringValue(text);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>RFC 3339 in UTC, with as many of seven fraction digits as are needed.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
