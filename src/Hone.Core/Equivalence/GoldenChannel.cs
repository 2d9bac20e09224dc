namespace Hone.Equivalence;

/// <summary>One thing that can be observed of a run: its exit code, a stream, an output file, the answers of a server.</summary>
/// <param name="Name">One of <see cref="ChannelName"/>.</param>
/// <param name="Sha256">SHA-256 of its bytes; of its text for the exit code.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record GoldenChannel(string Name, string Sha256, long Bytes)
{
    /// <summary>
    /// False when repeated recordings of the unchanged program differed and no normaliser explains it: such a channel is
    /// quarantined and supports no claim.
    /// </summary>
    public bool Stable { get; init; } = true;

    /// <summary>True when the bytes are kept, so that a difference can be shown; false when only the hash is.</summary>
    public bool Kept { get; init; }

    /// <summary>What an output is: <c>file</c>, <c>link</c>, <c>folder</c>, <c>pipe</c>, <c>socket</c> or <c>device</c>; null for what is no file.</summary>
    public string? Kind { get; init; }

    /// <summary>An output's permissions as four octal digits, <c>0644</c>; null for what has none.</summary>
    public string? Mode { get; init; }

    /// <summary>SHA-256 of what the normalisers leave; null where none applies, and the bytes themselves are compared.</summary>
    public string? Form { get; init; }

    /// <summary>The normalisers that apply, as they stood when the golden was recorded; null for none.</summary>
    public IReadOnlyList<string>? Normalisers { get; init; }

    /// <summary>Bytes that the normalisers take out of the comparison.</summary>
    public long Masked { get; init; }
}
