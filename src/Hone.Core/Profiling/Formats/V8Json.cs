using System.Text.Json;
using Hone.Problems;

namespace Hone.Profiling.Formats;

/// <summary>Parsing of V8's profile files, which are JSON written in one go at the end of a process.</summary>
internal static class V8Json
{
    /// <summary>Call stacks nest three levels of JSON a frame in a heap profile; deeper files are refused rather than followed.</summary>
    private const int MaxDepth = 64 * 1024;

    /// <summary>Parses the bytes and hands the root to <paramref name="read"/>; every malformation becomes a problem at <paramref name="place"/>.</summary>
    public static void Read(ReadOnlyMemory<byte> json, string format, string place, Action<JsonElement> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new ProblemException(
                new Problem(ExitCode.Usage, format + "-malformed", $"this is no complete V8 .{format} file: {e.Message}", "record it again, and let the program end by itself") { Place = place }, e);
        }
    }
}
