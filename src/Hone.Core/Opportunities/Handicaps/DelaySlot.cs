using System.Buffers.Binary;

namespace Hone.Opportunities.Handicaps;

/// <summary>What one thread's counter says: 64 bytes of the file that the counter leaves, as eight little-endian numbers.</summary>
/// <param name="Calls">Calls of the function.</param>
/// <param name="Inserted">Time that was waited, in nanoseconds.</param>
/// <param name="First">When it was called first, in nanoseconds of the monotonic clock.</param>
/// <param name="Last">When it was last seen.</param>
public sealed record DelaySlot(long Calls, long Inserted, long First, long Last)
{
    /// <summary>The bytes of a slot.</summary>
    public const int Size = 64;

    private const int MostSlots = 1 << 20;

    /// <summary>
    /// Reads the slots of a file: left until the next wait, every so many calls, the first countdown, waits, inserted time, first and
    /// last sight, spare. Empty slots are passed over; numbers that cannot be are cut to what can.
    /// </summary>
    public static IReadOnlyList<DelaySlot> Read(ReadOnlySpan<byte> file)
    {
        List<DelaySlot> slots = [];
        for (int at = 0; at + Size <= file.Length && slots.Count < MostSlots; at += Size)
        {
            ReadOnlySpan<byte> slot = file.Slice(at, Size);
            long every = Number(slot, 1);
            if (every == 0)
            {
                continue;
            }

            // So many countdowns were gone through, and the last one in part.
            long waits = Number(slot, 3);
            double calls = waits == 0 ? Number(slot, 2) - (double)Number(slot, 0) : Number(slot, 2) + ((waits - 1.0) * every) + every - Number(slot, 0);
            long first = Number(slot, 5);
            slots.Add(new((long)Math.Clamp(calls, 0, long.MaxValue / 4), Number(slot, 4), first, Math.Max(first, Number(slot, 6))));
        }

        return slots;
    }

    private static long Number(ReadOnlySpan<byte> slot, int index) => Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(slot[(index * 8)..]), 0, long.MaxValue / 4);
}
