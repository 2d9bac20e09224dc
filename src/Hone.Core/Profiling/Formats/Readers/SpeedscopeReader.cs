using System.Text.Json;
using Hone.Profiling.Formats.Input;
using Hone.Units;

namespace Hone.Profiling.Formats.Readers;

/// <summary>
/// speedscope's own JSON (file-format-schema.json of the speedscope package): sampled and evented profiles; several, such as one a
/// thread, are added up, or kept apart with <see cref="ReadOptions.ByProgram"/>. Memory grows by 20 bytes with each sample of a sampled
/// profile, because its weights come after its stacks.
/// </summary>
internal sealed class SpeedscopeReader : IProfileReader
{
    public string Name => "speedscope";

    public string Title => "a speedscope file";

    public bool Recognises(ReadOnlySpan<byte> head) =>
        JsonHead.Of(head) is JsonHead json
        && (json.Text("$schema").Contains("speedscope", StringComparison.Ordinal)
            || (json.Has("profiles") && (json.HasBelow("startValue") || json.HasBelow("endValue")))
            || (json.Has("shared") && json.HasBelow("frames") && !json.HasBelow("stackTable")));

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        JsonInput json = new(bytes, Name, options.Place, cancellation);
        SpeedscopeStacks stacks = new(options.ByProgram);
        string exporter = "";
        bool cutOff = false;
        try
        {
            json.Object();
            while (json.NextKey())
            {
                if (json.Is("shared"u8))
                {
                    ReadShared(json, stacks);
                }
                else if (json.Is("profiles"u8) && json.IsArray())
                {
                    while (json.NextElement())
                    {
                        SpeedscopeProfile.Read(json, stacks);
                    }
                }
                else if (json.Is("exporter"u8))
                {
                    exporter = json.ReadText();
                }
                else if (json.Token == JsonTokenType.PropertyName)
                {
                    json.SkipValue();
                }
            }
        }
        catch (EndOfStreamException)
        {
            cutOff = true;
        }

        return stacks.Build(exporter.Length == 0 ? "speedscope" : exporter, options, cutOff);
    }

    private static void ReadShared(JsonInput json, SpeedscopeStacks stacks)
    {
        json.Object();
        while (json.NextKey())
        {
            if (!json.Is("frames"u8))
            {
                json.SkipValue();
            }
            else if (json.IsArray())
            {
                while (json.NextElement())
                {
                    stacks.AddFrame(ReadFrame(json));
                }
            }
        }
    }

    private static Frame ReadFrame(JsonInput json)
    {
        string name = "";
        string file = "";
        int line = 0;
        if (json.Token != JsonTokenType.StartObject)
        {
            throw json.Malformed("a frame is expected");
        }

        while (json.NextKey())
        {
            if (json.Is("name"u8))
            {
                name = json.ReadText();
            }
            else if (json.Is("file"u8))
            {
                file = json.ReadText();
            }
            else if (json.Is("line"u8))
            {
                json.Read();
                line = json.Token == JsonTokenType.Number ? (int)Math.Clamp(json.Number(), 0, int.MaxValue) : 0;
                json.SkipRest();
            }
            else
            {
                json.SkipValue();
            }
        }

        return FrameGuess.Of(name, file, file.Length > 0 && line > 0 ? new SourceLocation(file, line) : null);
    }
}
