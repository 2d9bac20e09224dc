using System.Text;
using System.Text.Json;

namespace Hone.Profiling.Formats.Writers;

/// <summary>The shared tables of a processed Firefox profile: one frame and one function for each frame of the profile.</summary>
internal static class FirefoxTableWriter
{
    private const int Library = 1; // resourceTypes.library of the viewer

    /// <summary>Writes the tables into the object that is open; a module's place in <paramref name="modules"/> is its library's number.</summary>
    public static void Write(Utf8JsonWriter json, Profile profile, string[] modules)
    {
        IReadOnlyList<Frame> frames = profile.Frames;
        Dictionary<string, int> texts = new(StringComparer.Ordinal);
        Dictionary<string, int> resources = modules.Select((module, i) => (module, i)).ToDictionary(pair => pair.module, pair => pair.i, StringComparer.Ordinal);
        string[] files = [.. frames.Select(frame => frame.Source?.File).OfType<string>().Distinct(StringComparer.Ordinal)];
        Dictionary<string, int> sources = files.Select((file, i) => (file, i)).ToDictionary(pair => pair.file, pair => pair.i, StringComparer.Ordinal);
        Table(json, "stackTable", profile.Nodes.Count);
        Column(json, "frame", profile.Nodes, (to, node) => to.WriteNumberValue(node.Frame));
        Column(json, "prefix", profile.Nodes, (to, node) => Number(to, node.Parent));
        json.WriteEndObject();

        Table(json, "frameTable", frames.Count);
        Column(json, "address", frames, (to, _) => to.WriteNumberValue(-1));
        Column(json, "inlineDepth", frames, (to, _) => to.WriteNumberValue(0));
        Column(json, "category", frames, (to, frame) => to.WriteNumberValue((int)frame.Origin));
        Column(json, "subcategory", frames, (to, _) => to.WriteNumberValue(0));
        int next = 0;
        Column(json, "func", frames, (to, _) => to.WriteNumberValue(next++));
        Column(json, "innerWindowID", frames, (to, _) => to.WriteNumberValue(0));
        Column(json, "nativeSymbol", frames, (to, _) => to.WriteNullValue());
        Column(json, "line", frames, (to, _) => to.WriteNullValue());
        Column(json, "column", frames, (to, _) => to.WriteNullValue());
        json.WriteEndObject();

        Table(json, "funcTable", frames.Count);
        Column(json, "name", frames, (to, frame) => to.WriteNumberValue(Text(frame.Function)));
        Column(json, "isJS", frames, (to, frame) => to.WriteBooleanValue(frame.Origin == FrameOrigin.Script));
        Column(json, "relevantForJS", frames, (to, _) => to.WriteBooleanValue(false));
        Column(json, "resource", frames, (to, frame) => to.WriteNumberValue(resources.GetValueOrDefault(frame.Module, -1)));
        Column(json, "source", frames, (to, frame) => Number(to, frame.Source is null ? -1 : sources[frame.Source.File]));
        Column(json, "lineNumber", frames, (to, frame) => Number(to, frame.Source?.Line ?? -1));
        Column(json, "columnNumber", frames, (to, _) => to.WriteNullValue());
        json.WriteEndObject();

        int[] libraries = [.. Enumerable.Range(0, modules.Length)];
        Table(json, "resourceTable", modules.Length);
        Column(json, "lib", libraries, (to, library) => to.WriteNumberValue(library));
        Column(json, "name", libraries, (to, library) => to.WriteNumberValue(Text(modules[library])));
        Column(json, "host", libraries, (to, _) => to.WriteNullValue());
        Column(json, "type", libraries, (to, _) => to.WriteNumberValue(Library));
        json.WriteEndObject();

        Table(json, "sources", files.Length);
        Column(json, "id", files, (to, _) => to.WriteNullValue());
        Column(json, "filename", files, (to, file) => to.WriteNumberValue(Text(file)));
        Column(json, "startLine", files, (to, _) => to.WriteNumberValue(1));
        Column(json, "startColumn", files, (to, _) => to.WriteNumberValue(1));
        Column(json, "sourceMapURL", files, (to, _) => to.WriteNullValue());
        json.WriteEndObject();

        Table(json, "nativeSymbols", 0);
        foreach (string column in new[] { "libIndex", "address", "name", "functionSize" })
        {
            Column<int>(json, column, [], (_, _) => { });
        }

        json.WriteEndObject();
        Column(json, "stringArray", texts.Keys, (to, text) => to.WriteStringValue(Encoding.UTF8.GetBytes(text)));

        int Text(string text)
        {
            texts.TryAdd(text, texts.Count);
            return texts[text];
        }
    }

    /// <summary>Writes a list as one column of the table that is open.</summary>
    public static void Column<T>(Utf8JsonWriter json, string name, IEnumerable<T> rows, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T row in rows)
        {
            write(json, row);
        }

        json.WriteEndArray();
        json.Flush();
    }

    private static void Table(Utf8JsonWriter json, string name, int length)
    {
        json.WriteStartObject(name);
        json.WriteNumber("length", length);
    }

    private static void Number(Utf8JsonWriter json, int value)
    {
        if (value < 0)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteNumberValue(value);
        }
    }
}
