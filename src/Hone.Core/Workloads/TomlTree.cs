using Tomlyn.Syntax;

namespace Hone.Workloads;

/// <summary>
/// Folds a TOML syntax tree into tables (TOML 1.0.0, "Table", "Array of Tables", "Inline Table"), so that every way of
/// writing the same table reads the same, and each key and value keeps its place.
/// </summary>
internal static class TomlTree
{
    /// <summary>The root table of a document without syntax errors.</summary>
    public static TomlTable Fold(DocumentSyntax document)
    {
        TomlTable root = new(new TextPlace(1, 1));
        AddAll(root, document.KeyValues);
        foreach (TableSyntaxBase header in document.Tables)
        {
            if (header.Name is null)
            {
                continue;
            }

            TomlTable? owner = root;
            List<(string Name, TextPlace At)> path = PathOf(header.Name);
            for (int step = 0; step < path.Count - 1 && owner is not null; step++)
            {
                owner = Enter(owner, path[step]);
            }

            TomlTable? table = owner is null ? null : header is TableArraySyntax ? Append(owner, path[^1], header) : Enter(owner, path[^1], Start(header));
            if (table is not null)
            {
                AddAll(table, header.Items);
            }
        }

        return root;
    }

    private static TextPlace Start(TableSyntaxBase header) => TextPlace.Of(header.OpenBracket?.Span.Start ?? header.Span.Start);

    private static TomlTable Append(TomlTable owner, (string Name, TextPlace At) key, TableSyntaxBase header)
    {
        TomlTable element = new(Start(header));
        if (!owner.TryGet(key.Name, out _, out TomlNode value))
        {
            value = new TomlArray(Start(header), [], OfTables: true);
            owner.Add(key.Name, key.At, value);
        }

        // Something else of that name is an error that Tomlyn's own validation reports; the element is then read into nothing.
        (value as TomlArray)?.Items.Add(element);
        return element;
    }

    /// <summary>The table of this name, made when there is none; the last one of an array of tables; null for any other value.</summary>
    private static TomlTable? Enter(TomlTable owner, (string Name, TextPlace At) key, TextPlace? start = null)
    {
        if (!owner.TryGet(key.Name, out _, out TomlNode value))
        {
            TomlTable made = new(start ?? key.At);
            owner.Add(key.Name, key.At, made);
            return made;
        }

        return value switch
        {
            TomlTable table => table,
            TomlArray { OfTables: true, Items: [.., TomlTable last] } => last,
            _ => null,
        };
    }

    private static void AddAll(TomlTable table, IEnumerable<KeyValueSyntax> pairs)
    {
        foreach (KeyValueSyntax pair in pairs)
        {
            if (pair.Key is null || pair.Value is null)
            {
                continue;
            }

            List<(string Name, TextPlace At)> path = PathOf(pair.Key);
            TomlTable? owner = table;
            for (int step = 0; step < path.Count - 1 && owner is not null; step++)
            {
                owner = Enter(owner, path[step]);
            }

            owner?.Add(path[^1].Name, path[^1].At, Read(pair.Value));
        }
    }

    private static TomlNode Read(ValueSyntax value)
    {
        TextPlace at = TextPlace.Of(value.Span.Start);
        switch (value)
        {
            case StringValueSyntax text:
                return new TomlText(at, text.Value ?? "");
            case IntegerValueSyntax integer:
                return new TomlInteger(at, integer.Value);
            case FloatValueSyntax number:
                return new TomlFloat(at, number.Value);
            case BooleanValueSyntax flag:
                return new TomlFlag(at, flag.Value);
            case ArraySyntax array:
                List<TomlNode> items = [];
                foreach (ArrayItemSyntax item in array.Items)
                {
                    if (item.Value is not null)
                    {
                        items.Add(Read(item.Value));
                    }
                }

                return new TomlArray(at, items, OfTables: false);
            case InlineTableSyntax inline:
                TomlTable table = new(at);
                AddAll(table, inline.Items.Select(item => item.KeyValue).OfType<KeyValueSyntax>());
                return table;
            default:
                return new TomlDate(at);
        }
    }

    private static List<(string Name, TextPlace At)> PathOf(KeySyntax key)
    {
        List<(string, TextPlace)> path = [Part(key.Key, key)];
        foreach (DottedKeyItemSyntax dotted in key.DotKeys)
        {
            path.Add(Part(dotted.Key, dotted));
        }

        return path;
    }

    private static (string Name, TextPlace At) Part(BareKeyOrStringValueSyntax? part, SyntaxNode around) => part switch
    {
        BareKeySyntax bare => (bare.Key?.Text ?? "", TextPlace.Of(bare.Span.Start)),
        StringValueSyntax quoted => (quoted.Value ?? "", TextPlace.Of(quoted.Span.Start)),
        _ => ("", TextPlace.Of(around.Span.Start)),
    };
}
