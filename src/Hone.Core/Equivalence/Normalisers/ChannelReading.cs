namespace Hone.Equivalence.Normalisers;

/// <summary>Reads a channel's bytes along as they come, in pieces of any size, one run after another.</summary>
public abstract class ChannelReading
{
    /// <summary>Channels up to this many bytes are kept whole; normalisers that need the whole text refuse larger ones.</summary>
    public const int MostKept = 16 << 20;

    /// <summary>Reads the next piece.</summary>
    public abstract void Add(ReadOnlySpan<byte> bytes);

    /// <summary>The run's bytes are at their end.</summary>
    public abstract void Finish();
}
