using System.Runtime.InteropServices;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>
/// Keeps what was read from large texts while the invariants of one run are checked: ten invariants on one document read it once.
/// The cost is counted each time, so that an outcome does not depend on what was checked before.
/// </summary>
internal sealed class Readings
{
    private const int WorthKeeping = 4096;

    private readonly Dictionary<(string How, byte[] Array, int Offset, int Count), (Value Value, long Steps, long Bytes)> _kept = [];

    /// <summary>The value that <paramref name="read"/> makes of the text, with its cost in steps and bytes.</summary>
    public Value Read(string how, TextValue text, Meter meter, Func<ReadOnlyMemory<byte>, ReadingCost, Value> read)
    {
        (string, byte[], int, int)? key = text.Span.Length >= WorthKeeping && MemoryMarshal.TryGetArray(text.Bytes, out ArraySegment<byte> segment) && segment.Array is { } array
            ? (how, array, segment.Offset, segment.Count)
            : null;
        if (key is { } known && _kept.TryGetValue(known, out (Value Value, long Steps, long Bytes) kept))
        {
            return meter.Spend(kept.Steps, kept.Bytes) ?? kept.Value;
        }

        ReadingCost cost = new(meter);
        Value value = read(text.Bytes, cost);
        if (key is { } fresh && value is not FaultValue { Kind: FaultKind.Undecided })
        {
            _kept[fresh] = (value, cost.Steps, cost.Bytes);
        }

        return value;
    }
}

/// <summary>The part of a meter's count that one reading took.</summary>
internal sealed class ReadingCost(Meter meter)
{
    public long Steps { get; private set; }

    public long Bytes { get; private set; }

    /// <inheritdoc cref="Meter.Spend"/>
    public FaultValue? Spend(long steps, long bytes = 0)
    {
        Steps += steps;
        Bytes += bytes;
        return meter.Spend(steps, bytes);
    }
}
