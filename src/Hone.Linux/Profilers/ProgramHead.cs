using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Profilers;

/// <summary>The beginning of a program file, enough to tell an ELF file from a script.</summary>
internal sealed record ProgramHead
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>True for an ELF file.</summary>
    public required bool IsElf { get; init; }

    /// <summary>The interpreter and its argument of a <c>#!</c> line (execve(2)); null when there is none.</summary>
    public required IReadOnlyList<string>? Shebang { get; init; }

    /// <summary>The first 64 KiB of a script; empty for an ELF file.</summary>
    public required string Text { get; init; }

    /// <summary>Reads the beginning of a file.</summary>
    public static ProgramHead Read(string file)
    {
        using SafeFileHandle handle = File.OpenHandle(file);
        byte[] bytes = new byte[MaxBytes];
        int length = RandomAccess.Read(handle, bytes, 0);
        ReadOnlySpan<byte> head = bytes.AsSpan(0, length);
        if (head.StartsWith("\u007fELF"u8) || !head.StartsWith("#!"u8))
        {
            return new ProgramHead { IsElf = head.StartsWith("\u007fELF"u8), Shebang = null, Text = "" };
        }

        string text = Encoding.UTF8.GetString(head);
        string[] words = text[2..].Split('\n', 2)[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return new ProgramHead { IsElf = false, Shebang = words.Length > 0 ? words : null, Text = text };
    }
}
