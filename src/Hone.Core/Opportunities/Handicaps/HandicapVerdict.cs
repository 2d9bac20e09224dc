namespace Hone.Opportunities.Handicaps;

/// <summary>What the handicap test says of a function.</summary>
public enum HandicapVerdict
{
    /// <summary>The slope is not known well enough to say.</summary>
    Inconclusive,

    /// <summary>Time that is spent there is time that the run takes longer: a change there pays up to the function's share.</summary>
    OnPath,

    /// <summary>Part of the time there passes while something else is waited for; a change pays that part less.</summary>
    PartlyOnPath,

    /// <summary>The run does not wait for it: no change there can pay.</summary>
    OffPath,

    /// <summary>Time there costs more than itself, since others queue behind it: a lock or a queue is held meanwhile.</summary>
    Convoy,
}
