namespace Hone.Changes.Patches;

/// <summary>Which hunk of a patch: stable as long as the patch's text is.</summary>
/// <param name="File">The file, counted from 0 in the order of the patch.</param>
/// <param name="Hunk">
/// The hunk of that file, counted from 0; -1 for a change that has no hunks (a rename or a mode alone, a binary file, an empty file), which
/// is kept or left out as a whole.
/// </param>
public readonly record struct HunkId(int File, int Hunk)
{
    /// <summary>The change of a file that has no hunks.</summary>
    public static HunkId Whole(int file) => new(file, -1);

    /// <inheritdoc/>
    public override string ToString() => Hunk < 0 ? FormattableString.Invariant($"{File + 1}") : FormattableString.Invariant($"{File + 1}.{Hunk + 1}");
}
