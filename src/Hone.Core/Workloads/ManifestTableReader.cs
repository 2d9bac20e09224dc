namespace Hone.Workloads;

/// <summary>The valid values of one table of the manifest, by key.</summary>
internal sealed class ManifestValues(TextPlace at)
{
    private readonly Dictionary<string, (object Value, TextPlace At)> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stated = new(StringComparer.Ordinal);

    /// <summary>Where the table stands.</summary>
    public TextPlace At { get; } = at;

    public IEnumerable<string> Keys => _values.Keys;

    public void Set(string key, object value, TextPlace place) => _values[key] = (value, place);

    /// <summary>Notes that the text has this key, or a misspelling of it: it is then not also called missing.</summary>
    public void Note(string key) => _stated.Add(key);

    /// <summary>True when the text has this key, be its value valid or not.</summary>
    public bool Has(string key) => _stated.Contains(key);

    public T? Get<T>(string key)
        where T : class => _values.TryGetValue(key, out (object Value, TextPlace At) entry) ? (T)entry.Value : null;

    public T? GetValue<T>(string key)
        where T : struct => _values.TryGetValue(key, out (object Value, TextPlace At) entry) ? (T)entry.Value : null;

    public TextPlace PlaceOf(string key) => _values.TryGetValue(key, out (object Value, TextPlace At) entry) ? entry.At : At;
}

/// <summary>Reads one table by its keys: unknown keys, missing keys and wrong values become errors.</summary>
internal static class ManifestTableReader
{
    /// <summary>Everything in the table that is valid.</summary>
    public static ManifestValues Read(TomlTable table, ManifestTable shape, ManifestErrors errors)
    {
        ManifestValues values = new(table.At);
        foreach (string name in table.Keys)
        {
            table.TryGet(name, out TextPlace keyAt, out TomlNode node);
            if (shape.Find(name) is not { } key)
            {
                Unknown(name, keyAt, shape, values, errors);
                continue;
            }

            values.Note(name);
            if (key.Table is { } inner)
            {
                ReadInner(node, keyAt, key, inner, values, errors);
            }
            else if (ManifestValueReader.Read(node, key, errors) is { } value)
            {
                values.Set(name, value, node.At);
            }
        }

        foreach (ManifestKey key in shape.Keys)
        {
            if (key.Required && !values.Has(key.Name))
            {
                errors.Add(table.At, "missing-key", $"{shape.Header} has no {key.Name}", $"add {key.Name} = {key.Example}");
            }
        }

        CheckOneOf(table, shape, values, errors);
        if (shape.HasCommand)
        {
            CheckCommand(table, shape, values, errors);
        }

        return values;
    }

    private static void ReadInner(TomlNode node, TextPlace keyAt, ManifestKey key, ManifestTable inner, ManifestValues values, ManifestErrors errors)
    {
        if (inner.Repeated)
        {
            ReadEach(node, keyAt, key, inner, values, errors);
        }
        else if (node is TomlTable table)
        {
            values.Set(key.Name, Read(table, inner, errors), keyAt);
        }
        else
        {
            errors.Add(node.At, "wrong-type", $"{key.Name} takes a table, and this is {node.TypeName}", $"write {key.Name} = {key.Example}");
        }
    }

    private static void ReadEach(TomlNode node, TextPlace keyAt, ManifestKey key, ManifestTable inner, ManifestValues values, ManifestErrors errors)
    {
        TomlNode? wrong = node is TomlArray array ? array.Items.Find(item => item is not TomlTable) : node;
        if (wrong is not null)
        {
            errors.Add(wrong.At, "wrong-type", $"{key.Name} takes {ManifestKindText.Describe(key.Kind)}, and this is {wrong.TypeName}", $"write {inner.Header} and its keys below, or {key.Name} = {key.Example}");
            return;
        }

        values.Set(key.Name, ((TomlArray)node).Items.Select(item => Read((TomlTable)item, inner, errors)).ToList(), keyAt);
    }

    private static void CheckOneOf(TomlTable table, ManifestTable shape, ManifestValues values, ManifestErrors errors)
    {
        string[] stated = [.. shape.OneOf.Where(values.Has)];
        if (shape.OneOf.Count > 0 && stated.Length != 1)
        {
            string names = string.Join(" and ", shape.OneOf);
            errors.Add(
                stated.Length == 0 ? table.At : values.PlaceOf(stated[^1]),
                stated.Length == 0 ? "missing-key" : "two-keys",
                stated.Length == 0 ? $"{shape.Header} has none of {names}" : $"{shape.Header} has both {names}",
                stated.Length == 0 ? $"add {shape.OneOf[0]} = {shape.Find(shape.OneOf[0])!.Example}" : "keep one of them");
        }
    }

    private static void Unknown(string name, TextPlace at, ManifestTable shape, ManifestValues values, ManifestErrors errors)
    {
        string shown = ManifestErrors.Quote(name);
        if (shape.ReservedFor is { } purpose)
        {
            errors.Add(at, "reserved-table", $"{shape.Header} is reserved for {purpose} and takes no keys in this version, but has {shown}", "remove the key");
            return;
        }

        string? near = NearestWord.Of(name, shape.Keys.Select(key => key.Name));
        if (near is not null)
        {
            values.Note(near);
        }

        errors.Add(at, "unknown-key", $"{shape.Header} has no key {shown}" + (near is null ? "" : $"; did you mean {near}?"),
            near is null ? $"its keys are {string.Join(", ", shape.Keys.Select(key => key.Name))}" : $"rename it to {near}");
    }

    private static void CheckCommand(TomlTable table, ManifestTable shape, ManifestValues values, ManifestErrors errors)
    {
        bool words = table.TryGet("command", out TextPlace wordsAt, out _);
        bool shell = table.TryGet("shell", out TextPlace shellAt, out _);
        if (words && shell)
        {
            errors.Add(wordsAt.CompareTo(shellAt) > 0 ? wordsAt : shellAt, "two-commands", $"{shape.Header} has both command and shell", "keep one of them");
        }
        else if (!values.Has("command") && !values.Has("shell"))
        {
            errors.Add(table.At, "missing-key", $"{shape.Header} has neither command nor shell", $"add command = {shape.Find("command")!.Example}");
        }
    }
}
