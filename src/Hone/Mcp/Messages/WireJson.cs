using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Hone.Cli.Mcp.Messages;

/// <summary>JSON-RPC messages as they go over the wire, by the SDK's own source-generated converters.</summary>
internal static class WireJson
{
    // An answer holds a document as text within JSON: with every quote and letter beyond ASCII as \uXXXX it would be half as long again.
    private static readonly JsonSerializerOptions _options = new(McpJsonUtilities.DefaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonTypeInfo<JsonRpcMessage> _type = (JsonTypeInfo<JsonRpcMessage>)_options.GetTypeInfo(typeof(JsonRpcMessage));

    /// <summary>The message on one line, without a line end: JSON in this form holds none.</summary>
    public static byte[] Write(JsonRpcMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, _type);

    /// <summary>Reads a message; null, with what is wrong, when the bytes are none.</summary>
    public static JsonRpcMessage? Read(ReadOnlySpan<byte> bytes, out string? wrong)
    {
        try
        {
            wrong = null;
            return JsonSerializer.Deserialize(bytes, _type) ?? throw new JsonException("null is no message");
        }
#pragma warning disable CA1031 // Whatever a converter throws at bytes from outside means that they are no message; the server goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            wrong = error is JsonException ? error.Message : "not a JSON-RPC message";
            return null;
        }
    }

    /// <summary>The answer to a message that could not be taken; without an id when none could be found (JSON-RPC 2.0, section 5).</summary>
    public static JsonRpcError Refusal(RequestId? id, McpErrorCode code, string message) =>
        new() { Id = id ?? default, Error = new() { Code = (int)code, Message = message } };

    /// <summary>The id in bytes that are no message.</summary>
    public static RequestId? IdIn(ReadOnlySpan<byte> bytes)
    {
        RequestIdScanner scanner = new();
        scanner.Feed(bytes);
        return scanner.Id();
    }
}
