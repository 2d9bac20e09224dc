namespace Hone.Profiling.Symbols;

/// <summary>
/// The unwind table of an x86-64 image, section <c>.eh_frame</c> (Linux Standard Base Core, "Exception Frames"; DWARF 5, 6.4.1).
/// Rules that need an expression or another register than <c>rbp</c> and <c>rsp</c> are left out.
/// </summary>
public sealed class CallFrameTable
{
    private const ushort X64 = 62;
    private const int Absolute = 0x00;
    private const int PcRelative = 0x10;
    private const int Omitted = 0xff;

    private readonly ReadOnlyMemory<byte> _section;
    private readonly ulong _address;
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<int, Common?> _commons = [];

    private CallFrameTable(ReadOnlyMemory<byte> section, ulong address)
    {
        _section = section;
        _address = address;
        ReadEntries();
        _entries.Sort(static (left, right) => left.Start.CompareTo(right.Start));
    }

    /// <summary>How many pieces of code it describes.</summary>
    public int Count => _entries.Count;

    /// <summary>The table of an image; null when it has none, or is for another instruction set.</summary>
    public static CallFrameTable? Of(ElfImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ElfSection? section = image.Machine == X64 ? image.Sections.FirstOrDefault(static section => section.Name == ".eh_frame") : null;
        return section is null ? null : new CallFrameTable(image.Content(section), section.Address);
    }

    /// <summary>The rule at a virtual address; null when the table has none that can be followed.</summary>
    public CallFrameRule? Find(ulong address)
    {
        int low = 0;
        int high = _entries.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_entries[middle].Start <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        if (high < 0 || address - _entries[high].Start >= _entries[high].Size)
        {
            return null;
        }

        Entry entry = _entries[high];
        ReadOnlySpan<byte> bytes = _section.Span;
        CallFrameProgram program = new(entry.Common.CodeAlignment, entry.Common.DataAlignment, address - entry.Start);
        return program.Run(bytes[entry.Common.Instructions..entry.Common.End], initial: true)
            && program.Run(bytes[entry.Instructions..entry.End], initial: false)
            ? program.Rule(entry.Common.ReturnRegister)
            : null;
    }

    private void ReadEntries()
    {
        ReadOnlySpan<byte> bytes = _section.Span;
        int at = 0;
        while (at + 8 <= bytes.Length)
        {
            ByteCursor cursor = new(bytes);
            cursor.Seek((ulong)at);
            uint length = cursor.U32();
            int idAt = at + 4;
            if (length is 0 or uint.MaxValue || length > (uint)(bytes.Length - idAt) || length < 4)
            {
                // The end; entries of the 64-bit form are written by nobody.
                return;
            }

            at = idAt + (int)length;
            uint id = cursor.U32();
            if (id != 0 && id <= (uint)idAt && CommonAt(idAt - (int)id) is Common common)
            {
                ReadEntry(bytes, idAt + 4, at, common);
            }
        }
    }

    private void ReadEntry(ReadOnlySpan<byte> bytes, int start, int end, Common common)
    {
        ByteCursor cursor = new(bytes[..end]);
        cursor.Seek((ulong)start);
        ulong begin = Pointer(ref cursor, common.Encoding, start);
        ulong size = Pointer(ref cursor, common.Encoding & 0x0f, 0);
        if (common.IsAugmented)
        {
            cursor.Skip(cursor.Uleb());
        }

        if (!cursor.Failed && size > 0)
        {
            _entries.Add(new Entry(begin, size, common, cursor.Position, end));
        }
    }

    private Common? CommonAt(int at)
    {
        if (!_commons.TryGetValue(at, out Common? common))
        {
            common = ReadCommon(at);
            _commons.Add(at, common);
        }

        return common;
    }

    private Common? ReadCommon(int at)
    {
        ReadOnlySpan<byte> bytes = _section.Span;
        ByteCursor cursor = new(bytes);
        cursor.Seek((ulong)at);
        uint length = cursor.U32();
        if (cursor.Failed || length < 8 || length > (uint)(bytes.Length - at - 4) || cursor.U32() != 0)
        {
            return null;
        }

        int end = at + 4 + (int)length;
        byte version = cursor.U8();
        ReadOnlySpan<byte> augmentation = cursor.Text();
        ulong code = cursor.Uleb();
        long data = cursor.Sleb();
        ulong returns = version == 1 ? cursor.U8() : cursor.Uleb();
        int encoding = Absolute;
        bool augmented = augmentation.Length > 0 && augmentation[0] == (byte)'z';
        if (augmented)
        {
            ulong size = cursor.Uleb();
            int instructions = (int)Math.Min((ulong)end, (ulong)cursor.Position + size);
            foreach (byte letter in augmentation[1..])
            {
                switch (letter)
                {
                    case (byte)'R':
                        encoding = cursor.U8();
                        break;
                    case (byte)'L':
                        cursor.Skip(1);
                        break;
                    case (byte)'P':
                        int personality = cursor.U8();
                        Pointer(ref cursor, personality, cursor.Position);
                        break;
                }
            }

            cursor.Seek((ulong)instructions);
        }
        else if (augmentation.Length > 0)
        {
            return null;
        }

        bool readable = !cursor.Failed && cursor.Position <= end && encoding != Omitted && (encoding & 0x70) is Absolute or PcRelative;
        return readable ? new Common(code, data, (int)Math.Min(returns, 1000), encoding, augmented, cursor.Position, end) : null;
    }

    private ulong Pointer(ref ByteCursor cursor, int encoding, int place)
    {
        long value = (encoding & 0x0f) switch
        {
            0x01 => (long)cursor.Uleb(),
            0x02 => cursor.U16(),
            0x03 => cursor.U32(),
            0x09 => cursor.Sleb(),
            0x0a => (short)cursor.U16(),
            0x0b => (int)cursor.U32(),
            _ => (long)cursor.U64(),
        };
        return (encoding & 0x70) == PcRelative ? unchecked(_address + (ulong)place + (ulong)value) : unchecked((ulong)value);
    }

    private readonly record struct Entry(ulong Start, ulong Size, Common Common, int Instructions, int End);

    private sealed record Common(ulong CodeAlignment, long DataAlignment, int ReturnRegister, int Encoding, bool IsAugmented, int Instructions, int End);
}
