using Hone.Profiling;
using Hone.Tests.Profilers;
using Hone.Tests.Profiling.Formats.NetTrace;

namespace Hone.Tests.Profiling.Formats.Readers;

/// <summary>Readers on recordings of real tools that the repository holds.</summary>
public sealed class RecordedReaderTests
{
    [Fact]
    public void A_compressed_trace_of_net_gives_its_allocations()
    {
        Profile profile = ProfileBytes.Read(File.ReadAllBytes(TraceFixture.Path("alloc.nettrace.gz")));
        Assert.Equal(ProfileKind.Allocation, profile.Kind);
        Assert.InRange(profile.Total(), 6L << 20, 11L << 20);
        Assert.InRange(Shares.Inclusive(profile, "Profiled.Pantry.Jars"), 0.6, 0.88);
    }

    [Fact]
    public void A_trace_that_is_cut_off_gives_what_it_held_with_a_note()
    {
        Profile profile = ProfileBytes.Read(TraceFixture.Alloc[..(TraceFixture.Alloc.Length / 2)]);
        Assert.Contains(profile.Notes, note => note.StartsWith("the trace was not read to its end", StringComparison.Ordinal));
    }

    [Fact]
    public void A_recording_of_perf_is_called_by_its_modules_where_their_files_are_not_there()
    {
        Profile profile = ProfileBytes.Read(TraceFixture.PerfData);
        Assert.True(profile.Total() > 0);
        Assert.Contains(profile.Frames, frame => frame.Function == "[libcoreclr.so]" && frame.Origin == FrameOrigin.Unknown);
        Assert.Equal("time", profile.Metrics[0].Name);
    }
}
