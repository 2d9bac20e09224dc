using System.Buffers.Binary;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// The copy of a guessed stack, taken by one system call. Most of what such a call costs is per part that it copies, so frames that
/// lie near each other, as those of one thread's data stack do, come as one part, and code objects that were looked at a moment ago
/// are not copied at all.
/// </summary>
internal sealed class StackCopy(ProcessMemory memory, PythonLayout layout, CodeTable codes)
{
    private const ulong Gap = 512;
    private const ulong MaxSpan = 16 * 1024;
    private const int Recalled = -1;

    private MemoryPart[] _parts = new MemoryPart[(2 * 64) + 2];
    private Place[] _places = new Place[64];
    private byte[] _bytes = new byte[64 * 1024];

    /// <summary>How many bytes could be copied; what lies beyond is not in the copy.</summary>
    public int Length { get; private set; }

    /// <summary>Copies the head of a thread and the frames that it was last seen with; false when not even the head could be.</summary>
    public bool Take(PythonThread thread)
    {
        int count = thread.Frames.Count;
        if (_places.Length < count)
        {
            Array.Resize(ref _places, count * 2);
            Array.Resize(ref _parts, (4 * count) + 2);
        }

        int parts = 0;
        int bytes = 0;
        Add(thread.State + (ulong)layout.ThreadFrame, 8, ref parts, ref bytes);
        if (layout.CFrameCurrent >= 0 && thread.CFrame != 0)
        {
            Add(thread.CFrame + (ulong)layout.CFrameCurrent, 8, ref parts, ref bytes);
        }

        int head = bytes;
        AddFrames(thread.Frames, ref parts, ref bytes);
        AddCodes(thread.Frames, ref parts, ref bytes);
        if (_bytes.Length < bytes)
        {
            Array.Resize(ref _bytes, bytes * 2);
        }

        Length = memory.Read(_parts.AsSpan(0, parts), _bytes.AsSpan(0, bytes));
        return Length >= head;
    }

    /// <summary>The first or second word of the head.</summary>
    public ulong Head(int word) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(word * 8));

    /// <summary>True when a frame and, where it was needed, its code object are in the copy.</summary>
    public bool Has(int frame) => _places[frame].Frame + layout.FrameBytes <= Length && (_places[frame].Code == Recalled || _places[frame].Code + layout.CodeBytes <= Length);

    /// <summary>A frame's bytes.</summary>
    public ReadOnlySpan<byte> Frame(int frame) => _bytes.AsSpan(_places[frame].Frame, layout.FrameBytes);

    /// <summary>The flags of a frame's code object (<c>co_flags</c>).</summary>
    public int Flags(int frame) => _places[frame].Code == Recalled
        ? _places[frame].Flags
        : BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_places[frame].Code + layout.CodeFlags));

    /// <summary>The function of a frame, whose code object is at <paramref name="code"/>; -1 when there is no code object.</summary>
    public int Function(int frame, ulong code) => _places[frame].Code == Recalled
        ? _places[frame].Function
        : codes.Function(code, _bytes.AsSpan(_places[frame].Code, layout.CodeBytes));

    private void AddFrames(List<SeenFrame> frames, ref int parts, ref int bytes)
    {
        int first = 0;
        while (first < frames.Count)
        {
            ulong low = frames[first].Address;
            ulong high = low;
            int next = first + 1;
            for (; next < frames.Count; next++)
            {
                ulong address = frames[next].Address;
                ulong newLow = Math.Min(low, address);
                ulong newHigh = Math.Max(high, address);
                if (newHigh - newLow > MaxSpan || (newHigh - newLow) - (high - low) > Gap)
                {
                    break;
                }

                (low, high) = (newLow, newHigh);
            }

            for (; first < next; first++)
            {
                _places[first] = new Place { Frame = bytes + (int)(frames[first].Address - low) };
            }

            Add(low, (int)(high - low) + layout.FrameBytes, ref parts, ref bytes);
        }
    }

    private void AddCodes(List<SeenFrame> frames, ref int parts, ref int bytes)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            ref Place place = ref _places[i];
            if (codes.TryRecall(frames[i].Code, out place.Function, out place.Flags))
            {
                place.Code = Recalled;
                continue;
            }

            place.Code = bytes;
            Add(frames[i].Code, layout.CodeBytes, ref parts, ref bytes);
        }
    }

    private void Add(ulong address, int length, ref int parts, ref int bytes)
    {
        _parts[parts++] = new MemoryPart { Address = address, Length = (nuint)length };
        bytes += length;
    }

    /// <summary>Where a frame and its code object are in the copy, or what is known of the latter without.</summary>
    private struct Place
    {
        public int Frame;
        public int Code;
        public int Function;
        public int Flags;
    }
}
