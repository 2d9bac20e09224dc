using System.Text;
using System.Text.Json;
using Hone.Problems;

namespace Hone.Guardrails.History.Importing;

/// <summary>A file that is to be imported, from anywhere.</summary>
public sealed class ImportFile
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const int Largest = 256 << 20;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Lazy<string> _text;
    private readonly Lazy<JsonElement?> _json;

    /// <summary>Takes a file.</summary>
    /// <param name="bytes">Its content, at most <see cref="Largest"/>.</param>
    /// <param name="place">Its path, for errors and for names that only the path holds.</param>
    public ImportFile(ReadOnlyMemory<byte> bytes, string place)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        _bytes = bytes.Span.StartsWith(mark) ? bytes[mark.Length..] : bytes;
        Place = place;
        _text = new(() => Encoding.UTF8.GetString(_bytes.Span));
        _json = new(Parse);
    }

    /// <summary>Its path.</summary>
    public string Place { get; }

    /// <summary>The content as text; what is not UTF-8 is replaced.</summary>
    public string Text => _text.Value;

    /// <summary>The content as one JSON value; null when it is none.</summary>
    public JsonElement? Json => _json.Value;

    /// <summary>A problem with the file.</summary>
    public ProblemException Wrong(string what) => new(new(ExitCode.Usage, "import-unreadable", what, "give the file as the tool wrote it; --format names the format where it is not recognised") { Place = Place });

    private JsonElement? Parse()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(_bytes, new() { MaxDepth = 64 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
