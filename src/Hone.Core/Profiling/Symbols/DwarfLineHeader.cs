using System.Text;

namespace Hone.Profiling.Symbols;

/// <summary>The header of one line number program: how to run it, and the files it speaks of (DWARF 5 §6.2.4).</summary>
internal sealed class DwarfLineHeader
{
    private readonly List<string> _folders = [];
    private readonly List<(string Name, ulong Folder)> _files = [];
    private string?[] _paths = [];

    public int Version { get; private set; }

    public int OffsetSize { get; private set; } = 4;

    /// <summary>Where the program begins in <c>.debug_line</c>.</summary>
    public int ProgramStart { get; private set; }

    /// <summary>Where it ends; the next header begins there.</summary>
    public int ProgramEnd { get; private set; }

    public byte MinInstruction { get; private set; }

    public byte MaxOperations { get; private set; } = 1;

    public sbyte LineBase { get; private set; }

    public byte LineRange { get; private set; }

    public byte OpcodeBase { get; private set; }

    /// <summary>The number of operands of the standard opcodes, from opcode 1.</summary>
    public byte[] Operands { get; private set; } = [];

    /// <summary>The header at <paramref name="offset"/>, or null when none can be read there.</summary>
    /// <param name="sections">The debug sections.</param>
    /// <param name="offset">Where in <c>.debug_line</c> it stands.</param>
    /// <param name="compilationFolder">The unit's <c>DW_AT_comp_dir</c>, which relative paths begin at.</param>
    public static DwarfLineHeader? Read(DwarfSections sections, ulong offset, string compilationFolder)
    {
        ByteCursor cursor = new(sections.Line.Span);
        cursor.Seek(offset);
        DwarfLineHeader header = new();
        ulong length = cursor.U32();
        if (length == 0xffffffff)
        {
            header.OffsetSize = 8;
            length = cursor.U64();
        }

        ulong end = Math.Min((ulong)cursor.Position + Math.Min(length, int.MaxValue), (ulong)sections.Line.Length);
        header.ProgramEnd = (int)end;
        header.Version = cursor.U16();
        if (cursor.Failed || header.Version is < 2 or > 5)
        {
            return null;
        }

        byte addressSize = 8;
        if (header.Version >= 5)
        {
            addressSize = cursor.U8();
            cursor.Skip(1);
        }

        ulong headerLength = cursor.Word(header.OffsetSize);
        header.ProgramStart = (int)Math.Min((ulong)cursor.Position + Math.Min(headerLength, int.MaxValue), end);
        header.MinInstruction = cursor.U8();
        if (header.Version >= 4)
        {
            header.MaxOperations = cursor.U8();
        }

        cursor.Skip(1);
        header.LineBase = (sbyte)cursor.U8();
        header.LineRange = cursor.U8();
        header.OpcodeBase = cursor.U8();
        header.Operands = cursor.Take((ulong)Math.Max(header.OpcodeBase - 1, 0)).ToArray();
        if (cursor.Failed || header.LineRange == 0)
        {
            return null;
        }

        header._folders.Add(compilationFolder);
        if (header.Version >= 5)
        {
            header.ReadTables(sections, ref cursor, addressSize);
        }
        else
        {
            header.ReadOldTables(ref cursor);
        }

        header._paths = new string?[header._files.Count];
        return header;
    }

    /// <summary>Adds the file that <c>DW_LNE_define_file</c> states.</summary>
    public void Define(string name, ulong folder)
    {
        _files.Add((name, folder));
        Array.Resize(ref _paths, _files.Count);
    }

    /// <summary>The path of the file that the line program or <c>DW_AT_decl_file</c> calls <paramref name="number"/>, or null.</summary>
    public string? File(ulong number)
    {
        // File numbers begin at 1 before version 5, and at 0 from then on.
        ulong index = Version >= 5 ? number : number - 1;
        if (index >= (ulong)_files.Count)
        {
            return null;
        }

        return _paths[index] ??= Join(_files[(int)index]);
    }

    private string Join((string Name, ulong Folder) file)
    {
        string path = file.Folder < (ulong)_folders.Count ? Under(_folders[(int)file.Folder], file.Name) : file.Name;
        path = file.Folder == 0 ? path : Under(_folders[0], path);
        return SourcePath.Normalise(path);
    }

    private static string Under(string folder, string path) => folder.Length == 0 || path.StartsWith('/') ? path : folder + "/" + path;

    private void ReadOldTables(ref ByteCursor cursor)
    {
        while (!cursor.AtEnd && cursor.Text() is { Length: > 0 } folder)
        {
            _folders.Add(Encoding.UTF8.GetString(folder));
        }

        while (!cursor.AtEnd && cursor.Text() is { Length: > 0 } name)
        {
            _files.Add((Encoding.UTF8.GetString(name), cursor.Uleb()));
            cursor.Uleb();
            cursor.Uleb();
        }
    }

    private void ReadTables(DwarfSections sections, ref ByteCursor cursor, int addressSize)
    {
        List<(string Name, ulong Folder)> folders = ReadTable(sections, ref cursor, addressSize);
        string compilationFolder = _folders[0];
        _folders.Clear();
        foreach ((string name, _) in folders)
        {
            _folders.Add(name);
        }

        if (_folders.Count == 0)
        {
            _folders.Add(compilationFolder);
        }
        else if (!_folders[0].StartsWith('/') && compilationFolder.Length > 0)
        {
            _folders[0] = compilationFolder;
        }

        _files.AddRange(ReadTable(sections, ref cursor, addressSize));
    }

    private List<(string Name, ulong Folder)> ReadTable(DwarfSections sections, ref ByteCursor cursor, int addressSize)
    {
        byte formatCount = cursor.U8();
        Span<(ulong Content, ulong Form)> format = new (ulong, ulong)[formatCount];
        for (int i = 0; i < formatCount; i++)
        {
            format[i] = (cursor.Uleb(), cursor.Uleb());
        }

        List<(string, ulong)> entries = [];
        ulong count = cursor.Uleb();
        for (ulong i = 0; i < count && formatCount > 0 && !cursor.AtEnd; i++)
        {
            string name = "";
            ulong folder = 0;
            int before = cursor.Position;
            foreach ((ulong content, ulong form) in format)
            {
                DwarfValue value = DwarfForm.Read(ref cursor, form, Version, addressSize, OffsetSize);
                if (content == 1)
                {
                    name = value.Class switch
                    {
                        DwarfClass.LineText => DwarfSections.TextAt(sections.LineText, value.Value),
                        DwarfClass.Text => DwarfSections.TextAt(sections.Text, value.Value),
                        DwarfClass.InlineText => DwarfSections.TextAt(sections.Line, value.Value),
                        _ => "",
                    };
                }
                else if (content == 2)
                {
                    folder = value.Value;
                }
            }

            // An entry that takes no bytes could be repeated for ever.
            if (cursor.Failed || cursor.Position == before)
            {
                break;
            }

            entries.Add((name, folder));
        }

        return entries;
    }
}
