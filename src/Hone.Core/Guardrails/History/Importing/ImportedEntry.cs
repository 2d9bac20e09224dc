namespace Hone.Guardrails.History.Importing;

/// <summary>An entry as a file of another tool has it; what the file does not say is null and filled in by whoever imports it.</summary>
/// <param name="Workload">What the tool calls it.</param>
/// <param name="Figures">The figures; at least one.</param>
public sealed record ImportedEntry(string Workload, IReadOnlyList<HistoryFigure> Figures)
{
    /// <summary>The commit, as the file has it; null when it says none.</summary>
    public string? Commit { get; init; }

    /// <summary>When it was measured.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Where it was measured, as far as the file says.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
