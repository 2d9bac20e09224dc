namespace Hone.Profiling.Formats.Pprof;

/// <summary>One field of a protobuf message (protobuf.dev/programming-guides/encoding): a number, or bytes.</summary>
/// <param name="Number">The field's number in the message's definition.</param>
/// <param name="Value">Its value, for a field of a number; 0 else.</param>
/// <param name="Bytes">Its bytes, for a text, a message or a packed list; empty else.</param>
internal readonly ref struct WireField(int number, ulong value, ReadOnlySpan<byte> bytes)
{
    public int Number { get; } = number;

    public ulong Value { get; } = value;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
