using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profiling;

public sealed class ProfileSumTests
{
    [Fact]
    public void Equal_stacks_add_up_and_the_others_stay()
    {
        Profile sum = ProfileSum.Of(Stacks.Of("main;Parse 30", "main;Write 10") with { Runs = 2, Notes = ["a", "b"] }, Stacks.Of("main;Write 5", "main;Parse;Find 7", "Other 1") with { Runs = 3, Notes = ["b"] });

        Assert.Equal(Told(Stacks.Of("main;Parse 30", "main;Write 15", "main;Parse;Find 7", "Other 1")), Told(sum));
        Assert.Equal(5, sum.Runs);
        Assert.Equal(["a", "b"], sum.Notes);
    }

    [Fact]
    public void Profiles_of_two_kinds_have_no_sum()
    {
        Profile cpu = Stacks.Of("main 1");

        Assert.Throws<ArgumentException>(() => ProfileSum.Of(cpu, cpu with { Kind = ProfileKind.Io }));
        Assert.Throws<ArgumentException>(() => ProfileSum.Of(cpu, cpu with { Metrics = [new("bytes", Unit.Bytes)] }));
    }

    private static IEnumerable<string> Told(Profile profile) => profile.Stacks.Select(stack => Path(profile, stack.Node) + " " + string.Join(' ', stack.Values)).Order(StringComparer.Ordinal);

    private static string Path(Profile profile, int node) => node < 0 ? "" : Path(profile, profile.Nodes[node].Parent) + ";" + profile.Frames[profile.Nodes[node].Frame].Function;
}
