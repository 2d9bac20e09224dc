namespace Hone.Profiling.FlameGraphs;

/// <summary>One rectangle of a flame graph, in units of weight; a node of the stack tree.</summary>
/// <param name="Frame">The frame's index in the profile, -1 for the box of the whole at depth 0.</param>
/// <param name="Parent">The index of the box it stands on, -1 for the whole; smaller than its own.</param>
/// <param name="Depth">0 for the whole, 1 for the roots of the stacks.</param>
/// <param name="Start">Where it begins, counted from the left edge.</param>
/// <param name="Weight">How wide it is.</param>
/// <param name="Self">What was recorded with it as the leaf.</param>
/// <param name="Samples">How many observations stand behind it.</param>
public readonly record struct FlameBox(int Frame, int Parent, int Depth, long Start, long Weight, long Self, long Samples);
