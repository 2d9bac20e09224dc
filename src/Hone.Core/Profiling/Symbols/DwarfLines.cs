using System.Text;

namespace Hone.Profiling.Symbols;

/// <summary>The rows of line number programs, by virtual address (DWARF 5 §6.2; versions 2 to 5).</summary>
public sealed class DwarfLines
{
    private readonly ulong[] _addresses;
    private readonly LineRow[] _rows;
    private readonly IReadOnlyList<DwarfLineHeader> _headers;

    private DwarfLines(ulong[] addresses, LineRow[] rows, IReadOnlyList<DwarfLineHeader> headers)
    {
        _addresses = addresses;
        _rows = rows;
        _headers = headers;
    }

    /// <summary>How many rows there are, ends of sequences included.</summary>
    public int Count => _rows.Length;

    /// <summary>Every line program of <c>.debug_line</c>, for images without <c>.debug_info</c>; relative paths stay relative.</summary>
    public static DwarfLines ReadAll(ElfImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        LineProgram program = new();
        if (DwarfSections.Of(image) is DwarfSections sections)
        {
            ulong offset = 0;
            while (offset < (ulong)sections.Line.Length && DwarfLineHeader.Read(sections, offset, "") is DwarfLineHeader header)
            {
                program.Run(sections, header);
                offset = (ulong)header.ProgramEnd;
            }
        }

        return program.ToLines();
    }

    /// <summary>The file and line of the code at a virtual address, or null where the compiler stated none.</summary>
    public SourceLocation? Find(ulong address)
    {
        int index = Array.BinarySearch(_addresses, address);
        index = index < 0 ? ~index - 1 : index;

        // Rows without code between them share an address; the last one describes the code.
        while (index >= 0 && index + 1 < _addresses.Length && _addresses[index + 1] == _addresses[index])
        {
            index++;
        }

        if (index < 0 || _rows[index].Line <= 0 || _rows[index].Header < 0)
        {
            return null;
        }

        string? file = _headers[_rows[index].Header].File((ulong)_rows[index].File);
        return file is null ? null : new SourceLocation(file, _rows[index].Line);
    }

    /// <summary>The line program that a unit names with <c>DW_AT_stmt_list</c>.</summary>
    internal static DwarfLines Read(DwarfSections sections, DwarfLineHeader header)
    {
        LineProgram program = new();
        program.Run(sections, header);
        return program.ToLines();
    }

    /// <summary>A row; the end of a sequence has <see cref="Header"/> -1.</summary>
    private readonly record struct LineRow(int Header, int File, int Line);

    /// <summary>The state machine of DWARF 5 §6.2.2.</summary>
    private sealed class LineProgram
    {
        private readonly List<DwarfLineHeader> _headers = [];
        private readonly List<(ulong Address, int Order, LineRow Row)> _rows = [];
        private int _sequenceStart;

        public void Run(DwarfSections sections, DwarfLineHeader header)
        {
            int headerIndex = _headers.Count;
            _headers.Add(header);
            _sequenceStart = _rows.Count;
            ByteCursor cursor = new(sections.Line.Span[..header.ProgramEnd]);
            cursor.Seek((ulong)header.ProgramStart);
            Registers registers = Registers.Initial;
            while (!cursor.AtEnd)
            {
                byte opcode = cursor.U8();
                if (opcode >= header.OpcodeBase)
                {
                    int adjusted = opcode - header.OpcodeBase;
                    registers.Advance((ulong)(adjusted / header.LineRange), header);
                    registers.Line += header.LineBase + adjusted % header.LineRange;
                    Emit(headerIndex, registers);
                }
                else if (opcode == 0)
                {
                    ulong length = cursor.Uleb();
                    int next = (int)Math.Min((ulong)cursor.Position + Math.Min(length, int.MaxValue), (ulong)header.ProgramEnd);
                    if (length > 0 && Extended(ref cursor, (int)length, header, ref registers))
                    {
                        EndSequence(registers.Address);
                        registers = Registers.Initial;
                    }

                    cursor.Seek((ulong)next);
                }
                else if (Standard(ref cursor, opcode, header, ref registers))
                {
                    Emit(headerIndex, registers);
                }
            }

            // A program that stops without an end of sequence was cut off: how far its last row reaches is not known.
            _rows.RemoveRange(_sequenceStart, _rows.Count - _sequenceStart);
        }

