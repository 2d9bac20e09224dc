using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hone.Tests.Beads;

/// <summary>
/// What br refuses in a file that it imports, written down anew from its source (Dicklesworthstone/beads_rust at 745c0bf, MIT licence:
/// <c>src/validation/mod.rs</c>, <c>src/model/mod.rs</c>, <c>src/sync/mod.rs</c>) and apart from Hone's own rules, so that the two can be
/// held against each other. One line that it refuses disables every command of br that reads the file.
/// </summary>
internal static partial class BrValidator
{
    private static readonly string[] _texts = ["id", "title", "description", "status", "issue_type", "assignee", "created_by", "close_reason", "external_ref", "source_system", "source_repo"];
    private static readonly string[] _times = ["created_at", "updated_at", "closed_at", "due_at", "defer_until", "deleted_at", "compacted_at"];
    private static readonly string[] _numbers = ["priority", "estimated_minutes", "compaction_level", "original_size"];
    private static readonly string[] _flags = ["ephemeral", "pinned", "is_template"];
    private static readonly string[] _blocking = ["blocks", "parent-child", "conditional-blocks", "waits-for"];

    /// <summary>Everything that br would refuse; empty when it takes the file.</summary>
    public static List<string> Refusals(byte[] file)
    {
        List<string> refusals = [];
        Dictionary<string, List<(string On, string Type)>> edges = [];
        HashSet<string> references = [];
        int number = 0;
        foreach (string line in new UTF8Encoding(false, true).GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            Line(document.RootElement, text => refusals.Add($"line {number + 1}: {text}"), edges, references);
            number++;
        }

        if (Circle(edges) is { } circle)
        {
            refusals.Add("would create dependency cycle at " + circle);
        }

        return refusals;
    }

    private static void Line(JsonElement issue, Action<string> refuse, Dictionary<string, List<(string, string)>> edges, HashSet<string> references)
    {
        // serde: the types of the fields, and those without a default.
        foreach (string name in _texts.Where(name => issue.TryGetProperty(name, out JsonElement value) && value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)))
        {
            refuse(name + " is no text");
        }

        foreach (string name in _numbers.Where(name => issue.TryGetProperty(name, out JsonElement value) && !(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _))))
        {
            refuse(name + " is no whole number");
        }

        foreach (string name in _flags.Where(name => issue.TryGetProperty(name, out JsonElement value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)))
        {
            refuse(name + " is neither true nor false");
        }

        foreach (string name in _times.Where(name => issue.TryGetProperty(name, out JsonElement value) && Time(value) is null))
        {
            refuse(name + " is no RFC 3339 time");
        }

        foreach (string name in new[] { "id", "title", "created_at", "updated_at" }.Where(name => !issue.TryGetProperty(name, out _)))
        {
            refuse(name + " is missing");
        }

        string id = issue.GetProperty("id").GetString()!;
        if (!Id().IsMatch(id) || id.LastIndexOf('-') > 64 || id.Length - id.LastIndexOf('-') - 1 > 40)
        {
            refuse("id: invalid format (expected prefix-hash)");
        }

        string title = issue.GetProperty("title").GetString()!;
        if (title.Trim().Length == 0 || Encoding.UTF8.GetByteCount(title) > 500)
        {
            refuse("title: empty or exceeds 500 characters");
        }

        if (issue.TryGetProperty("description", out JsonElement description) && Encoding.UTF8.GetByteCount(description.GetString()!) > 102_400)
        {
            refuse("description: exceeds 100KB");
        }

        if (issue.TryGetProperty("priority", out JsonElement priority) && priority.GetInt32() is < 0 or > 4)
        {
            refuse("priority: must be 0-4");
        }

        if (Time(issue.GetProperty("updated_at")) < Time(issue.GetProperty("created_at")))
        {
            refuse("updated_at: cannot be before created_at");
        }

        if (issue.TryGetProperty("external_ref", out JsonElement reference))
        {
            string text = reference.GetString()!;
            if (Encoding.UTF8.GetByteCount(text) > 200 || text.Any(char.IsWhiteSpace))
            {
                refuse("external_ref: exceeds 200 characters or contains whitespace");
            }

            if (!references.Add(text))
            {
                refuse("external_ref: UNIQUE constraint failed");
            }
        }

        // bd refuses what br mends on import: a closing time goes with the closed state, and with no other.
        bool ended = issue.TryGetProperty("status", out JsonElement status) && status.GetString() is "closed" or "tombstone";
        if (ended != issue.TryGetProperty("closed_at", out _))
        {
            refuse("closed_at does not go with the status");
        }

        if (issue.TryGetProperty("labels", out JsonElement labels) && labels.EnumerateArray().Any(label => !Label().IsMatch(label.GetString()!)))
        {
            refuse("label: invalid characters, or not 1 to 50 of them");
        }

        List<(string On, string Type)> own = [];
        foreach (JsonElement edge in issue.TryGetProperty("dependencies", out JsonElement all) ? all.EnumerateArray() : default)
        {
            string on = edge.GetProperty("depends_on_id").GetString()!;
            if (edge.GetProperty("issue_id").GetString() != id || on == id || Time(edge.GetProperty("created_at")) is null || own.Exists(other => other.On == on))
            {
                refuse("a dependency of another issue, on itself, without a time, or twice on one");
            }

            own.Add((on, edge.GetProperty("type").GetString()!));
        }

        if (issue.TryGetProperty("comments", out JsonElement comments) && comments.GetArrayLength() > 0)
        {
            refuse("comments: their ids are of different types in bd and br");
        }

        edges[id] = own;
    }

    private static DateTimeOffset? Time(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Rfc3339().IsMatch(value.GetString()!)
            ? DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;

    private static string? Circle(Dictionary<string, List<(string On, string Type)>> edges)
    {
        HashSet<string> done = [];
        return edges.Keys.FirstOrDefault(id => Visit(id, []));

        bool Visit(string id, HashSet<string> path)
        {
            if (done.Contains(id) || !edges.TryGetValue(id, out List<(string On, string Type)>? own))
            {
                return false;
            }

            if (!path.Add(id))
            {
                return true;
            }

            bool found = own.Exists(edge => _blocking.Contains(edge.Type) && Visit(edge.On, path));
            path.Remove(id);
            done.Add(id);
            return found;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9_.-]+-[a-z0-9]+(\.[0-9]+)*\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[A-Za-z0-9_:-]{1,50}\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex Rfc3339();
}
