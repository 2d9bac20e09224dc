using System.Text;

namespace Hone.Guardrails.History.Exporting;

/// <summary>A history as one JSON document, or as its own lines, which <c>hone history import</c> takes back.</summary>
public static class JsonExport
{
    /// <summary>The version of the document's form.</summary>
    public const string Schema = "hone.history-entries/1";

    /// <summary>A document with the entries as they are stored.</summary>
    public static string Document(IEnumerable<StoredEntry> entries)
    {
        StringBuilder text = new("{\"schema\":\"" + Schema + "\",\"entries\":[");
        bool any = false;
        foreach (StoredEntry entry in entries)
        {
            text.Append(any ? ",\n" : "\n").Append(entry.Line);
            any = true;
        }

        return text.Append(any ? "\n]}\n" : "]}\n").ToString();
    }

    /// <summary>The lines.</summary>
    public static string Lines(IEnumerable<StoredEntry> entries) => string.Concat(entries.Select(entry => entry.Line + "\n"));
}
