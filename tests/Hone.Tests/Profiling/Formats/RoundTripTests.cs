using CsCheck;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Tests.Profiling.Formats;

/// <summary>What is written in a format and read again is what it was, as far as the format can say it.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> _names = Stacks.OneOf(
        "main", "f", "std::map<int, Foo (*)(char)>::find", "a;b", "line\nfeed", "tab\tand \u0001 control", " blanks ", "ends in 12", "12", "", "ünï→😀", "half \ud83d pair",
        "\"quoted\\\"", "<script>", "#hash", "\u2028", "parse (a.py:3)", "x_[k]");

    private static readonly Gen<Frame> _frames = Gen.Select(
        _names, Stacks.OneOf("", "app", "libc.so.6", "App.dll", "[kernel]", "we;ird\n"), Stacks.OneOf(null, new SourceLocation("/src/a.c", 7), new SourceLocation("b.py", int.MaxValue)),
        (name, module, source) => new Frame(name, module, FrameOrigin.Native, source));

    private static readonly Gen<Profile> _profiles =
        Gen.Select(Stacks.OneOf(Unit.Nanoseconds, Unit.Bytes, Unit.Count), Gen.Select(_frames.Array[1, 8], Gen.Long[0, 1L << 56], Gen.Long[0, 1000]).Array[0, 30], (unit, stacks) =>
        {
            ProfileBuilder builder = new(unit == Unit.Bytes ? ProfileKind.Allocation : ProfileKind.Cpu, new Metric("weight", unit), new Metric("samples", Unit.Count));
            foreach ((Frame[] frames, long weight, long samples) in stacks)
            {
                builder.AddStack(frames, weight, samples);
            }

            return builder.Build("test", "test", ["a note"]);
        });

    [Theory]
    [InlineData("folded")]
    [InlineData("speedscope")]
    [InlineData("pprof")]
    [InlineData("firefox")]
    [InlineData("json")]
    public void The_total_weight_stays_exactly(string format)
    {
        _profiles.Sample(profile => profile.Total() == 0 || ProfileBytes.Read(ProfileBytes.Write(profile, format)).Total() == profile.Total(), iter: 300);
    }

    [Theory]
    [InlineData("speedscope")]
    [InlineData("pprof")]
    [InlineData("firefox")]
    public void Names_survive_whatever_is_in_them(string format)
    {
        _profiles.Sample(
            profile =>
            {
                // JSON and protobuf hold valid Unicode only, and an anonymous function gets a name.
                Profile read = ProfileBytes.Read(ProfileBytes.Write(profile, format)).WithWeight(0);
                string[] expected = ProfileBytes.Stacks(Merged(profile, frame => frame.Function.Length == 0 ? Unnamed(format, frame) : frame.Function.Replace('\ud83d', '\ufffd').Replace("\ufffd\ude00", "😀", StringComparison.Ordinal)));
                Assert.Equal(expected, ProfileBytes.Stacks(Merged(read, frame => frame.Function)));
            },
            iter: 300);
    }

    [Fact]
    public void Folded_names_are_replaced_by_the_stated_rule()
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("weight", Unit.Count));
        builder.AddStack([new Frame("a;b", "", FrameOrigin.Native), new Frame("line\nfeed\u0001", "", FrameOrigin.Native), new Frame("ends in 12", "", FrameOrigin.Native)], 3);
        builder.AddStack([new Frame("", "", FrameOrigin.Native), new Frame(" x ", "", FrameOrigin.Native), new Frame("\u2028", "", FrameOrigin.Native)], 4);
        builder.AddStack([new Frame("nothing", "", FrameOrigin.Native)], 0);
        Assert.Equal("a:b;line feed;ends in_12 3\n[no name];x;[no name] 4\n", System.Text.Encoding.UTF8.GetString(ProfileBytes.Write(builder.Build("t", "t", []), "folded")));
    }

    [Fact]
    public void Pprof_keeps_every_metric_the_kind_modules_places_and_notes()
    {
        ProfileBuilder builder = new(ProfileKind.Allocation, new Metric("bytes", Unit.Bytes), new Metric("allocations", Unit.Count), new Metric("peak", Unit.Bytes));
        builder.AddStack([new Frame("main", "app", FrameOrigin.Native, new SourceLocation("/src/a.c", 7)), new Frame("[libc.so.6]", "libc.so.6", FrameOrigin.Unknown)], 100, 3, 50);
        Profile profile = builder.Build("heaptrack", "x", ["a note"]);
        Profile read = ProfileBytes.Read(ProfileBytes.Write(profile, "pprof"));
        Assert.Equal(profile.Metrics, read.Metrics);
        Assert.Equal(profile.Kind, read.Kind);
        Assert.Equal(profile.Notes, read.Notes);
        Assert.Equal(["main;[libc.so.6] 100 3 50"], ProfileBytes.Stacks(read));
        Assert.Equal(profile.Frames[0], read.Frames[0]);
        Assert.Equal(ProfileBytes.Write(profile, "pprof"), ProfileBytes.Write(profile, "pprof"));
    }

    [Fact]
    public void A_profile_of_a_hundred_thousand_stacks_goes_through_every_format()
    {
        Profile profile = Stacks.Many(100_000);
        foreach (IProfileWriter writer in ProfileWriters.All)
        {
            Profile read = ProfileBytes.Read(ProfileBytes.Write(profile, writer.Name));
            Assert.Equal((writer.Name, profile.Total()), (writer.Name, read.Total()));
            Assert.Equal(100_000, read.Stacks.Count);
        }
    }

    private static string Unnamed(string format, Frame frame) => format switch
    {
        "firefox" => "[unknown]",
        "pprof" => frame.Module.Length == 0 ? "[unknown]" : "[" + frame.Module[(frame.Module.LastIndexOf('/') + 1)..].Trim('[', ']') + "]",
        _ => "(anonymous)",
    };

    private static Profile Merged(Profile profile, Func<Frame, string> name)
    {
        ProfileBuilder builder = new(profile.Kind, profile.Metrics[0]);
        foreach (StackValues stack in profile.Stacks)
        {
            List<Frame> path = [];
            for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
            {
                path.Add(new Frame(name(profile.Frames[profile.Nodes[node].Frame]), "", FrameOrigin.Native));
            }

            path.Reverse();
            builder.AddStack(path, stack.Values[0]);
        }

        return builder.Build("t", "t", []);
    }
}
