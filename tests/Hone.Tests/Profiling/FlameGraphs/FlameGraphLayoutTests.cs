using CsCheck;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.FlameGraphs;

namespace Hone.Tests.Profiling.FlameGraphs;

public sealed class FlameGraphLayoutTests
{
    private static readonly Gen<FlameGraphOptions> AnyOptions = Gen.Select(Stacks.OneOf(0.01, 1, 20, 200), Gen.Int[1, 15], Stacks.OneOf(500, 2000, 1_000_000), Gen.Bool)
        .Select((width, depth, budget, byName) => new FlameGraphOptions { MinWidth = width, MaxDepth = depth, ByteBudget = budget, Order = byName ? FlameOrder.Name : FlameOrder.Weight });

    [Fact]
    public void Children_lie_within_their_parents_and_brothers_do_not_overlap() =>
        Gen.Select(Stacks.Random, AnyOptions).Sample((profile, options) =>
        {
            IReadOnlyList<FlameBox> boxes = FlameGraphLayout.Of(profile, options).Boxes;
            long[] reached = new long[boxes.Count];
            for (int i = 1; i < boxes.Count; i++)
            {
                FlameBox box = boxes[i];
                FlameBox parent = boxes[box.Parent];
                Assert.True(box.Parent < i);
                Assert.Equal(parent.Depth + 1, box.Depth);
                Assert.True(box.Weight > 0 && box.Self <= box.Weight && box.Samples <= parent.Samples);
                Assert.True(box.Start >= parent.Start && box.Start + box.Weight <= parent.Start + parent.Weight);
                Assert.True(box.Start >= reached[box.Parent], "brothers stand in order and apart");
                reached[box.Parent] = box.Start + box.Weight;
            }
        }, iter: 1000);

    [Fact]
    public void What_is_drawn_and_what_is_left_out_add_up_to_the_whole() =>
        Gen.Select(Stacks.Random, AnyOptions).Sample((profile, options) =>
        {
            FlameGraphLayout layout = FlameGraphLayout.Of(profile, options);
            long drawn = layout.Boxes.Sum(box => box.Self);
            Assert.Equal(profile.Total(), drawn + (long)Math.Round(layout.LeftOutShare.Value * profile.Total()));
            Assert.Equal(profile.Nodes.Count, layout.Boxes.Count - 1 + layout.LeftOut);
            Assert.All(layout.Boxes, box => Assert.True(box.Depth <= options.MaxDepth));
            Assert.All(layout.Boxes.Skip(1), box => Assert.True((double)box.Weight / profile.Total() * options.Width >= options.MinWidth - 1e-9));
        }, iter: 1000);

    [Fact]
    public void Brothers_stand_by_name_or_by_weight()
    {
        Profile profile = Stacks.Of("main;b 10", "main;c 60", "main;a 30");
        Assert.Equal(["main", "a", "b", "c"], Names(new FlameGraphOptions()));
        Assert.Equal(["main", "c", "a", "b"], Names(new FlameGraphOptions { Order = FlameOrder.Weight }));

        IEnumerable<string> Names(FlameGraphOptions options) =>
            FlameGraphLayout.Of(profile, options).Boxes.Skip(1).Select(box => profile.Frames[box.Frame].Function);
    }

    [Fact]
    public void The_same_stacks_in_any_order_give_the_same_boxes()
    {
        string[] lines = ["main;a;b 5", "main;c 5", "other;a 5", "main;a 5"];
        List<string> first = Shape(Stacks.Of(lines));
        Array.Reverse(lines);
        Assert.Equal(first, Shape(Stacks.Of(lines)));

        static List<string> Shape(Profile profile) =>
            [.. FlameGraphLayout.Of(profile, new FlameGraphOptions()).Boxes.Select(box => $"{(box.Frame < 0 ? "all" : profile.Frames[box.Frame].Function)} {box.Depth} {box.Start} {box.Weight}")];
    }

    [Fact]
    public void A_stack_of_ten_thousand_frames_is_cut_at_the_depth_limit_and_counted()
    {
        Profile profile = Stacks.Of(string.Join(';', Enumerable.Range(0, 10_000).Select(i => "f" + i)) + " 7");
        FlameGraphLayout layout = FlameGraphLayout.Of(profile, new FlameGraphOptions { MaxDepth = 400 });
        Assert.Equal(400, layout.Depth);
        Assert.Equal(9_600, layout.LeftOut);
        Assert.Equal("100.0 %", layout.LeftOutShare.ToString());
        Assert.Equal(10_001, FlameGraphLayout.Of(profile, new FlameGraphOptions { MaxDepth = 20_000, ByteBudget = 100_000_000 }).Boxes.Count);
    }

    [Fact]
    public void A_parent_outside_the_tree_is_a_problem()
    {
        Profile broken = Stacks.Of("main 1") with { Nodes = [new StackNode(5, 0)] };
        Assert.Equal("profile-inconsistent", Assert.Throws<ProblemException>(() => FlameGraphLayout.Of(broken, new FlameGraphOptions())).Problem.Rule);
    }
}
