namespace Hone.Profiling.Formats.NetTrace;

/// <summary>
/// The header of an event blob. In a compressed block every header is a difference to the one before it, so one value
/// is carried through the block (NetTraceFormat, "Event blobs").
/// </summary>
internal struct EventHeader
{
    public int MetadataId;
    public uint Sequence;
    public long CaptureThread;
    public long Thread;
    public int StackId;
    public ulong Time;
    public int PayloadSize;

    private const byte HasMetadataId = 1;
    private const byte HasCapture = 2;
    private const byte HasThread = 4;
    private const byte HasStack = 8;
    private const byte HasActivity = 16;
    private const byte HasRelatedActivity = 32;
    private const byte HasPayloadSize = 128;

    /// <summary>Reads the next header of a block with compressed headers; the payload follows without padding.</summary>
    public void ReadCompressed(ref ByteCursor cursor)
    {
        byte flags = cursor.U8();
        if ((flags & HasMetadataId) != 0)
        {
            MetadataId = (int)cursor.Var32();
        }

        if ((flags & HasCapture) != 0)
        {
            Sequence += cursor.Var32();
            CaptureThread = (long)cursor.Var64();
            cursor.Var32(); // the processor
        }

        if (MetadataId != 0)
        {
            Sequence++;
        }

        if ((flags & HasThread) != 0)
        {
            Thread = (long)cursor.Var64();
        }

        if ((flags & HasStack) != 0)
        {
            StackId = (int)cursor.Var32();
        }

        Time += cursor.Var64();
        if ((flags & HasActivity) != 0)
        {
            cursor.Skip(16);
        }

        if ((flags & HasRelatedActivity) != 0)
        {
            cursor.Skip(16);
        }

        if ((flags & HasPayloadSize) != 0)
        {
            PayloadSize = (int)cursor.Var32();
        }
    }

    /// <summary>Reads a full header; the payload is padded so that the next blob starts on a multiple of 4.</summary>
    public void ReadFull(ref ByteCursor cursor)
    {
        cursor.Skip(4); // the size of the blob, which follows from the payload's
        MetadataId = cursor.I32() & 0x7fffffff;
        Sequence = cursor.U32();
        Thread = (long)cursor.U64();
        CaptureThread = (long)cursor.U64();
        cursor.Skip(4); // the processor
        StackId = cursor.I32();
        Time = cursor.U64();
        cursor.Skip(32); // the activities
        PayloadSize = cursor.I32();
    }
}
