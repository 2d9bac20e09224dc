using Hone.Problems;
using Hone.Profiling.Formats.NetTrace;

namespace Hone.Tests.Profiling.Formats.NetTrace;

public sealed class NetTraceReaderTests
{
    [Fact]
    public void A_recorded_trace_is_read_to_its_end()
    {
        Dictionary<ClrEvent, int> counts = [];
        int stacks = 0;
        NetTraceSummary summary = NetTraceReader.Read(new MemoryStream(TraceFixture.Alloc), (in NetTraceEvent traceEvent) =>
        {
            ClrEvent meaning = ClrEvents.Classify(traceEvent.Kind);
            counts[meaning] = counts.GetValueOrDefault(meaning) + 1;
            stacks += meaning == ClrEvent.AllocationSampled && traceEvent.Stack.Length > 1 ? 1 : 0;
        });

        Assert.True(summary.Complete, summary.Damage);
        Assert.True(summary.ProcessId > 0);
        Assert.Equal(0, summary.Dropped);
        Assert.Equal(0, summary.MissingStacks);
        Assert.InRange(counts[ClrEvent.Method], 500, 5000);
        Assert.InRange(counts[ClrEvent.AllocationSampled], 60, 130); // 9 MB at one sample for 100 KiB
        Assert.Equal(counts[ClrEvent.AllocationSampled], stacks);
    }

    [Fact]
    public void It_does_not_matter_in_which_pieces_the_bytes_come()
    {
        Assert.Equal(Digest(new MemoryStream(TraceFixture.Burn)), Digest(new TrickleStream(TraceFixture.Burn)));
    }

    [Fact]
    public void Events_have_times_in_order_of_the_run()
    {
        long start = 0;
        long collections = 0;
        NetTraceReader.Read(new MemoryStream(TraceFixture.Burn), (in NetTraceEvent traceEvent) =>
        {
            start = start == 0 ? traceEvent.Nanoseconds : start;
            Assert.InRange(traceEvent.Nanoseconds - start, -2_000_000_000, 10_000_000_000);
            collections += ClrEvents.Classify(traceEvent.Kind) == ClrEvent.CollectionStart ? 1 : 0;
        });
        Assert.True(start > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nettrac")]
    [InlineData("Nettrace")]
    [InlineData("PERFILE2 and so on and so on and so on")]
    [InlineData("Nettrace\0\0\0\0\u0006\0\0\0\0\0\0\0 a newer format")]
    public void What_is_no_trace_is_a_problem(string text)
    {
        ProblemException error = Assert.Throws<ProblemException>(() => Digest(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(text))));
        Assert.Equal("nettrace-format", error.Problem.Rule);
    }

    [Fact]
    public void A_trace_that_is_cut_off_gives_the_events_before_the_cut()
    {
        byte[] whole = TraceFixture.Alloc;
        long last = 0;
        for (int length = 200; length < whole.Length; length += 4999)
        {
            NetTraceSummary summary = NetTraceReader.Read(new MemoryStream(whole[..length]), static (in NetTraceEvent _) => { });
            Assert.False(summary.Complete);
            Assert.NotNull(summary.Damage);
            Assert.True(summary.Events >= last);
            last = summary.Events;
        }

        Assert.True(last > 500);
    }

    [Fact]
    public void Damaged_traces_neither_crash_nor_hang()
    {
        byte[] whole = TraceFixture.Alloc;
        int damaged = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            byte[] bytes = Mutation.Of(whole, new Random(seed));
            try
            {
                AllocationStacks stacks = new();
                MethodMap methods = new();
                NetTraceSummary summary = NetTraceReader.Read(new MemoryStream(bytes), (in NetTraceEvent traceEvent) =>
                {
                    methods.Add(traceEvent);
                    stacks.Add(traceEvent, ClrEvent.AllocationSampled);
                });
                methods.Find(0x7f0000000000);
                damaged += summary.Complete ? 0 : 1;
            }
            catch (ProblemException)
            {
                damaged++;
            }
        }

        Assert.InRange(damaged, 100, 2000);
    }

    [Fact]
    public void A_forged_size_costs_no_memory()
    {
        // The size of the first block stands behind the trace object and the block's own type.
        byte[] bytes = [.. TraceFixture.Alloc];
        int at = bytes.AsSpan().IndexOf("MetadataBlock"u8) + "MetadataBlock".Length + 1;
        BitConverter.TryWriteBytes(bytes.AsSpan(at), 60 << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(NetTraceReader.Read(new MemoryStream(bytes), static (in NetTraceEvent _) => { }).Complete);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * bytes.Length);
    }

    private static string Digest(Stream stream)
    {
        long events = 0;
        long sum = 0;
        NetTraceSummary summary = NetTraceReader.Read(stream, (in NetTraceEvent traceEvent) =>
        {
            events++;
            sum = unchecked((sum * 31) + traceEvent.Nanoseconds + traceEvent.Kind.Id + traceEvent.Payload.Length + traceEvent.Stack.Length);
        });
        return $"{summary} {events} {sum}";
    }
}
