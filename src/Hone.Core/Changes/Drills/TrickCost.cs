namespace Hone.Changes.Drills;

/// <summary>How far a trick gets before the rule that is meant for it can see it.</summary>
public enum TrickCost
{
    /// <summary>Nothing is built or timed: the record, the seal or the patch itself shows it.</summary>
    Quick,

    /// <summary>Both programs are built and run, and nothing is timed.</summary>
    Built,

    /// <summary>Both programs are timed.</summary>
    Timed,
}
