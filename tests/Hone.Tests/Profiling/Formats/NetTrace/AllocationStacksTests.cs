using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Profiling.Formats.NetTrace;
using Hone.Tests.Profilers;
using Hone.Units;

namespace Hone.Tests.Profiling.Formats.NetTrace;

public sealed class AllocationStacksTests
{
    [Fact]
    public void A_recorded_trace_tells_which_method_allocated()
    {
        Profile profile = Read(out AllocationStacks stacks);
        Frame jars = Assert.Single(profile.Frames, static frame => frame.Function == "Profiled.Pantry.Jars");
        Assert.Equal("profiled.dll", jars.Module);
        Assert.Equal(FrameOrigin.Managed, jars.Origin);
        string[] lines = File.ReadAllLines(TraceFixture.Path("profiled/Program.cs"));
        int body = 1 + Array.FindIndex(lines, static line => line.Contains("void Jars()", StringComparison.Ordinal)) + 1;
        Assert.EndsWith("/Program.cs", jars.Source!.File, StringComparison.Ordinal);
        Assert.InRange(jars.Source.Line, body, body + 1);

        // Eight MiB, of which three quarters come from Jars; some 80 samples give that to about a tenth.
        Assert.InRange(profile.Total(), 6L << 20, 11L << 20);
        Assert.InRange(Shares.Inclusive(profile, "Profiled.Pantry.Jars"), 0.6, 0.88);
        Assert.InRange(Shares.Inclusive(profile, "Profiled.Pantry.Labels"), 0.12, 0.4);
        Assert.Equal(1, Shares.Inclusive(profile, "Profiled.Pantry.Jars") + Shares.Inclusive(profile, "Profiled.Pantry.Labels"), 0.1);
        Assert.Equal(stacks.Samples - stacks.OfSession, profile.Total(profile.MetricIndex("samples")));
        Assert.Equal(0, stacks.Frames.Unnamed);
        Assert.True(stacks.Frames.All > stacks.Samples);
        Assert.Equal("System.Byte[]", stacks.BytesOfType.MaxBy(static pair => pair.Value).Key);
    }

    [Fact]
    public void What_the_session_allocates_is_left_out()
    {
        Profile profile = Read(out _);
        Assert.DoesNotContain(profile.Frames, static frame => frame.Function == ClrEvents.SessionStart);
    }

    private static Profile Read(out AllocationStacks stacks)
    {
        AllocationStacks read = new();
        MethodMap methods = new();
        NetTraceReader.Read(new MemoryStream(TraceFixture.Alloc), (in NetTraceEvent traceEvent) =>
        {
            methods.Add(traceEvent);
            read.Add(traceEvent, ClrEvent.AllocationSampled);
        });
        stacks = read;
        using PortablePdb pdb = PortablePdb.Read(File.OpenRead(TraceFixture.Path("profiled.pdb")))!;
        ProfileBuilder builder = new(ProfileKind.Allocation, new Metric("bytes", Unit.Bytes), new Metric("allocations", Unit.Count), new Metric("samples", Unit.Count));
        stacks.Write(builder, methods, new ManagedFrames((path, token) => path.EndsWith("/profiled.dll", StringComparison.Ordinal) ? pdb.Find(token) : null));
        return builder.Build("fixture", "profiled alloc 8", []);
    }
}
