using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Hone.Beads;

/// <summary>
/// Reads a line of a JSONL tracker as leniently as the many writers of such files make necessary: unknown fields are passed
/// over, a field of the wrong type counts as missing, bytes that are not UTF-8 are read as U+FFFD. Never throws on any bytes.
/// </summary>
public static class BeadLineReader
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };

    /// <summary>Reads one line with or without its end.</summary>
    public static BeadLine Read(ReadOnlyMemory<byte> raw)
    {
        ReadOnlyMemory<byte> text = Content(raw);
        ReadOnlySpan<byte> span = text.Span;
        if (span.IsEmpty)
        {
            return new BeadLine(raw, BeadLineKind.Other, null, null);
        }

        if (span.StartsWith("<<<<<<<"u8) || span.StartsWith(">>>>>>>"u8) || span.SequenceEqual("======="u8) || span.StartsWith("|||||||"u8))
        {
            return new BeadLine(raw, BeadLineKind.Conflict, null, "a conflict marker of git");
        }

        string? note = null;
        if (!Utf8.IsValid(span))
        {
            note = "bytes that are not UTF-8";
            text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(span));
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text, _options);
            return Interpret(raw, document.RootElement, note);
        }
        catch (JsonException)
        {
            return new BeadLine(raw, BeadLineKind.Unreadable, null, "not a JSON object");
        }
    }

    /// <summary>The line without its end, outer white space and a byte order mark.</summary>
    internal static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> raw)
    {
        ReadOnlySpan<byte> span = raw.Span;
        int start = span.StartsWith("\uFEFF"u8) ? 3 : 0;
        int end = span.Length;
        while (end > start && span[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            end--;
        }

        while (start < end && span[start] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            start++;
        }

        return raw[start..end];
    }

    private static BeadLine Interpret(ReadOnlyMemory<byte> raw, JsonElement root, string? note)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new BeadLine(raw, BeadLineKind.Unreadable, null, "not a JSON object");
        }

        if (root.TryGetProperty("_schema", out _) || (Text(root, "_type") is { } type && type != "issue"))
        {
            return new BeadLine(raw, BeadLineKind.Other, null, note);
        }

        return Issue(root) is { } bead
            ? new BeadLine(raw, BeadLineKind.Issue, bead, note)
            : new BeadLine(raw, BeadLineKind.Unreadable, null, "an object without an id and a title");
    }

    /// <summary>What an object says of an issue; null for one without an id and a title.</summary>
    internal static Bead? Issue(JsonElement root)
    {
        if (string.IsNullOrWhiteSpace(Text(root, "id")) || Text(root, "title") is null)
        {
            return null;
        }

        return new()
        {
            Id = Text(root, "id")!,
            Title = Text(root, "title")!,
            Description = Text(root, "description") ?? "",
            Status = Text(root, "status") ?? BeadStatus.Open,
            Priority = Number(root, "priority") ?? 2,
            Type = Text(root, "issue_type") ?? "task",
            Labels = Labels(root),
            Dependencies = Edges(root),
            Assignee = Text(root, "assignee") is { Length: > 0 } assignee ? assignee : null,
            CreatedAt = Time(root, "created_at"),
            UpdatedAt = Time(root, "updated_at"),
            StartedAt = Time(root, "started_at"),
            ClosedAt = Time(root, "closed_at"),
            LeaseUntil = Time(root, Lease.Field),
            LeaseHost = Text(root, Lease.HostField),
            DeferUntil = Time(root, "defer_until"),
            CloseReason = Text(root, "close_reason"),
            ExternalRef = Text(root, "external_ref"),
        };
    }

    /// <summary>A property that is text; null for any other, and for none.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? Text(value) : null;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate as an escape is JSON by its grammar, and no text.
            return null;
        }
    }

    private static int? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : null;

    private static DateTimeOffset? Time(JsonElement parent, string name) =>
        DateTimeOffset.TryParse(
            Text(parent, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;

    private static List<string> Labels(JsonElement root)
    {
        List<string> labels = [];
        if (root.TryGetProperty("labels", out JsonElement array) && array.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in array.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.String && Text(item) is { } label)
                {
                    labels.Add(label);
                }
            }
        }

        return labels;
    }

    private static List<BeadDependency> Edges(JsonElement root)
    {
        List<BeadDependency> edges = [];
        if (root.TryGetProperty("dependencies", out JsonElement array) && array.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in array.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object && Text(item, "depends_on_id") is { } on)
                {
                    edges.Add(new BeadDependency(on, Text(item, "type") ?? BeadDependency.Blocks));
                }
            }
        }

        return edges;
    }
}
