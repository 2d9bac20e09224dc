namespace Hone.Equivalence.Fuzzing;

/// <summary>One generated input.</summary>
/// <param name="Index">Its number in the sequence of its seed, from 0.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Flags">Which of the manifest's permutations of flags goes with it; null for the command as it stands.</param>
/// <param name="Steps">How it was made: the seed's number, then the mutators in order.</param>
public sealed record FuzzInput(int Index, byte[] Bytes, int? Flags, IReadOnlyList<string> Steps);
