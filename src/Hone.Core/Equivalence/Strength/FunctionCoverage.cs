namespace Hone.Equivalence.Strength;

/// <summary>How much of one hot function the cases execute.</summary>
/// <param name="File">The file, relative to the project folder.</param>
/// <param name="Function">The function.</param>
/// <param name="FirstLine">Where it begins, from 1.</param>
/// <param name="LastLine">Where it ends.</param>
/// <param name="How">What counted the lines: <c>gcov</c>, <c>python</c>, <c>v8</c>, <c>hits</c>, or <c>mutants</c> when only lines with mutants were looked at.</param>
/// <param name="Lines">Lines that can be executed, or with <c>mutants</c> were looked at; null when nothing counted them.</param>
/// <param name="Covered">Those that were executed.</param>
public sealed record FunctionCoverage(string File, string Function, int FirstLine, int LastLine, string How, IReadOnlyList<int>? Lines, IReadOnlyList<int> Covered);
