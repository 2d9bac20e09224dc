using System.Buffers.Text;
using System.Globalization;

namespace Hone.Linux.Processes;

/// <summary>
/// What a process and the children that it waited for have read and written through system calls, in bytes, whether from a disk, a
/// pipe or the page cache: <c>rchar</c> and <c>wchar</c> of proc_pid_io(5). The loader's reads count; mapped files and splice(2) do not.
/// </summary>
/// <param name="Read">Bytes read.</param>
/// <param name="Written">Bytes written.</param>
public readonly record struct IoCounts(long Read, long Written)
{
    /// <summary>The file of a process's counts, a descriptor to be closed; -1 when it is gone or the kernel does not count (CONFIG_TASK_IO_ACCOUNTING).</summary>
    internal static int Open(int pid) => ProcFile.Open(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/io"));

    /// <summary>The counts of a process whose file is not open.</summary>
    internal static IoCounts? Of(int pid)
    {
        int file = Open(pid);
        IoCounts? counts = FromFile(file);
        _ = file < 0 ? 0 : LibC.Close(file);
        return counts;
    }

    /// <summary>
    /// The counts of one that has ended and was not yet waited for: then they are final. Null when the kernel will not say, as of a
    /// program that changed its user.
    /// </summary>
    internal static IoCounts? FromFile(int file)
    {
        Span<byte> buffer = stackalloc byte[512];
        int length = ProcFile.ReadAll(file, buffer);
        return length > 0 ? Parse(buffer[..length]) : null;
    }

    /// <summary>Two parts of one tree; null when either is not known.</summary>
    public static IoCounts? Add(IoCounts? left, IoCounts? right) =>
        left is IoCounts a && right is IoCounts b ? new(a.Read + b.Read, a.Written + b.Written) : null;

    /// <summary>Takes the text of /proc/PID/io apart; null when it is not that.</summary>
    public static IoCounts? Parse(ReadOnlySpan<byte> text) =>
        Field(text, "rchar: "u8) is long read && Field(text, "wchar: "u8) is long written ? new(read, written) : null;

    private static long? Field(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        int at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..], out long value, out _) && value >= 0 ? value : null;
    }
}
