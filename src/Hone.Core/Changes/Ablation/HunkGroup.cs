using Hone.Changes.Patches;

namespace Hone.Changes.Ablation;

/// <summary>Hunks that are left out together to see whether the rest is as fast.</summary>
/// <param name="Name">What it is about, for people: the function with most changed lines, and how many others.</param>
/// <param name="Functions">The functions; a name is empty for what stands outside of functions.</param>
/// <param name="Hunks">The hunks.</param>
/// <param name="ChangedLines">Lines with code that are added or removed.</param>
public sealed record HunkGroup(string Name, IReadOnlyList<ChangedFunction> Functions, IReadOnlySet<HunkId> Hunks, int ChangedLines);
