namespace Hone.Beads;

/// <summary>Who moves a bead. Names are given by people and harnesses, so two machines may have the same one.</summary>
/// <param name="Name">The actor's name, as the tracker keeps it.</param>
/// <param name="Host">
/// A mark of the machine that says nothing of it: the same for all Hones there. A lease holds for a name on one machine, because whoever
/// renews it must be the one that it was given to; a claim without a lease holds for the name alone, as trackers have it.
/// </param>
public sealed record Holder(string Name, string Host);
