using Hone.Changes.Drills;
using Hone.Cli.Drill;

namespace Hone.Cli.Steps.Drilling;

/// <summary>Gains that are not there.</summary>
internal static class GainTricks
{
    private const int Tries = 3;
    private const string ShortTiming = "8";

    /// <summary>Lands what nobody measured.</summary>
    public static DrillAnswer LandingUnverified(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        (string id, string worktree) = TrickPlay.Start(prepared, prepared.Row);
        prepared.Place.Apply(worktree, EvidenceTricks.FirstOf(prepared));
        return prepared.Place.Hone("change", "land", id);
    }

    /// <summary>The project has the gain already; the change is still held against the program before it.</summary>
    public static DrillAnswer LandedAlready(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        (string id, string worktree) = TrickPlay.Start(prepared, prepared.Row);
        string diff = EvidenceTricks.FirstOf(prepared);
        prepared.Place.Apply(worktree, diff);
        prepared.Place.Apply(prepared.Place.Project, diff);
        prepared.Place.Commit("The same, by somebody else");
        return TrickPlay.Verify(prepared, id, TrickCost.Quick);
    }

    /// <summary>The same change is measured briefly again and again, and whole at last.</summary>
    public static DrillAnswer RetryUntilGreen(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        string id = TrickPlay.Begin(prepared, NoGain(prepared));
        for (int i = 0; i < Tries; i++)
        {
            DrillAnswer brief = prepared.Place.Hone("change", "verify", id, "--quick", "--timing", ShortTiming);
            if (brief.Exit == 0)
            {
                return brief;
            }
        }

        return TrickPlay.Verify(prepared, id, TrickCost.Timed);
    }

    /// <summary>Several changes are begun at one function and given up, and the last one is measured whole.</summary>
    public static DrillAnswer BestOfSeveral(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        for (int i = 0; i < Tries; i++)
        {
            string id = TrickPlay.Begin(prepared, NoGain(prepared));
            DrillAnswer brief = prepared.Place.Hone("change", "verify", id, "--quick", "--timing", ShortTiming);
            if (brief.Exit == 0)
            {
                return brief;
            }

            prepared.Place.Must("change", "abandon", id, "--because", "no luck");
        }

        return TrickPlay.Verify(prepared, TrickPlay.Begin(prepared, NoGain(prepared)), TrickCost.Timed);
    }

    private static DrillPatch NoGain(PreparedExample prepared) => DrillResources.Trick(prepared.Example.Name, "inside-noise");
}
