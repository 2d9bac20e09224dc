using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profiling.Formats.Readers;

public sealed class FoldedReaderTests
{
    [Fact]
    public void Stacks_are_read_and_equal_ones_added_up()
    {
        Profile profile = ProfileBytes.Read("main;parse;read 12\nmain;parse 3\nmain;parse;read 1\nother 5\n");
        Assert.Equal(["main;parse 3", "main;parse;read 13", "other 5"], ProfileBytes.Stacks(profile));
        Assert.Equal(21, profile.Total());
        Assert.Equal([new Metric("weight", Unit.Count)], profile.Metrics);
        Assert.Empty(profile.Notes);
    }

    [Fact]
    public void Lines_that_begin_alike_are_not_mixed_up()
    {
        Profile profile = ProfileBytes.Read("a;bc;d 1\na;bc;de 2\na;b 4\na;bcd 8\na 16\nab;bc 32\na;bc 64\na;bc;d 128\n");
        Assert.Equal(["a 16", "a;b 4", "a;bc 64", "a;bc;d 129", "a;bc;de 2", "a;bcd 8", "ab;bc 32"], ProfileBytes.Stacks(profile));
    }

    [Fact]
    public void Names_with_blanks_and_the_marks_of_other_tools_stay_as_they_are()
    {
        const string text = "void f(int, char);java/lang/Thread.run_[j];[libc.so.6];vfs_read_[k] 7\nparse (json/decoder.py:12);operator new 3\n#<Class:0x1> 2\n# a comment\n";
        Profile profile = ProfileBytes.Read(text);
        Assert.Equal(
            ["#<Class:0x1> 2", "parse (json/decoder.py:12);operator new 3", "void f(int, char);java/lang/Thread.run_[j];[libc.so.6];vfs_read_[k] 7"],
            ProfileBytes.Stacks(profile));
        Assert.Equal(FrameOrigin.Kernel, profile.Frames.Single(frame => frame.Function == "vfs_read_[k]").Origin);
        Assert.Equal(FrameOrigin.Script, profile.Frames.Single(frame => frame.Function.StartsWith("parse", StringComparison.Ordinal)).Origin);
    }

    [Fact]
    public void Of_two_columns_the_second_is_the_profile()
    {
        Profile profile = ProfileBytes.Read("a;b 10 12\na;c 0 5\n");
        Assert.Equal(["a;b 12 10", "a;c 5 0"], ProfileBytes.Stacks(profile));
        Assert.Equal("before", profile.Metrics[1].Name);
    }

    [Fact]
    public void The_empty_last_frame_of_heaptracks_folded_stacks_is_none()
    {
        Assert.Equal(["main;make 4"], ProfileBytes.Stacks(ProfileBytes.Read("main;make; 4\n")));
    }

    [Fact]
    public void What_has_no_weight_is_counted_and_what_is_no_whole_number_is_rounded()
    {
        Profile profile = ProfileBytes.Read("a;b 3\na;c 2.6\na;d\na;e x\na;f 9\na;g 1\na;h 1\na;i 1\na;j 1\na;k 99999999999999999999\na;l 1\na;m 1\na;n 1\na;o 1\na;p 1\na;q 1");
        Assert.Equal(25, profile.Total());
        Assert.Equal(3, profile.Notes.Count);
        Assert.StartsWith("3 lines have no weight", profile.Notes[0], StringComparison.Ordinal);
        Assert.StartsWith("1 weights are no whole", profile.Notes[1], StringComparison.Ordinal);
        Assert.StartsWith("the last line has no line feed", profile.Notes[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_weights_is_a_problem_at_its_line()
    {
        Problem problem = Assert.Throws<ProblemException>(() => ProfileBytes.Read("hello\nworld\n", "folded")).Problem;
        Assert.Equal(("folded-malformed", "x:2"), (problem.Rule, problem.Place));
    }

    [Fact]
    public void Negative_weights_are_refused_because_shares_of_them_mean_nothing()
    {
        Problem negative = Assert.Throws<ProblemException>(() => ProfileBytes.Read("a;b -3\n")).Problem;
        Assert.Equal(("profile-negative", "x"), (negative.Rule, negative.Place));
        Assert.Equal("profile-overflow", Assert.Throws<ProblemException>(() => ProfileBytes.Read("a 9223372036854775807\na 1\n")).Problem.Rule);
    }

    [Fact]
    public void A_line_of_any_length_does_not_fill_the_memory()
    {
        byte[] bytes = [.. "a 1\n"u8, .. Enumerable.Repeat((byte)'x', 5 << 20), .. " 3\nb 2\n"u8];
        Profile profile = ProfileBytes.Read(bytes, "folded");
        Assert.Equal(["a 1", "b 2"], ProfileBytes.Stacks(profile));
        Assert.Single(profile.Notes);
    }
}
