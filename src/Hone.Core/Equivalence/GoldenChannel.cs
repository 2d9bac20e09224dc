namespace Hone.Equivalence;

/// <summary>One thing that can be observed of a run: its exit code, a stream, or an output file.</summary>
/// <param name="Name"><c>exit</c>, <c>stdout</c>, <c>stderr</c>, or <c>file:PATH</c> relative to the project folder.</param>
/// <param name="Sha256">SHA-256 of its bytes; of the decimal digits for the exit code.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record GoldenChannel(string Name, string Sha256, long Bytes)
{
    /// <summary>False when repeated recordings of the unchanged program differed: such a channel supports no claim.</summary>
    public bool Stable { get; init; } = true;

    /// <summary>True when the bytes are kept, so that a difference can be shown; false when only the hash is.</summary>
    public bool Kept { get; init; }
}
