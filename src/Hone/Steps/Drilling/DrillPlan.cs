using Hone.Changes.Drills;
using Hone.Cli.Drill;

namespace Hone.Cli.Steps.Drilling;

/// <summary>What is played.</summary>
/// <param name="Folder">The folder that holds the examples.</param>
/// <param name="Examples">The examples.</param>
/// <param name="Tricks">The tricks; empty for none.</param>
/// <param name="Changes">The names of honest changes and mixtures, by example; empty for none.</param>
internal sealed record DrillPlan(string Folder, IReadOnlyList<DrillExample> Examples, IReadOnlyList<Trick> Tricks, IReadOnlyDictionary<string, IReadOnlyList<string>> Changes)
{
    /// <summary>How often each is played, in turns.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Nothing is built or timed beyond what each example needs to begin.</summary>
    public bool IsQuick => Changes.Count == 0 && Tricks.All(trick => trick.Cost == TrickCost.Quick);

    /// <summary>Something is timed.</summary>
    public bool IsTimed => Changes.Count > 0 || Tricks.Any(trick => trick.Cost == TrickCost.Timed);
}
