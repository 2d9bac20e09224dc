using System.Text;

namespace Hone.Profiling.Symbols;

/// <summary>The debug sections of one file (DWARF 5 §7.1), unpacked; a missing section is empty.</summary>
internal sealed class DwarfSections
{
    /// <summary>Names are cut here: without a limit, many references to one endless text would fill the memory.</summary>
    private const int MaxText = 64 * 1024;

    private DwarfSections(ElfImage image)
    {
        Info = image.Section(".debug_info");
        Abbreviations = image.Section(".debug_abbrev");
        Line = image.Section(".debug_line");
        LineText = image.Section(".debug_line_str");
        Text = image.Section(".debug_str");
        TextOffsets = image.Section(".debug_str_offsets");
        Addresses = image.Section(".debug_addr");
        Ranges = image.Section(".debug_ranges");
        RangeLists = image.Section(".debug_rnglists");
    }

    public ReadOnlyMemory<byte> Info { get; }

    public ReadOnlyMemory<byte> Abbreviations { get; }

    public ReadOnlyMemory<byte> Line { get; }

    public ReadOnlyMemory<byte> LineText { get; }

    public ReadOnlyMemory<byte> Text { get; }

    public ReadOnlyMemory<byte> TextOffsets { get; }

    public ReadOnlyMemory<byte> Addresses { get; }

    public ReadOnlyMemory<byte> Ranges { get; }

    public ReadOnlyMemory<byte> RangeLists { get; }

    /// <summary>The sections of a file, or null when it has neither lines nor functions.</summary>
    public static DwarfSections? Of(ElfImage? image)
    {
        if (image is null)
        {
            return null;
        }

        DwarfSections sections = new(image);
        return sections.Info.IsEmpty && sections.Line.IsEmpty ? null : sections;
    }

    /// <summary>The NUL-terminated text at <paramref name="offset"/>; empty when it lies outside.</summary>
    public static string TextAt(ReadOnlyMemory<byte> section, ulong offset)
    {
        ByteCursor cursor = new(section.Span);
        cursor.Seek(offset);
        if (cursor.Failed)
        {
            return "";
        }

        ReadOnlySpan<byte> text = cursor.Text();
        return Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxText)]);
    }
}
