using System.Text;
using Hone.Equivalence;

namespace Hone.Tests.Equivalence;

public sealed class ChannelHistoryTests
{
    private static readonly Dictionary<string, byte[]> _none = [];

    private static GoldenChannel File(string mode) => new("file:a", "x", 1) { Kind = "file", Mode = mode };

    [Fact]
    public void Permissions_that_differ_by_the_umask_alone_are_the_same()
    {
        ChannelHistory history = new(18, 23);
        for (int recording = 0; recording < 5; recording++)
        {
            history.Add(recording, new([File(Variation.IsChanged(Axis.Umask, recording) ? "0640" : "0644")]), _none);
        }

        Assert.True(history.IsSame("file:a"));
        history.Add(5, new([File("0755")]), _none);
        Assert.False(history.IsSame("file:a"));
        Assert.True(history.Differs);
    }

    [Fact]
    public void A_channel_that_is_not_always_there_differs_and_is_told_with_how_often()
    {
        ChannelHistory history = new(18, 23);
        history.Add(0, new([File("0644")]), _none);
        history.Add(1, new([]), _none);
        Assert.False(history.IsSameButForContent("file:a"));
        Assert.Contains("produced in 1 of 2", history.Describe("file:a", 2), StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_is_told_with_its_first_place_and_what_it_follows()
    {
        ChannelHistory history = new(18, 23);
        for (int recording = 0; recording < 5; recording++)
        {
            string text = Variation.IsChanged(Axis.TimeZone, recording) ? "day 2" : "day 1";
            history.Add(recording, new([new("stdout", text, 5)]), new Dictionary<string, byte[]> { ["stdout"] = Encoding.UTF8.GetBytes(text) });
        }

        string told = history.Describe("stdout", 5);
        Assert.Contains("line 1: 'day 1⟨end⟩' and 'day 2", told.Replace("day 1'", "day 1⟨end⟩'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("it follows the time zone", told, StringComparison.Ordinal);
        Assert.Contains("quarantined", told, StringComparison.Ordinal);
    }
}
