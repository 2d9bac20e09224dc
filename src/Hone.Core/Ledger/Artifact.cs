namespace Hone.Ledger;

/// <summary>A file that stands behind a ledger entry, named by its content.</summary>
/// <param name="Name">What it is, such as <c>samples.json</c> or <c>cpu.svg</c>; a plain file name, never a path.</param>
/// <param name="Sha256">Its SHA-256 (FIPS 180-4), 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Artifact(string Name, string Sha256, long Bytes);
