using System.Text;

namespace Hone.Equivalence.Sealing;

/// <summary>One thing that a seal fixes: a leaf of its tree.</summary>
/// <param name="Kind">The <see cref="SealedKind"/>'s name.</param>
/// <param name="Name">Which: a path relative to the project folder, a program, a variable, a setting.</param>
/// <param name="State">What it was, as text: for files a <see cref="SealedFile"/>, for values their hash, never the value.</param>
public sealed record SealedItem(string Kind, string Name, string State)
{
    /// <summary>The leaf's bytes: the three texts in UTF-8, with a NUL between them, which none of them can hold (path names and variables cannot).</summary>
    public byte[] Bytes() => Encoding.UTF8.GetBytes(Kind + "\0" + Name + "\0" + State);

    /// <summary>The leaf's hash.</summary>
    public byte[] Hash() => MerkleTree.Leaf(Bytes());
}
