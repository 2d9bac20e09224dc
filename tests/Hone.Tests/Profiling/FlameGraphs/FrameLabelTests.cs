using CsCheck;
using Hone.Profiling.FlameGraphs;

namespace Hone.Tests.Profiling.FlameGraphs;

public sealed class FrameLabelTests
{
    [Theory]
    [InlineData("Ns.Type.Method", 14, "Ns.Type.Method")]
    [InlineData("Ns.Type.Method", 13, "Method")]
    [InlineData("Ns.Type.Method", 5, "Meth…")]
    [InlineData("Ns.Type.Method", 2, "")]
    [InlineData("Ns.List<A.B>.Add(C.D)", 10, "Add(C.D)")]
    [InlineData("Ns.List<A.B>.Add(C.D)", 5, "Add")]
    [InlineData("std::vector<int, std::allocator<int>>::push_back(int&&)", 20, "push_back(int&&)")]
    [InlineData("<T as core::fmt::Display>::fmt", 8, "fmt")]
    [InlineData("/srv/data/orders.csv", 12, "orders.csv")]
    [InlineData("名前名前", 8, "名前名前")]
    [InlineData("名前名前", 7, "名前名…")]
    [InlineData("", 9, "")]
    public void A_name_is_shortened_to_what_tells_most(string name, int columns, string expected) =>
        Assert.Equal(expected, FrameLabel.Fit(name, columns));

    [Fact]
    public void A_label_never_exceeds_its_room_nor_splits_a_character() =>
        Gen.Select(Gen.String, Gen.Int[0, 30]).Sample((name, columns) =>
        {
            string clean = FrameLabel.Clean(name);
            string label = FrameLabel.Fit(clean, columns);
            Assert.True(label.Length <= Math.Max(0, columns));
            Assert.Equal(label, FrameLabel.Clean(label));
        }, iter: 5000);

    [Theory]
    [InlineData("a\u0000b\u001bc\u007fd", "abcd")]
    [InlineData("a\tb\nc", "a b c")]
    [InlineData("a\u202eb\ufffec", "abc")]
    public void What_XML_forbids_and_what_turns_text_around_is_taken_out(string name, string expected) =>
        Assert.Equal(expected, FrameLabel.Clean(name));

    [Fact]
    public void Halves_of_characters_are_taken_out()
    {
        // Not inline data: an attribute's strings are stored as UTF-8, which has no halves.
        Assert.Equal("\ud83d\ude00 ", FrameLabel.Clean("\ud83d\ude00 \ud83d"));
        Assert.Equal("", FrameLabel.Clean("\ude00\ud83d"));
    }
}
