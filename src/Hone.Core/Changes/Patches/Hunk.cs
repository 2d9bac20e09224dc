namespace Hone.Changes.Patches;

/// <summary>A stretch of lines that changes, with the lines around it.</summary>
/// <param name="Id">Which hunk it is.</param>
/// <param name="OldStart">Its first line on the old side, from 1; the line before it when it has none there.</param>
/// <param name="OldCount">How many lines it has on the old side.</param>
/// <param name="NewStart">Its first line on the new side.</param>
/// <param name="NewCount">How many lines it has on the new side.</param>
/// <param name="Lines">The lines, in order.</param>
public sealed record Hunk(HunkId Id, int OldStart, int OldCount, int NewStart, int NewCount, IReadOnlyList<HunkLine> Lines)
{
    /// <summary>What git puts behind the second <c>@@</c>: as a rule the line that begins the function; empty for none.</summary>
    public string Heading { get; init; } = "";

    /// <summary>Lines that are added.</summary>
    public int Added => Lines.Count(line => line.Kind == HunkLineKind.Added);

    /// <summary>Lines that are removed.</summary>
    public int Removed => Lines.Count(line => line.Kind == HunkLineKind.Removed);
}
