namespace Hone.Equivalence.Mutants;

/// <summary>Where a function stands in its file.</summary>
/// <param name="Name">Its name as the profile has it.</param>
/// <param name="FirstToken">The first token of its body.</param>
/// <param name="LastToken">Behind the last token of its body.</param>
/// <param name="FirstLine">The line where it begins, its head included; from 1.</param>
/// <param name="LastLine">The line where it ends.</param>
public sealed record SourceFunction(string Name, int FirstToken, int LastToken, int FirstLine, int LastLine);
