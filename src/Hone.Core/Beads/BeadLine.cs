using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hone.Beads;

/// <summary>One line of <c>issues.jsonl</c> that Hone wrote: made, read and changed property by property, so that what a person or another tool added to it stays.</summary>
public sealed class BeadLine
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _issue;

    private BeadLine(JsonObject issue) => _issue = issue;

    /// <summary>The tracker's id.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>Hone's key, from <c>external_ref</c>.</summary>
    public string Key => (Text("external_ref") ?? "")[BeadKey.RefPrefix.Length..];

    /// <summary>The title.</summary>
    public string Title => Text("title") ?? "";

    /// <summary>The text.</summary>
    public string Description => Text("description") ?? "";

    /// <summary>The tracker's status; a missing one is <c>open</c>.</summary>
    public string Status => Text("status") ?? "open";

    /// <summary>Who has it, or null.</summary>
    public string? Assignee => Text("assignee") is { Length: > 0 } who ? who : null;

    /// <summary>When it was last changed, as written.</summary>
    public string Updated => Text("updated_at") ?? "";

    /// <summary>Why it was closed, or null.</summary>
    public string? CloseReason => Text("close_reason");

    /// <summary>0–4; a missing one reads as 2.</summary>
    public int Priority => _issue["priority"] is JsonValue value && value.TryGetValue(out int priority) ? priority : 2;

    /// <summary>When it may be started, or null.</summary>
    public DateTimeOffset? DeferUntil =>
        DateTimeOffset.TryParse(Text("defer_until"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset until) ? until : null;

    /// <summary>The labels.</summary>
    public IReadOnlyList<string> Labels => _issue["labels"] is JsonArray labels ? [.. labels.OfType<JsonValue>().Select(label => label.TryGetValue(out string? text) ? text : "")] : [];

    /// <summary>Ids of beads that must be closed first.</summary>
    public IReadOnlyList<string> BlockedBy => _issue["dependencies"] is JsonArray edges
        ? [.. edges.OfType<JsonObject>().Where(edge => TextOf(edge, "type") == "blocks").Select(edge => TextOf(edge, "depends_on_id")).OfType<string>()]
        : [];

    /// <summary>Reads a line; null when it is not a bead of Hone's: foreign lines are never taken apart.</summary>
    public static BeadLine? Read(ReadOnlySpan<byte> line)
    {
        // A cheap look first: most lines of a real tracker are somebody else's.
        if (line.IndexOf("\"external_ref\""u8) < 0 || line.IndexOf("hone:"u8) < 0)
        {
            return null;
        }

        try
        {
            Utf8JsonReader reader = new(line);
            return JsonNode.Parse(ref reader) is JsonObject issue && TextOf(issue, "external_ref")?.StartsWith(BeadKey.RefPrefix, StringComparison.Ordinal) == true
                && TextOf(issue, "id") is not null
                ? new(issue)
                : null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A new open bead, with the fields that bd, br and bv all read.</summary>
    public static BeadLine Create(Bead bead, DateTimeOffset now, string actor)
    {
        if (!BeadKey.IsValidId(bead.Key.Id))
        {
            throw new ArgumentException($"'{bead.Key.Id}' is no id that every tracker takes", nameof(bead));
        }

        string time = Time(now);
        JsonArray edges = [];
        foreach (BeadDependency dependency in bead.Dependencies)
        {
            edges.Add((JsonNode)new JsonObject
            {
                ["issue_id"] = bead.Key.Id,
                ["depends_on_id"] = dependency.On.Id,
                ["type"] = dependency.Type,
                ["created_at"] = time,
                ["created_by"] = actor,
                ["metadata"] = "{}",
                ["thread_id"] = "",
            });
        }

        JsonArray labels = [];
        foreach (string label in bead.Labels)
        {
            labels.Add((JsonNode)label);
        }

        return new(new JsonObject
        {
            ["id"] = bead.Key.Id,
            ["title"] = bead.Title,
            ["description"] = bead.Description,
            ["status"] = "open",
            ["priority"] = bead.Priority,
            ["issue_type"] = bead.Type,
            ["estimated_minutes"] = bead.EstimatedMinutes,
            ["created_at"] = time,
            ["created_by"] = actor,
            ["updated_at"] = time,
            ["external_ref"] = bead.Key.Ref,
            ["source_system"] = "hone",
            ["source_repo"] = ".",
            ["compaction_level"] = 0,
            ["original_size"] = 0,
            ["labels"] = labels,
            ["dependencies"] = edges,
        });
    }

    /// <summary>Gives the bead to somebody.</summary>
    public void Claim(string actor, DateTimeOffset now)
    {
        _issue["status"] = "in_progress";
        _issue["assignee"] = actor;
        _issue["updated_at"] = Time(now);
    }

    /// <summary>Takes it back from whoever had it.</summary>
    public void Release(DateTimeOffset now)
    {
        _issue["status"] = "open";
        _issue.Remove("assignee");
        _issue["updated_at"] = Time(now);
    }

    /// <summary>Closes it.</summary>
    public void Close(string reason, DateTimeOffset now)
    {
        _issue["status"] = "closed";
        _issue["close_reason"] = reason;
        _issue["closed_at"] = Time(now);
        _issue["updated_at"] = Time(now);
    }

    /// <summary>The line, UTF-8, without a line feed.</summary>
    public byte[] Write()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _options))
        {
            _issue.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static string? TextOf(JsonObject parent, string name) => parent[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private string? Text(string name) => TextOf(_issue, name);
}
