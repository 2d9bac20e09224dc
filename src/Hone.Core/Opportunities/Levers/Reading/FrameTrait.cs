namespace Hone.Opportunities.Levers.Reading;

/// <summary>What a function is known to do, by its name.</summary>
[Flags]
internal enum FrameTrait
{
    /// <summary>Nothing that the tables know.</summary>
    None = 0,

    /// <summary>Copies memory, texts or collections.</summary>
    Copy = 1,

    /// <summary>Turns values into text or bytes, or back.</summary>
    Codec = 1 << 1,

    /// <summary>Turns numbers into text, or back.</summary>
    Format = 1 << 2,

    /// <summary>Gets or frees memory.</summary>
    Memory = 1 << 3,

    /// <summary>Collects garbage.</summary>
    Gc = 1 << 4,

    /// <summary>Compares two things.</summary>
    Compare = 1 << 5,

    /// <summary>Looks through a text or collection from its front.</summary>
    Scan = 1 << 6,

    /// <summary>Sorts.</summary>
    Sort = 1 << 7,

    /// <summary>Compiles a pattern.</summary>
    PatternBuild = 1 << 8,

    /// <summary>Reads, writes, opens or asks for files and sockets.</summary>
    Io = 1 << 9,

    /// <summary>Reads a whole file or stream at once.</summary>
    ReadsWhole = 1 << 10,

    /// <summary>Takes a lock.</summary>
    Lock = 1 << 11,

    /// <summary>Puts into a queue or takes out of it.</summary>
    Queue = 1 << 12,

    /// <summary>The kernel gives or takes pages.</summary>
    Paging = 1 << 13,

    /// <summary>Buffered input and output of a standard library.</summary>
    Buffering = 1 << 14,

    /// <summary>A container of a standard library makes room.</summary>
    Growing = 1 << 15,

    /// <summary>Clears memory.</summary>
    Clear = 1 << 16,
}
