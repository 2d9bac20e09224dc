using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Hone.Ledger;

/// <summary>An entry as one line of <c>ledger.jsonl</c>, and back.</summary>
public static class LedgerLine
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The entry with its hash computed from everything else.</summary>
    public static LedgerEntry Seal(LedgerEntry entry) => entry with { Hash = HashOf(entry) };

    /// <summary>SHA-256 of the canonical form of the entry without its hash, as lower-case hexadecimal digits.</summary>
    public static string HashOf(LedgerEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Canonical(entry, withHash: false)));

    /// <summary>The line, UTF-8, without the line feed that ends it on disk.</summary>
    public static byte[] Write(LedgerEntry entry) => Canonical(entry, withHash: true);

    /// <summary>Reads a line. Null when the bytes are not an entry at all; whether its hash is right is not asked here.</summary>
    public static LedgerEntry? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            if (!Utf8.IsValid(line.Span))
            {
                return null;
            }

            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            List<Artifact> artifacts = [];
            foreach (JsonElement artifact in root.GetProperty("artifacts").EnumerateArray())
            {
                artifacts.Add(new(Text(artifact, "name"), Text(artifact, "sha256"), artifact.GetProperty("bytes").GetInt64()));
            }

            LedgerEntry entry = new()
            {
                Seq = root.GetProperty("seq").GetInt64(),
                Time = DateTimeOffset.ParseExact(Text(root, "time"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Kind = Text(root, "kind"),
                Actor = Text(root, "actor"),
                Commit = Text(root, "commit"),
                Host = Text(root, "host"),
                Data = root.GetProperty("data").Clone(),
                Artifacts = artifacts,
                Prev = Text(root, "prev"),
                Hash = Text(root, "hash"),
            };

            // A lone surrogate parses as JSON and cannot be written again: such a line is nobody's entry.
            _ = HashOf(entry);
            return entry;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Text(JsonElement parent, string name) =>
        parent.GetProperty(name).GetString() ?? throw new FormatException(name + " is null");

    // The members are written in ordinal order by hand; CanonicalJson does the same inside data.
    private static byte[] Canonical(LedgerEntry entry, bool withHash)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _options))
        {
            writer.WriteStartObject();
            writer.WriteString("actor", entry.Actor);
            writer.WriteStartArray("artifacts");
            foreach (Artifact artifact in entry.Artifacts)
            {
                writer.WriteStartObject();
                writer.WriteNumber("bytes", artifact.Bytes);
                writer.WriteString("name", artifact.Name);
                writer.WriteString("sha256", artifact.Sha256);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("commit", entry.Commit);
            writer.WritePropertyName("data");
            CanonicalJson.Write(writer, entry.Data);
            if (withHash)
            {
                writer.WriteString("hash", entry.Hash);
            }

            writer.WriteString("host", entry.Host);
            writer.WriteString("kind", entry.Kind);
            writer.WriteString("prev", entry.Prev);
            writer.WriteNumber("seq", entry.Seq);
            writer.WriteString("time", entry.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
