namespace Hone.Linux.Trackers;

/// <summary>A tracker that can hold a bead back until it has Hone's word.</summary>
public interface IGatedTracker
{
    /// <summary>Tells the tracker Hone's verdict; what was done, as sentences.</summary>
    /// <param name="typed">The bead.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="actor">Who asks.</param>
    IReadOnlyList<string> Report(string typed, BeadVerdict verdict, string actor);

    /// <summary>Makes the tracker hold the bead back until then, or says how the team's own file does; what was done or is to do, as sentences.</summary>
    IReadOnlyList<string> Demand(string typed, string actor);
}
