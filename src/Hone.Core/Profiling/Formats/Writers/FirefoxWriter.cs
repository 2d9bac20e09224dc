using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hone.Units;

namespace Hone.Profiling.Formats.Writers;

/// <summary>
/// A processed profile of the Firefox Profiler, version 62 (docs-developer/CHANGELOG-formats.md of firefox-devtools/profiler), of the first
/// metric: one thread in which each stack is one sample with its weight. Times become milliseconds with six decimals, so nothing is lost.
/// </summary>
internal sealed class FirefoxWriter : IProfileWriter
{
    private const int Version = 62;
    private const int GeckoVersion = 24;
    private const decimal NanosecondsEach = 1_000_000;

    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // Of the colours that the viewer knows; in the order of the origins.
    private static readonly (string Name, string Colour)[] _categories =
    [
        ("Native", "orange"), (".NET", "lightblue"), ("Script", "yellow"), ("Runtime", "magenta"), ("Kernel", "red"), ("System call", "green"), ("File", "blue"), ("Unknown", "grey"),
    ];

    public string Name => "firefox";

    public string Extension => ".firefox.json";

    public bool IsText => true;

    public void Write(Profile profile, string title, Stream stream)
    {
        using Utf8JsonWriter json = new(stream, _options);
        string[] modules = [.. profile.Frames.Select(frame => frame.Module).Where(module => module.Length > 0).Distinct(StringComparer.Ordinal)];
        json.WriteStartObject();
        WriteMeta(json, title);
        json.WriteStartArray("libs");
        foreach (string module in modules)
        {
            WriteLibrary(json, module);
        }

        json.WriteEndArray();
        Empty(json, "pages", "profilerOverhead", "counters");
        json.WriteStartObject("shared");
        FirefoxTableWriter.Write(json, profile, modules);
        json.WriteEndObject();
        json.WriteStartArray("threads");
        WriteThread(json, profile, title);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter json, string title)
    {
        json.WriteStartObject("meta");
        json.WriteStartArray("categories");
        foreach ((string name, string colour) in _categories)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("color", colour);
            json.WriteStartArray("subcategories");
            json.WriteStringValue("Other");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("debug", false);
        json.WriteStartObject("extensions");
        Empty(json, "baseURL", "id", "name");
        json.WriteNumber("length", 0);
        json.WriteEndObject();
        json.WriteNumber("interval", 1);
        Empty(json, "markerSchema", "pausedRanges");
        json.WriteNumber("preprocessedProfileVersion", Version);
        json.WriteNumber("processType", 0);
        json.WriteString("product", Encoding.UTF8.GetBytes(title));
        json.WriteStartObject("sampleUnits");
        json.WriteString("time", "ms");
        json.WriteString("eventDelay", "ms");
        json.WriteString("threadCPUDelta", "µs");
        json.WriteEndObject();
        json.WriteBoolean("sourceCodeIsNotOnSearchfox", true);
        json.WriteNumber("startTime", 0);
        json.WriteBoolean("symbolicated", true);
        json.WriteBoolean("usesOnlyOneStackType", true);
        json.WriteBoolean("doesNotUseFrameImplementation", true);
        json.WriteNumber("version", GeckoVersion);
        json.WriteEndObject();
    }

    private static void WriteLibrary(Utf8JsonWriter json, string module)
    {
        byte[] name = Encoding.UTF8.GetBytes(module);
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("path", name);
        json.WriteString("debugName", name);
        json.WriteString("debugPath", name);
        json.WriteString("breakpadId", "000000000000000000000000000000000");
        json.WriteNull("codeId");
        json.WriteNull("arch");
        json.WriteEndObject();
    }

    private static void WriteThread(Utf8JsonWriter json, Profile profile, string title)
    {
        Metric metric = profile.Metrics[0];
        json.WriteStartObject();
        json.WriteString("name", Encoding.UTF8.GetBytes(title));
        json.WriteString("processName", Encoding.UTF8.GetBytes(title));
        json.WriteString("processType", "default");
        json.WriteString("pid", "0");
        json.WriteString("tid", "0");
        json.WriteBoolean("isMainThread", true);
        json.WriteBoolean("showMarkersInTimeline", false);
        json.WriteNumber("processStartupTime", 0);
        json.WriteNull("processShutdownTime");
        json.WriteNumber("registerTime", 0);
        json.WriteNull("unregisterTime");
        Empty(json, "pausedRanges");
        json.WriteStartObject("markers");
        Empty(json, "category", "data", "endTime", "name", "phase", "startTime");
        json.WriteNumber("length", 0);
        json.WriteEndObject();
        json.WriteStartObject("samples");
        json.WriteNumber("length", profile.Stacks.Count);
        FirefoxTableWriter.Column(json, "stack", profile.Stacks, (to, stack) => to.WriteNumberValue(stack.Node));
        FirefoxTableWriter.Column(json, "timeDeltas", profile.Stacks, (to, _) => to.WriteNumberValue(1));
        FirefoxTableWriter.Column(json, "weight", profile.Stacks, (to, stack) =>
        {
            if (metric.Unit == Unit.Nanoseconds)
            {
                to.WriteNumberValue(stack.Values[0] / NanosecondsEach);
            }
            else
            {
                to.WriteNumberValue(stack.Values[0]);
            }
        });
        json.WriteString("weightType", metric.Unit switch { Unit.Nanoseconds => "tracing-ms", Unit.Bytes => "bytes", _ => "samples" });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Empty(Utf8JsonWriter json, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            json.WriteStartArray(name);
            json.WriteEndArray();
        }
    }
}
