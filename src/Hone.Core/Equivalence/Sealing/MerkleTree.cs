using System.Numerics;
using System.Security.Cryptography;

namespace Hone.Equivalence.Sealing;

/// <summary>
/// The Merkle tree hash of RFC 6962 §2.1 with SHA-256: a leaf is hashed behind the byte 0, a node behind the byte 1, so that no
/// node can be passed off as a leaf and two lists have the same root only when they are the same list.
/// </summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The hash of one leaf: SHA-256(0x00 ‖ data), 32 bytes.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        byte[] prefixed = new byte[data.Length + 1];
        prefixed[0] = LeafPrefix;
        data.CopyTo(prefixed.AsSpan(1));
        return SHA256.HashData(prefixed);
    }

    /// <summary>The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right), 32 bytes.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> prefixed = stackalloc byte[1 + (2 * SHA256.HashSizeInBytes)];
        prefixed[0] = NodePrefix;
        left.CopyTo(prefixed[1..]);
        right.CopyTo(prefixed[(1 + SHA256.HashSizeInBytes)..]);
        return SHA256.HashData(prefixed);
    }

    /// <summary>The root over leaf hashes in their order; of none the SHA-256 of nothing, as the RFC has it.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        switch (leaves.Length)
        {
            case 0:
                return SHA256.HashData([]);
            case 1:
                return leaves[0];
            default:
                // The largest power of two below the number of leaves.
                int split = 1 << BitOperations.Log2((uint)(leaves.Length - 1));
                return Node(Root(leaves[..split]), Root(leaves[split..]));
        }
    }
}
