namespace Hone.Profiling.FlameGraphs;

/// <summary>What a drawing says of a frame beyond the profile: its colour, and a sentence for its tooltip.</summary>
/// <param name="Colour">A class of <see cref="DifferencePalette"/>.</param>
/// <param name="Note">Plain text; empty for none.</param>
public sealed record FrameMark(string Colour, string Note);
