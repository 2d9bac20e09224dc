using System.Text;
using Hone.Profiling.Formats.NetTrace;

namespace Hone.Tests.Profiling.Formats.NetTrace;

public sealed class ClrEventsTests
{
    private static readonly EventKind _sampled = new(ClrEvents.Runtime, 303, 0, "");
    private static readonly EventKind _tick = new(ClrEvents.Runtime, 10, 4, "");

    [Theory]
    [InlineData(24, 4267.146, 102_411.5)]
    [InlineData(1000, 102.90, 102_900.70)]
    [InlineData(1_000_000, 1.0000574, 1_000_057.4)]
    [InlineData(1_000_000_000, 1, 1_000_000_000)]
    public void A_sampled_object_stands_for_the_inverse_of_its_chance(long size, double objects, double bytes)
    {
        byte[] payload = Payload(writer =>
        {
            writer.Write(0);
            writer.Write((short)9);
            writer.Write(0x7f00L);
            writer.Write(Encoding.Unicode.GetBytes("System.String\0"));
            writer.Write(0x7e00L);
            writer.Write(size);
            writer.Write(12L);
        });
        Assert.True(ClrEvents.TryAllocation(Event(_sampled, payload), out ClrAllocation allocation));
        Assert.Equal("System.String", allocation.TypeName);

        // (1 - 1/102400)^size is computed here in the direct way, which is good enough for these sizes.
        double chance = 1 - Math.Pow(1 - (1 / 102400.0), size);
        Assert.Equal(1 / chance, allocation.Objects, 1e-6 * objects);
        Assert.Equal(objects, allocation.Objects, 0.0001 * objects);
        Assert.Equal(bytes, allocation.Bytes, 0.0001 * bytes);
    }

    [Fact]
    public void A_tick_stands_for_the_bytes_since_the_last_one()
    {
        byte[] payload = Payload(writer =>
        {
            writer.Write(106_496);
            writer.Write(0);
            writer.Write((short)9);
            writer.Write(106_496L);
            writer.Write(0x7f00L);
            writer.Write(Encoding.Unicode.GetBytes("System.Byte[]\0"));
            writer.Write(0);
            writer.Write(0x7e00L);
            writer.Write(1024L);
        });
        Assert.True(ClrEvents.TryAllocation(Event(_tick, payload), out ClrAllocation allocation));
        Assert.Equal(new ClrAllocation("System.Byte[]", 106_496, 104), allocation);
    }

    [Fact]
    public void A_payload_that_is_cut_off_is_refused()
    {
        NetTraceReader.Read(new MemoryStream(TraceFixture.Alloc), static (in NetTraceEvent traceEvent) =>
        {
            for (int length = 0; length < Math.Min(traceEvent.Payload.Length, 20); length++)
            {
                NetTraceEvent cut = Event(traceEvent.Kind, traceEvent.Payload[..length]);
                Assert.False(ClrEvents.TryMethod(cut, out _));
                Assert.False(ClrEvents.TryModule(cut, out _));
                Assert.False(ClrEvents.TryAllocation(cut, out _));
            }
        });
    }

    [Fact]
    public void Numbers_mean_something_else_in_another_provider()
    {
        Assert.Equal(ClrEvent.Module, ClrEvents.Classify(new EventKind(ClrEvents.Runtime, 152, 2, "")));
        Assert.Equal(ClrEvent.Other, ClrEvents.Classify(new EventKind(ClrEvents.Rundown, 152, 2, "")));
        Assert.Equal(ClrEvent.Other, ClrEvents.Classify(new EventKind(ClrEvents.Rundown, 303, 0, "")));
        Assert.Equal(ClrEvent.Other, ClrEvents.Classify(new EventKind("Somebody-Else", 143, 0, "")));
    }

    private static NetTraceEvent Event(EventKind kind, ReadOnlySpan<byte> payload) => new()
    {
        Kind = kind,
        ThreadId = 1,
        Nanoseconds = 1,
        Stack = [],
        Payload = payload,
        PointerSize = 8,
    };

    private static byte[] Payload(Action<BinaryWriter> write)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }
}
