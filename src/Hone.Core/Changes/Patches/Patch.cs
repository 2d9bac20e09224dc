using System.Security.Cryptography;
using System.Text;
using Hone.Problems;

namespace Hone.Changes.Patches;

/// <summary>
/// A change of source files, as git writes it: the extended unified format of git-diff(1) with three lines of context, full object
/// names and renames (<c>-U3 --full-index -M</c>). Texts hold a letter for each byte (Latin-1), so that a file in any encoding comes out
/// as it went in; paths are read as UTF-8.
/// </summary>
/// <param name="Files">The files, in the order of the patch.</param>
public sealed record Patch(IReadOnlyList<FilePatch> Files)
{
    /// <summary>The largest patch that is read, in letters; git's own answers are cut there, too.</summary>
    public const int MostLetters = 64 << 20;

    private string? _text;
    private string? _digest;

    /// <summary>Reads a patch; an empty text is a patch without files. Linear in its length.</summary>
    /// <param name="unifiedDiff">The text, a letter for each byte.</param>
    /// <exception cref="ProblemException"><c>patch-malformed</c>, with the line; <c>patch-too-large</c>.</exception>
    public static Patch Parse(string unifiedDiff) => PatchParser.Parse(unifiedDiff);

    /// <summary>Reads the bytes of a patch; see <see cref="Parse"/>.</summary>
    public static Patch Parse(ReadOnlySpan<byte> bytes) => PatchParser.Parse(Encoding.Latin1.GetString(bytes));

    /// <summary>SHA-256 of <see cref="ToBytes"/>, 64 lower-case hexadecimal digits: what proofs and verdicts are bound to.</summary>
    public string Digest => _digest ??= Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    /// <summary>Lines that are added.</summary>
    public int AddedLines => Files.Sum(file => file.Hunks.Sum(hunk => hunk.Added));

    /// <summary>Lines that are removed.</summary>
    public int RemovedLines => Files.Sum(file => file.Hunks.Sum(hunk => hunk.Removed));

    /// <summary>Every hunk, and every change without hunks.</summary>
    public IReadOnlySet<HunkId> Ids => Files.SelectMany(file => file.Ids).ToHashSet();

    /// <summary>The hunks of all files.</summary>
    public IEnumerable<Hunk> Hunks => Files.SelectMany(file => file.Hunks);

    /// <summary>The patch as git writes it; of what git wrote, the very same text.</summary>
    public string ToText() => _text ??= PatchText.Write(Files);

    /// <summary>The same as bytes, which <c>git apply</c> takes.</summary>
    public byte[] ToBytes() => (ToText().Any(letter => letter > 0xff) ? Encoding.UTF8 : Encoding.Latin1).GetBytes(ToText());

    /// <summary>
    /// The patch with some of its hunks, which keep their ids; a file without any of them is left out, and the new side's line numbers
    /// follow from what is kept. All of them give the same patch.
    /// </summary>
    public Patch Only(IReadOnlySet<HunkId> kept) => PatchSubset.Of(this, kept);

    /// <inheritdoc/>
    public bool Equals(Patch? other) => other is not null && ToText() == other.ToText();

    /// <inheritdoc/>
    public override int GetHashCode() => ToText().GetHashCode(StringComparison.Ordinal);
}
