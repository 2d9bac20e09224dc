using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Patches;

/// <summary>A function that a patch changes, adds or removes.</summary>
/// <param name="File">The file, as <see cref="FilePatch.Path"/> has it.</param>
/// <param name="Name">Its simple name; empty for what stands outside of all functions (imports, types, fields, tables).</param>
/// <param name="Old">Where it stood; null when it is new, or outside of functions.</param>
/// <param name="New">Where it stands; null when it is gone, or outside of functions.</param>
/// <param name="Hunks">The hunks that change lines of it.</param>
/// <param name="ChangedLines">Lines with code in it that are added or removed; blank lines and comments do not count.</param>
public sealed record ChangedFunction(string File, string Name, SourceSpan? Old, SourceSpan? New, IReadOnlyList<HunkId> Hunks, int ChangedLines);

/// <summary>Finds the functions that a patch changes: by the compiler's own parser in C#, by tokens in other languages that Hone knows, by git's headings elsewhere.</summary>
public static class ChangedFunctions
{
    /// <summary>The functions, in the order in which the patch comes to them; of each file at most one without a name, for what stands outside of functions.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="source">The text of a file by its path and side (true for the new one), a letter for each byte; null when it is not to be had.</param>
    public static IReadOnlyList<ChangedFunction> Of(Patch patch, Func<string, bool, string?> source) => PatchReading.Of(patch, source).Functions;
}
