using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hone.Units;

namespace Hone.Profiling.Formats.Writers;

/// <summary>
/// speedscope's own JSON (file-format-schema.json of the speedscope package): one sampled profile with shared frames, of the first metric.
/// A frame's file is that of its definition where it is known, else its module.
/// </summary>
internal sealed class SpeedscopeWriter : IProfileWriter
{
    private const int FlushAt = 1 << 20;

    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public string Name => "speedscope";

    public string Extension => ".speedscope.json";

    public bool IsText => true;

    public void Write(Profile profile, string title, Stream stream)
    {
        using Utf8JsonWriter json = new(stream, _options);
        json.WriteStartObject();
        json.WriteString("$schema", "https://www.speedscope.app/file-format-schema.json");
        json.WriteString("exporter", "hone");
        json.WriteString("name", Encoding.UTF8.GetBytes(title));
        json.WriteNumber("activeProfileIndex", 0);
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (Frame frame in profile.Frames)
        {
            WriteFrame(json, frame);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("profiles");
        WriteProfile(json, profile, title);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFrame(Utf8JsonWriter json, Frame frame)
    {
        json.WriteStartObject();
        json.WriteString("name", Encoding.UTF8.GetBytes(frame.Function));
        if (frame.Source is SourceLocation source)
        {
            json.WriteString("file", Encoding.UTF8.GetBytes(source.File));
            json.WriteNumber("line", source.Line);
        }
        else if (frame.Module.Length > 0)
        {
            json.WriteString("file", Encoding.UTF8.GetBytes(frame.Module));
        }

        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, Profile profile, string title)
    {
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        json.WriteString("name", Encoding.UTF8.GetBytes(title));
        json.WriteString("unit", profile.Metrics[0].Unit switch { Unit.Nanoseconds => "nanoseconds", Unit.Bytes => "bytes", _ => "none" });
        json.WriteNumber("startValue", 0);
        json.WriteNumber("endValue", profile.Total());
        json.WriteStartArray("samples");
        List<int> path = [];
        foreach (StackValues stack in profile.Stacks)
        {
            path.Clear();
            for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
            {
                path.Add(profile.Nodes[node].Frame);
            }

            json.WriteStartArray();
            for (int i = path.Count - 1; i >= 0; i--)
            {
                json.WriteNumberValue(path[i]);
            }

            json.WriteEndArray();
            if (json.BytesPending > FlushAt)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (StackValues stack in profile.Stacks)
        {
            json.WriteNumberValue(stack.Values[0]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
