namespace Hone.Cli.Steps;

/// <summary>A bead of this phase, as the tracker has it now.</summary>
/// <param name="Key">Hone's stable key, such as <c>wordfreq.flamegraph</c>.</param>
/// <param name="Name">What people see, such as <c>bd-wordfreq.flamegraph</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Status">The tracker's own word.</param>
/// <param name="Assignee">Who has it, or null.</param>
/// <param name="IsProfiling">One of the beads that the stop condition counts.</param>
/// <param name="Row">The matrix row that it is about, or null.</param>
internal sealed record BeadView(string Key, string Name, string Title, string Status, string? Assignee, bool IsProfiling, string? Row)
{
    public bool IsOpen => Status != "closed";
}
