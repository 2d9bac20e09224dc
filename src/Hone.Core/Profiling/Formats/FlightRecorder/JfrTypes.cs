namespace Hone.Profiling.Formats.FlightRecorder;

/// <summary>How the bytes of a field are laid out.</summary>
internal enum JfrEncoding
{
    /// <summary>Its own fields, one after the other.</summary>
    Nested,
    Byte,
    Variable,
    Float,
    Double,
    Text,
}

/// <summary>A field of an event or constant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The number of its type.</param>
/// <param name="Pooled">The value stands in the constant pool of its type, and its key here.</param>
/// <param name="Array">There are several values, their count first.</param>
internal sealed record JfrField(string Name, long Type, bool Pooled, bool Array);

/// <summary>A type of events or constants.</summary>
internal sealed record JfrType(long Id, string Name, IReadOnlyList<JfrField> Fields)
{
    /// <summary>How its values are laid out.</summary>
    public JfrEncoding Encoding { get; } = Name switch
    {
        "boolean" or "byte" => JfrEncoding.Byte,
        "char" or "short" or "int" or "long" => JfrEncoding.Variable,
        "float" => JfrEncoding.Float,
        "double" => JfrEncoding.Double,
        "java.lang.String" => JfrEncoding.Text,
        _ => JfrEncoding.Nested,
    };

    /// <summary>The index of a field; -1 when there is none of that name.</summary>
    public int Field(string name)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>
/// The types that a chunk describes in its metadata event: texts, then a tree of elements with attributes, of which those called
/// <c>class</c> with their <c>field</c>s matter (openjdk, jdk.jfr.internal.MetadataReader).
/// </summary>
internal static class JfrTypes
{
    private const int MaxDepth = 64;

    /// <summary>The types by number; empty when the bytes, of a whole metadata event, make no sense.</summary>
    public static Dictionary<long, JfrType> Read(ReadOnlySpan<byte> bytes)
    {
        Dictionary<long, JfrType> types = [];
        JfrCursor cursor = new(bytes);
        for (int i = 0; i < 5; i++)
        {
            // Size, number of the event's type, time, duration, version.
            _ = cursor.Var();
        }

        string[] texts = new string[cursor.Count()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = cursor.Text(out _) ?? "";
        }

        Element(ref cursor, texts, types, null, 0);
        return cursor.Failed ? [] : types;
    }

    private static void Element(ref JfrCursor cursor, string[] texts, Dictionary<long, JfrType> types, List<JfrField>? fieldsOfParent, int depth)
    {
        if (depth > MaxDepth)
        {
            cursor.MoveTo(-1);
            return;
        }

        string element = Text(ref cursor, texts);
        string name = "";
        long id = -1;
        long type = -1;
        bool pooled = false;
        bool array = false;
        int attributes = cursor.Count();
        for (int i = 0; i < attributes && !cursor.Failed; i++)
        {
            string key = Text(ref cursor, texts);
            string value = Text(ref cursor, texts);
            switch (key)
            {
                case "name":
                    name = value;
                    break;
                case "id":
                    _ = long.TryParse(value, out id);
                    break;
                case "class":
                    _ = long.TryParse(value, out type);
                    break;
                case "constantPool":
                    pooled = value == "true";
                    break;
                case "dimension":
                    array = value != "0";
                    break;
            }
        }

        List<JfrField>? fields = element == "class" ? [] : null;
        int children = cursor.Count();
        for (int i = 0; i < children && !cursor.Failed; i++)
        {
            Element(ref cursor, texts, types, fields, depth + 1);
        }

        if (fields is not null)
        {
            types[id] = new JfrType(id, name, fields);
        }
        else if (element == "field")
        {
            fieldsOfParent?.Add(new JfrField(name, type, pooled, array));
        }
    }

    private static string Text(ref JfrCursor cursor, string[] texts)
    {
        long index = cursor.Var();
        return index >= 0 && index < texts.Length ? texts[index] : "";
    }
}
