using Tomlyn.Syntax;

namespace Hone.Workloads;

/// <summary>A place in a text: line and column, both counted from 1, the column in UTF-16 units.</summary>
internal readonly record struct TextPlace(int Line, int Column) : IComparable<TextPlace>
{
    public int CompareTo(TextPlace other) => Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    public static TextPlace Of(TextPosition position) => new(position.Line + 1, position.Column + 1);
}

/// <summary>A TOML value together with where it stands.</summary>
internal abstract record TomlNode(TextPlace At)
{
    /// <summary>The value's type for people, with its article.</summary>
    public abstract string TypeName { get; }
}

internal sealed record TomlText(TextPlace At, string Value) : TomlNode(At)
{
    public override string TypeName => "a string";
}

internal sealed record TomlInteger(TextPlace At, long Value) : TomlNode(At)
{
    public override string TypeName => "an integer";
}

internal sealed record TomlFloat(TextPlace At, double Value) : TomlNode(At)
{
    public override string TypeName => "a float";
}

internal sealed record TomlFlag(TextPlace At, bool Value) : TomlNode(At)
{
    public override string TypeName => "a boolean";
}

internal sealed record TomlDate(TextPlace At) : TomlNode(At)
{
    public override string TypeName => "a date";
}

/// <summary>An array; <see cref="OfTables"/> when it was written as <c>[[headers]]</c>.</summary>
internal sealed record TomlArray(TextPlace At, List<TomlNode> Items, bool OfTables) : TomlNode(At)
{
    public override string TypeName => OfTables ? "an array of tables" : "an array";
}

/// <summary>A table, however it was written: with a header, inline or through dotted keys.</summary>
internal sealed record TomlTable(TextPlace At) : TomlNode(At)
{
    private readonly Dictionary<string, (TextPlace KeyAt, TomlNode Value)> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public override string TypeName => "a table";

    public IReadOnlyList<string> Keys => _order;

    public bool TryGet(string key, out TextPlace keyAt, out TomlNode value)
    {
        bool found = _entries.TryGetValue(key, out (TextPlace KeyAt, TomlNode Value) entry);
        (keyAt, value) = entry;
        return found;
    }

    /// <summary>Adds an entry; of two with the same key the first stays, for the double is reported as an error elsewhere.</summary>
    public void Add(string key, TextPlace keyAt, TomlNode value)
    {
        if (_entries.TryAdd(key, (keyAt, value)))
        {
            _order.Add(key);
        }
    }
}