        public DwarfLines ToLines()
        {
            // Sequences come in any order; within one, addresses ascend and the order of rows matters.
            _rows.Sort(static (left, right) =>
            {
                int order = left.Address.CompareTo(right.Address);
                return order != 0 ? order : left.Order.CompareTo(right.Order);
            });
            ulong[] addresses = new ulong[_rows.Count];
            LineRow[] rows = new LineRow[_rows.Count];
            for (int i = 0; i < rows.Length; i++)
            {
                addresses[i] = _rows[i].Address;
                rows[i] = _rows[i].Row;
            }

            return new DwarfLines(addresses, rows, _headers);
        }

        /// <summary>Handles an opcode below <c>opcode_base</c>; true when it appends a row.</summary>
        private static bool Standard(ref ByteCursor cursor, byte opcode, DwarfLineHeader header, ref Registers registers)
        {
            switch (opcode)
            {
                case 1:
                    return true;
                case 2:
                    registers.Advance(cursor.Uleb(), header);
                    break;
                case 3:
                    registers.Line += (int)cursor.Sleb();
                    break;
                case 4:
                    registers.File = cursor.Uleb();
                    break;
                case 8:
                    registers.Advance((ulong)((255 - header.OpcodeBase) / header.LineRange), header);
                    break;
                case 9:
                    registers.Address += cursor.U16();
                    registers.Operation = 0;
                    break;
                default:
                    for (int i = 0; i < header.Operands[opcode - 1]; i++)
                    {
                        cursor.Uleb();
                    }

                    break;
            }

            return false;
        }

        /// <summary>Handles an extended opcode; true when it ends the sequence.</summary>
        private static bool Extended(ref ByteCursor cursor, int length, DwarfLineHeader header, ref Registers registers)
        {
            switch (cursor.U8())
            {
                case 1:
                    return true;
                case 2:
                    registers.Address = cursor.Word(length - 1);
                    registers.Operation = 0;
                    break;
                case 3:
                    string name = Encoding.UTF8.GetString(cursor.Text());
                    header.Define(name, cursor.Uleb());
                    break;
            }

            return false;
        }

        private void Emit(int header, Registers registers) =>
            _rows.Add((registers.Address, _rows.Count, new LineRow(header, (int)Math.Min(registers.File, int.MaxValue), registers.Line)));

        private void EndSequence(ulong address)
        {
            // Code that the linker threw away keeps its rows, moved to address 0 or to the last addresses.
            if (_rows.Count > _sequenceStart && (_rows[_sequenceStart].Address == 0 || _rows[_sequenceStart].Address >= ulong.MaxValue - 1))
            {
                _rows.RemoveRange(_sequenceStart, _rows.Count - _sequenceStart);
            }
            else if (_rows.Count > _sequenceStart)
            {
                // Rows at the end itself describe no code, and would otherwise reach beyond the sequence.
                while (_rows.Count > _sequenceStart && _rows[^1].Address >= address)
                {
                    _rows.RemoveAt(_rows.Count - 1);
                }

                // Order -1: where another sequence begins at this end, its rows come after it.
                _rows.Add((address, -1, new LineRow(-1, 0, 0)));
            }

            _sequenceStart = _rows.Count;
        }
    }

    private struct Registers
    {
        public ulong Address;
        public ulong Operation;
        public ulong File;
        public int Line;

        public static Registers Initial => new() { File = 1, Line = 1 };

        public void Advance(ulong operations, DwarfLineHeader header)
        {
            if (header.MaxOperations <= 1)
            {
                Address += operations * header.MinInstruction;
                return;
            }

            ulong total = Operation + operations;
            Address += total / header.MaxOperations * header.MinInstruction;
            Operation = total % header.MaxOperations;
        }
    }
}
