using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Profiling.Formats.FlightRecorder;
using Hone.Tests.Profilers;

namespace Hone.Tests.Profiling.Formats.FlightRecorder;

public sealed class JfrProfileTests
{
    [Fact]
    public void Samples_stand_for_the_period_of_the_recording()
    {
        Profile profile = Read(JfrBytes.Make(hot: 30, cold: 10), ProfileKind.Cpu);
        Assert.Equal(400_000_000, profile.Total());
        Assert.Equal(40, profile.Total(1));
        Assert.Equal(0.75, Shares.Self(profile, "org.example.App.hot"));
        Assert.Equal(0.25, Shares.Self(profile, "org.example.App$$Lambda.cold"));
        Assert.Equal(1, Shares.Root(profile, "org.example.App.main"));
        Frame hot = Assert.Single(profile.Frames, frame => frame.Function.EndsWith(".hot", StringComparison.Ordinal));
        Assert.Equal(new Frame("org.example.App.hot", "org.example", FrameOrigin.Managed, new SourceLocation("org/example/App.java", 11)), hot);
    }

    [Fact]
    public void Several_chunks_are_added_up() =>
        Assert.Equal(90, Read([.. JfrBytes.Make(30, 10), .. JfrBytes.Make(50, 0)], ProfileKind.Cpu).Total(1));

    [Fact]
    public void Allocations_have_their_weight_and_waits_their_time()
    {
        byte[] recording = JfrBytes.Make(0, 0, allocations: 7, waits: 2);
        JfrProfile allocations = new(ProfileKind.Allocation);
        allocations.Add(new MemoryStream(recording), "test", TestContext.Current.CancellationToken);
        Assert.Equal(7000, allocations.Weight);
        Assert.Equal(7000, allocations.BytesOfType["[B"]);
        Profile waits = Read(recording, ProfileKind.Lock);
        Assert.Equal(2_000_000_000, waits.Total());
        Assert.Equal(1, Shares.Self(waits, "org.example.App$$Lambda.cold"));
    }

    [Fact]
    public void A_recording_is_recognised_and_the_kind_that_it_has_is_taken()
    {
        byte[] recording = JfrBytes.Make(0, 0, allocations: 3);
        Assert.Equal("jfr", ProfileFormats.Recognise(recording)?.Name);
        Assert.Equal(ProfileKind.Allocation, ProfileFormats.Named("jfr")!.Read(new MemoryStream(recording), new ReadOptions(), TestContext.Current.CancellationToken).Kind);
    }

    [Fact]
    public void A_second_chunk_that_is_cut_off_costs_only_itself()
    {
        byte[] recording = [.. JfrBytes.Make(30, 10), .. JfrBytes.Make(50, 0)];
        Profile profile = Read(recording[..^20], ProfileKind.Cpu);
        Assert.Equal(40, profile.Total(1));
        Assert.Contains(profile.Notes, note => note.Contains("ends after", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("FLR")]
    [InlineData("FLR\0\0\u0001 a recording of a format that nobody reads any more, and long enough to be one")]
    public void What_is_no_recording_is_refused(string text)
    {
        ProblemException error = Assert.Throws<ProblemException>(() => Read([.. text.Select(character => (byte)character)], ProfileKind.Cpu));
        Assert.Equal("jfr-unreadable", error.Problem.Rule);
    }

    private static Profile Read(byte[] recording, ProfileKind kind)
    {
        JfrProfile profile = new(kind);
        profile.Add(new MemoryStream(recording), "test", TestContext.Current.CancellationToken);
        return profile.Build("test", "test", []);
    }
}
