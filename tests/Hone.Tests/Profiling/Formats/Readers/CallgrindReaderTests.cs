using Hone.Problems;
using Hone.Profiling;

namespace Hone.Tests.Profiling.Formats.Readers;

public sealed class CallgrindReaderTests
{
    private const string Head = "# callgrind format\nversion: 1\ncreator: callgrind-3.19.0\npositions: line\nevents: Ir\nsummary: 100\n\n";

    [Fact]
    public void A_tree_of_calls_comes_out_as_its_stacks()
    {
        Profile profile = ProfileBytes.Read(Head + """
            ob=(1) /opt/app
            fl=(1) a.c
            fn=(1) main
            1 10
            cfn=(2) left
            calls=3 20
            +1 60
            cob=(2) /lib/libx.so.1
            cfi=(2) x.c
            cfn=(3) right
            calls=1 5
            * 30

            fn=(2)
            20 60

            ob=(2)
            fl=(2)
            fn=(3)
            5 30

            """);
        Assert.Equal(["main 10", "main;left 60", "main;right 30"], ProfileBytes.Stacks(profile));
        Assert.Equal(["app", "app", "libx.so.1"], profile.Frames.OrderBy(frame => frame.Function == "right").Select(frame => frame.Module));
        Assert.Equal("instructions", profile.Metrics[0].Name);
        Assert.Contains("divided", Assert.Single(profile.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void What_two_callers_share_is_divided_as_their_calls_cost()
    {
        Profile profile = ProfileBytes.Read(Head + "fn=main\n1 0\ncfn=a\ncalls=1 1\n1 70\ncfn=b\ncalls=1 1\n1 31\nfn=a\n1 10\ncfn=shared\ncalls=1 1\n1 60\nfn=b\n1 1\ncfn=shared\ncalls=1 1\n1 30\nfn=shared\n1 45\ncfn=leaf\ncalls=9 9\n1 45\nfn=leaf\n1 45\n");
        Assert.Equal(["main;a 10", "main;a;shared 30", "main;a;shared;leaf 30", "main;b 1", "main;b;shared 15", "main;b;shared;leaf 15"], ProfileBytes.Stacks(profile));
    }

    [Fact]
    public void Recursion_ends_and_the_total_is_what_was_recorded()
    {
        Profile profile = ProfileBytes.Read(Head + "fn=main\n1 5\ncfn=even\ncalls=1 1\n1 95\nfn=even\n1 50\ncfn=odd\ncalls=5 1\n1 90\ncfn=even\ncalls=1 1\n1 7\nfn=odd\n1 45\ncfn=even\ncalls=4 1\n1 85\n");
        Assert.Equal(100, profile.Total());
        Assert.All(profile.Stacks, stack => Assert.True(stack.Values[0] >= 0));
        Assert.Equal("main", profile.Frames[profile.Nodes[0].Frame].Function);
    }

    [Fact]
    public void Several_positions_missing_values_and_other_events_are_understood()
    {
        Profile profile = ProfileBytes.Read("positions: instr line\nevents: Cycles Misses\nfn=main\n0x10 16 20 3\n+4 * 5\n0x20 18\n");
        Assert.Equal(["main 25"], ProfileBytes.Stacks(profile));
        Assert.Equal("Cycles", profile.Metrics[0].Name);
        Assert.Contains(profile.Notes, note => note.Contains("Misses are left out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_without_costs_is_a_problem_at_its_end()
    {
        Problem problem = Assert.Throws<ProblemException>(() => ProfileBytes.Read(Head + "fn=main\n")).Problem;
        Assert.Equal(("callgrind-malformed", "x:8"), (problem.Rule, problem.Place));
    }
}
