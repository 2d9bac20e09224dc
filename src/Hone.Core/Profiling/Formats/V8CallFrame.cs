using System.Text.Json;

namespace Hone.Profiling.Formats;

/// <summary>
/// A call frame of a V8 profile (Chrome DevTools protocol, Runtime.CallFrame: functionName, url, lineNumber from 0) as a frame.
/// </summary>
internal static class V8CallFrame
{
    /// <summary>The frame; null for <c>(root)</c>, which is no function.</summary>
    public static Frame? Read(JsonElement node)
    {
        JsonElement call = node.GetProperty("callFrame");
        string function = call.GetProperty("functionName").GetString() ?? "";
        string url = call.GetProperty("url").GetString() ?? "";
        int line = call.TryGetProperty("lineNumber", out JsonElement number) && number.TryGetInt32(out int zeroBased) ? zeroBased : -1;
        return function switch
        {
            "(root)" when url.Length == 0 => null,
            "(program)" when url.Length == 0 => new Frame("[node runtime]", "node", FrameOrigin.Runtime),
            "(garbage collector)" when url.Length == 0 => new Frame("[V8 garbage collector]", "node", FrameOrigin.Runtime),
            _ => Script(function.Length == 0 ? "(anonymous)" : function, url, line),
        };
    }

    /// <summary>True for the pseudo function that stands for an event loop without work.</summary>
    public static bool IsIdle(JsonElement node) =>
        node.GetProperty("callFrame") is JsonElement call && call.GetProperty("functionName").ValueEquals("(idle)") && call.GetProperty("url").ValueEquals("");

    private static Frame Script(string function, string url, int line)
    {
        if (url.StartsWith("node:", StringComparison.Ordinal) || url.Length == 0)
        {
            return new Frame(function, url, FrameOrigin.Script);
        }

        string path = url.StartsWith("file://", StringComparison.Ordinal) ? Uri.UnescapeDataString(url["file://".Length..]) : url;
        SourceLocation? source = path.StartsWith('/') && line >= 0 ? new SourceLocation(path, line + 1) : null;
        return new Frame(function, ScriptModule.Name(path), FrameOrigin.Script, source);
    }
}
