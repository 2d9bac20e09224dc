using Hone.Beads;

namespace Hone.Cli.Steps;

/// <summary>A bead of this phase, as the tracker has it now.</summary>
/// <param name="Bead">The bead.</param>
/// <param name="Name">What people see, such as <c>bd-wordfreq.flamegraph</c>.</param>
/// <param name="IsProfiling">One of the beads that the stop condition counts.</param>
/// <param name="IsReady">Nobody has it, and nothing that it waits for is open.</param>
internal sealed record BeadView(Bead Bead, string Name, bool IsProfiling, bool IsReady)
{
    public string Key => Bead.Key!;

    public bool IsOpen => !Bead.IsResolved;

    public string? Assignee => Bead.Assignee;
}
