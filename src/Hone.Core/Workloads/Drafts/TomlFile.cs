using Tomlyn.Syntax;

namespace Hone.Workloads.Drafts;

/// <summary>Looks into TOML files that are not Hone's own, such as Cargo.toml.</summary>
internal static class TomlFile
{
    /// <summary>The root table; null when the text is not TOML.</summary>
    public static TomlTable? Read(string text)
    {
        DocumentSyntax? document = TomlSyntax.Parse(text, validate: false, out _);
        return document is null || document.HasErrors ? null : TomlTree.Fold(document);
    }

    /// <summary>A string of one table; null when there is none.</summary>
    public static string? Text(string text, string table, string key) => Read(text) is { } root ? Text(root, table, key) : null;

    /// <summary>A string of one table; null when there is none.</summary>
    public static string? Text(TomlTable root, string table, string key) =>
        root.TryGet(table, out _, out TomlNode node) && node is TomlTable inner ? Text(inner, key) : null;

    /// <summary>A string of the table; null when there is none.</summary>
    public static string? Text(TomlTable table, string key) =>
        table.TryGet(key, out _, out TomlNode node) && node is TomlText text ? text.Value : null;

    /// <summary>The tables of an array of tables; none when there is no such array.</summary>
    public static IEnumerable<TomlTable> Tables(TomlTable root, string key) =>
        root.TryGet(key, out _, out TomlNode node) && node is TomlArray array ? array.Items.OfType<TomlTable>() : [];
}
