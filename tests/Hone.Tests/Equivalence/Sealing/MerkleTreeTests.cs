using System.Text;
using CsCheck;
using Hone.Equivalence.Sealing;

namespace Hone.Tests.Equivalence.Sealing;

public sealed class MerkleTreeTests
{
    private static readonly Gen<byte[][]> _leaves = Gen.Byte.Array[0, 20].Array[1, 40];

    // The leaves and roots of the reference implementation of Certificate Transparency (merkle_tree_test, as in its log verifiers).
    private static readonly string[] _data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_roots_are_those_of_Certificate_Transparency(int leaves, string root) =>
        Assert.Equal(root, Root(_data[..leaves].Select(Convert.FromHexString)));

    [Fact]
    public void Any_changed_byte_of_any_leaf_changes_the_root() =>
        Gen.Select(_leaves, Gen.Int[0, int.MaxValue], Gen.Int[1, 255]).Sample((leaves, at, flip) =>
        {
            byte[][] full = [.. leaves.Where(leaf => leaf.Length > 0)];
            if (full.Length == 0)
            {
                return;
            }

            string before = Root(full);
            byte[] changed = full[at % full.Length];
            changed[at % changed.Length] ^= (byte)flip;
            Assert.NotEqual(before, Root(full));
        });

    [Fact]
    public void A_leaf_more_or_fewer_and_two_leaves_swapped_change_the_root() =>
        Gen.Select(_leaves, Gen.Int[0, int.MaxValue]).Sample((leaves, at) =>
        {
            string before = Root(leaves);
            Assert.NotEqual(before, Root([.. leaves, leaves[at % leaves.Length]]));
            Assert.NotEqual(before, Root(leaves[..^1]));
            int i = at % leaves.Length;
            int j = (i + 1) % leaves.Length;
            if (!leaves[i].AsSpan().SequenceEqual(leaves[j]))
            {
                (leaves[i], leaves[j]) = (leaves[j], leaves[i]);
                Assert.NotEqual(before, Root(leaves));
            }
        });

    [Fact]
    public void A_node_cannot_be_passed_off_as_a_leaf() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40]).Sample((left, right) =>
        {
            // The second preimage that a tree without prefixes has: one leaf made of the two hashes.
            byte[] forged = [.. MerkleTree.Leaf(left), .. MerkleTree.Leaf(right)];
            Assert.NotEqual(Root([left, right]), Root([forged]));
            Assert.NotEqual(Convert.ToHexStringLower(MerkleTree.Node(MerkleTree.Leaf(left), MerkleTree.Leaf(right))), Convert.ToHexStringLower(MerkleTree.Leaf(forged)));
        });

    [Fact]
    public void The_order_in_which_items_are_given_does_not_matter_and_every_letter_does() =>
        Gen.Select(Gen.Char['a', 'e'].Array[1, 6], Gen.Int[0, int.MaxValue]).Sample((letters, seed) =>
        {
            SealedItem[] items = [.. letters.Distinct().Select(letter => new SealedItem("input", letter.ToString(), "file sha256:" + letter))];
            SealedItem[] shuffled = [.. items];
            new Random(seed).Shuffle(shuffled);
            string root = new SealedList(items).Root;
            Assert.Equal(root, new SealedList([.. shuffled, items[0]]).Root);
            foreach (SealedItem other in new[] { items[0] with { Kind = "inpuu" }, items[0] with { Name = "z" }, items[0] with { State = "file" } })
            {
                Assert.NotEqual(root, new SealedList([other, .. items[1..]]).Root);
            }
        });

    [Fact]
    public void Letters_cannot_move_between_the_parts_of_an_item()
    {
        Assert.NotEqual(new SealedList([new("a", "bc", "d")]).Root, new SealedList([new("ab", "c", "d")]).Root);
        Assert.NotEqual(new SealedList([new("a", "b", "cd")]).Root, new SealedList([new("a", "bc", "d")]).Root);
        Assert.Throws<ArgumentException>(() => new SealedList([new("a", "b\0c", "d")]));
        Assert.Throws<ArgumentException>(() => new SealedList([new("a", "b", "c"), new("a", "b", "d")]));
    }

    [Fact]
    public void The_bytes_of_an_item_are_its_texts_with_a_NUL_between() =>
        Assert.Equal(Encoding.UTF8.GetBytes("input\0data/ä.txt\0file"), new SealedItem("input", "data/ä.txt", "file").Bytes());

    private static string Root(IEnumerable<byte[]> leaves) =>
        Convert.ToHexStringLower(MerkleTree.Root([.. leaves.Select(leaf => MerkleTree.Leaf(leaf))]));
}
