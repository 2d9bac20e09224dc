namespace Hone.Beads;

/// <summary>An edge: the bead that carries it depends on another.</summary>
/// <param name="On">The tracker id of the other bead.</param>
/// <param name="Type">One of the constants here, or another tool's word.</param>
public sealed record BeadDependency(string On, string Type)
{
    /// <summary>The bead cannot begin before the other is closed.</summary>
    public const string Blocks = "blocks";

    /// <summary>The bead is part of the other.</summary>
    public const string ParentChild = "parent-child";

    /// <summary>The bead was found while working on the other.</summary>
    public const string DiscoveredFrom = "discovered-from";

    /// <summary>The beads concern each other.</summary>
    public const string Related = "related";

    /// <summary>True for the types that keep a bead from the ready list in bd and br while the other bead is open.</summary>
    public bool IsBlocking => Type is Blocks or "conditional-blocks" or "waits-for";
}
