using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profiling;

public sealed class ProfileBuilderTests
{
    [Fact]
    public void A_place_is_one_node_however_often_and_in_what_order_it_is_met()
    {
        Random random = new(3);
        ProfileBuilder builder = new(ProfileKind.Cpu, [new("samples", Unit.Count)]);
        Frame[] frames = [.. Enumerable.Range(0, 40).Select(i => new Frame("f" + i, "m", FrameOrigin.Native))];
        Dictionary<(int, int), int> known = [];
        List<int> nodes = [-1];
        for (int i = 0; i < 50_000; i++)
        {
            // Few parents with many callees and many with one, as in real stacks.
            int parent = nodes[random.Next(4) == 0 ? random.Next(Math.Min(nodes.Count, 8)) : random.Next(nodes.Count)];
            int frame = random.Next(3) == 0 ? random.Next(frames.Length) : 0;
            int node = builder.Node(parent, frames[frame]);
            if (!known.TryAdd((parent, frame), node))
            {
                Assert.Equal(known[(parent, frame)], node);
            }
            else
            {
                nodes.Add(node);
            }

            builder.Add(node, 1);
        }

        Profile profile = builder.Build("", "", []);
        Assert.Equal(known.Count, profile.Nodes.Count);
        Assert.Equal(50_000, profile.Total());
        Assert.All(known, pair => Assert.Equal((pair.Key.Item1, frames[pair.Key.Item2]), (profile.Nodes[pair.Value].Parent, profile.Frames[profile.Nodes[pair.Value].Frame])));
    }
}
