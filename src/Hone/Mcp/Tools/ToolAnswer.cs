using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hone.Problems;

namespace Hone.Cli.Mcp.Tools;

/// <summary>What a tool answers: the document that the command prints with <c>--json</c>, and the exit code that it ends with.</summary>
/// <param name="Json">The document, UTF-8, on one line.</param>
/// <param name="Exit">The exit code. One that is not 0 is an answer all the same: a gate that says no has done its work.</param>
internal sealed record ToolAnswer(byte[] Json, ExitCode Exit)
{
    private static readonly JsonWriterOptions _options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with a document.</summary>
    public static ToolAnswer Of<T>(T document, JsonTypeInfo<T> type, ExitCode exit = ExitCode.Holds)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _options))
        {
            JsonSerializer.Serialize(writer, document, type);
        }

        return new(buffer.ToArray(), exit);
    }
}
