using System.Text;
using System.Text.Json;
using Hone.Problems;

namespace Hone.Beads.Driving;

/// <summary>
/// What bd and br answer with <c>--json</c>, in every form of theirs that is known: a bare array; an object; bd's envelope
/// (<c>{"schema_version":1,"data":…}</c>); br's pages (<c>{"issues":[…],"total":…}</c>) and its wrappers with warnings
/// (<c>{"created":…,"warnings":[…]}</c>). Lines before the document (a notice, an upgrade hint) are passed over.
/// </summary>
public static class TrackerAnswer
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };
    private static readonly string[] _wrappers = ["data", "issues", "items", "created", "updated", "closed", "issue"];

    /// <summary>
    /// The issues of an answer that is a list. One in a form that is not known is a <see cref="ProblemException"/>, and not an empty list:
    /// a tracker that seems to be empty would be seeded again.
    /// </summary>
    /// <param name="output">Standard output.</param>
    /// <param name="command">The command, for an error.</param>
    public static IReadOnlyList<Bead> Listed(ReadOnlyMemory<byte> output, string command)
    {
        IReadOnlyList<Bead> beads = Beads(output, command, out string? unknown);
        return unknown is null
            ? beads
            : throw new ProblemException(new(
                ExitCode.ToolMissing, "tracker-answer", $"'{command}' did not answer with a list that Hone knows: {unknown}", "see what it says when you run it yourself; Hone knows bd from 0.60 and br from 0.1 on"));
    }

    /// <summary>The issues of an answer, in its order; what is no issue is left out. An answer that is no JSON is a <see cref="ProblemException"/>.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="command">The command, for an error.</param>
    public static IReadOnlyList<Bead> Beads(ReadOnlyMemory<byte> output, string command) => Beads(output, command, out _);

    private static List<Bead> Beads(ReadOnlyMemory<byte> output, string command, out string? unknown)
    {
        ReadOnlyMemory<byte> json = Document(output);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, _options);
            List<Bead> beads = [];
            unknown = Collect(document.RootElement, beads, depth: 0);
            return beads;
        }
        catch (JsonException error)
        {
            throw new ProblemException(
                new(ExitCode.ToolMissing, "tracker-answer", $"'{command}' did not answer in JSON", "see what it says when you run it yourself; Hone knows bd from 0.60 and br from 0.1 on"), error);
        }
    }

    /// <summary>The one issue of an answer that is about one; none, or an id that no argument could carry, is a <see cref="ProblemException"/>.</summary>
    public static Bead One(ReadOnlyMemory<byte> output, string command) =>
        Beads(output, command) is [{ } bead, ..] && IsId(bead.Id)
            ? bead
            : throw new ProblemException(new(ExitCode.ToolMissing, "tracker-answer", $"'{command}' named no issue in its answer", "see what it says when you run it yourself"));

    /// <summary>The tracker's own words for what went wrong, one line: from its JSON, else the first line that it wrote.</summary>
    public static string Complaint(ReadOnlyMemory<byte> error, ReadOnlyMemory<byte> output)
    {
        foreach (ReadOnlyMemory<byte> text in new[] { error, output })
        {
            if (Message(Document(text)) is { Length: > 0 } message)
            {
                return BeadDescription.OneLine(message, 300);
            }
        }

        string said = Encoding.UTF8.GetString(error.IsEmpty ? output.Span : error.Span);
        string? line = said.Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line));
        return line is null ? "it said nothing" : BeadDescription.OneLine(line, 300);
    }

    /// <summary>What a tracker said beside its answer, a line each.</summary>
    public static IEnumerable<string> Lines(ReadOnlyMemory<byte> error) =>
        Encoding.UTF8.GetString(error.Span).Split('\n').Select(line => BeadDescription.OneLine(line, 300)).Where(line => line.Length > 0);

    /// <summary>Whether a tracker that was asked for one issue says that there is none of this id, and nothing else is wrong.</summary>
    public static bool IsUnknown(ReadOnlyMemory<byte> error, ReadOnlyMemory<byte> output)
    {
        // bd ends every failure of show in one sentence, and says on a line of its own what the matter was with each id.
        string[] lines = [.. (Encoding.UTF8.GetString(error.Span) + "\n" + Encoding.UTF8.GetString(output.Span)).Split('\n')];
        string[] causes = [.. lines.Where(line => line.TrimStart().StartsWith("Error fetching", StringComparison.OrdinalIgnoreCase))];
        return causes.Length > 0 ? causes.All(SaysNone) : lines.Any(SaysNone);

        // A part of an id that several issues share is no issue's id.
        static bool SaysNone(string line) => Array.Exists(["not found", "no issue found", "no issues found", "ambiguous"], words => line.Contains(words, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether an id can stand in a command as a word of its own.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 200 && id[0] != '-' && !id.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == ',');

    // What is no list, in a few words; null for a list, also an empty one (Go writes an empty slice that was never made as null).
    private static string? Collect(JsonElement element, List<Bead> beads, int depth)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            int before = beads.Count;
            foreach (JsonElement item in element.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object && BeadLineReader.Issue(item) is { } bead)
                {
                    beads.Add(bead);
                }
            }

            return beads.Count > before || element.GetArrayLength() == 0 ? null : "none of its items is an issue with an id and a title";
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            if (BeadLineReader.Issue(element) is { } bead)
            {
                beads.Add(bead);
                return null;
            }

            foreach (string name in _wrappers)
            {
                if (depth < 3 && element.TryGetProperty(name, out JsonElement inner) && inner.ValueKind is JsonValueKind.Array or JsonValueKind.Object or JsonValueKind.Null)
                {
                    return Collect(inner, beads, depth + 1);
                }
            }

            return "it is an object without a list";
        }

        return element.ValueKind == JsonValueKind.Null ? null : "it is neither an array nor an object";
    }

    private static string? Message(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, _options);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out JsonElement error))
            {
                return null;
            }

            // bd: {"error":"…","code":"…"}; br: {"error":{"message":"…","hint":"…"}}.
            return error.ValueKind == JsonValueKind.Object ? BeadLineReader.Text(error, "message") : BeadLineReader.Text(document.RootElement, "error");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Document(ReadOnlyMemory<byte> output)
    {
        ReadOnlyMemory<byte> rest = output;
        while (!rest.IsEmpty && rest.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
        {
            int end = rest.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                return rest;
            }

            rest = rest[(end + 1)..];
        }

        return rest;
    }
}
