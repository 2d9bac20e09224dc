namespace Hone.Guardrails.History.Importing;

/// <summary>Lines of a history, as <c>hone history export --format jsonl</c> writes them; they come in as they are.</summary>
internal static class OwnImport
{
    public static bool Fits(ImportFile file) => Lines(file).FirstOrDefault() is string first && HistoryLine.Read(first) is not null;

    /// <summary>The lines that can be read.</summary>
    public static IEnumerable<StoredEntry> Read(ImportFile file) => Lines(file).Select(HistoryLine.Read).OfType<StoredEntry>();

    private static IEnumerable<string> Lines(ImportFile file) => file.Text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);
}
