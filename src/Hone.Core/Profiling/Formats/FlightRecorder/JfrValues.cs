namespace Hone.Profiling.Formats.FlightRecorder;

/// <summary>A key of the constant pool of a type.</summary>
internal sealed record JfrReference(long Type, long Key);

/// <summary>
/// Reads values by their types into plain objects: <see cref="long"/>, <see cref="double"/>, <see cref="string"/>,
/// <see cref="JfrReference"/>, arrays of objects for values with fields (in their order) and for arrays.
/// </summary>
internal sealed class JfrValues(IReadOnlyDictionary<long, JfrType> types)
{
    private const int MaxDepth = 32;

    /// <summary>Reads one value of a type; null where the bytes are none, and the cursor has failed.</summary>
    public object? Read(ref JfrCursor cursor, JfrType type) => Read(ref cursor, type, keep: true, 0);

    /// <summary>Moves past one value of a type without making anything of it.</summary>
    public void Skip(ref JfrCursor cursor, JfrType type) => Read(ref cursor, type, keep: false, 0);

    private object? Read(ref JfrCursor cursor, JfrType type, bool keep, int depth)
    {
        if (type.Encoding == JfrEncoding.Nested)
        {
            return ReadFields(ref cursor, type, keep, depth);
        }

        if (type.Encoding == JfrEncoding.Text)
        {
            string? text = cursor.Text(out long key);
            return key != 0 ? new JfrReference(type.Id, key) : text;
        }

        if (type.Encoding is JfrEncoding.Float or JfrEncoding.Double)
        {
            double real = type.Encoding == JfrEncoding.Float ? BitConverter.Int32BitsToSingle(cursor.I32()) : BitConverter.Int64BitsToDouble(cursor.I64());
            return keep ? real : null;
        }

        long whole = type.Encoding == JfrEncoding.Byte ? cursor.U8() : cursor.Var();
        return keep ? whole : null;
    }

    private object?[]? ReadFields(ref JfrCursor cursor, JfrType type, bool keep, int depth)
    {
        if (depth > MaxDepth)
        {
            cursor.MoveTo(-1);
            return null;
        }

        object?[]? values = keep ? new object?[type.Fields.Count] : null;
        for (int i = 0; i < type.Fields.Count && !cursor.Failed; i++)
        {
            object? value = ReadField(ref cursor, type.Fields[i], keep, depth);
            if (values is not null)
            {
                values[i] = value;
            }
        }

        return values;
    }

    private object? ReadField(ref JfrCursor cursor, JfrField field, bool keep, int depth)
    {
        if (!types.TryGetValue(field.Type, out JfrType? type) || (!field.Pooled && type.Encoding == JfrEncoding.Nested && type.Fields.Count == 0))
        {
            // A value of unknown or no size: what follows cannot be found.
            cursor.MoveTo(-1);
            return null;
        }

        if (!field.Array)
        {
            return ReadItem(ref cursor, field, type, keep, depth);
        }

        int count = cursor.Count();
        object?[]? items = keep ? new object?[count] : null;
        for (int i = 0; i < count && !cursor.Failed; i++)
        {
            object? item = ReadItem(ref cursor, field, type, keep, depth);
            if (items is not null)
            {
                items[i] = item;
            }
        }

        return items;
    }

    private object? ReadItem(ref JfrCursor cursor, JfrField field, JfrType type, bool keep, int depth)
    {
        if (!field.Pooled)
        {
            return Read(ref cursor, type, keep, depth + 1);
        }

        long key = cursor.Var();
        return keep ? new JfrReference(field.Type, key) : null;
    }
}
