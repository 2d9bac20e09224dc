using System.Buffers.Text;
using System.Text;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>The kernel's function symbols, as /proc/kallsyms shows them to this user (proc(5)).</summary>
public sealed class KernelSymbols
{
    private readonly byte[] _text;
    private readonly ulong[] _addresses;
    private readonly int[] _names;

    private KernelSymbols(byte[] text, ulong[] addresses, int[] names, ulong start)
    {
        _text = text;
        _addresses = addresses;
        _names = names;
        Start = start;
    }

    /// <summary>How many symbols are known; 0 when the kernel hides its addresses (<c>kernel.kptr_restrict</c>).</summary>
    public int Count => _addresses.Length;

    /// <summary>Where the kernel's code begins (<c>_text</c>); 0 when that is hidden.</summary>
    public ulong Start { get; }

    /// <summary>The build id of the running kernel in hexadecimal digits, or null.</summary>
    public static string? BuildId()
    {
        try
        {
            return ElfImage.BuildIdOf(File.ReadAllBytes("/sys/kernel/notes"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The symbols of the running kernel.</summary>
    public static KernelSymbols Read(string path = "/proc/kallsyms")
    {
        byte[] text = [];
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Then nothing is known.
        }

        List<ulong> addresses = [];
        List<int> names = [];
        ulong start = 0;
        ReadOnlySpan<byte> rest = text;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];

            // "ffffffff81000000 T _stext", with "\t[module]" behind names of modules.
            if (Utf8Parser.TryParse(line, out ulong address, out int digits, 'x') && address != 0 && digits + 3 < line.Length
                && line[digits + 1] is (byte)'t' or (byte)'T' or (byte)'w' or (byte)'W')
            {
                addresses.Add(address);
                names.Add(text.Length - rest.Length + digits + 3);
                start = start == 0 && line[(digits + 3)..].SequenceEqual("_text"u8) ? address : start;
            }

            rest = end < 0 ? default : rest[(end + 1)..];
        }

        ulong[] sorted = [.. addresses];
        int[] offsets = [.. names];
        Array.Sort(sorted, offsets);
        return new KernelSymbols(text, sorted, offsets, start);
    }

    /// <summary>The name of the function at a kernel address, or null.</summary>
    public string? Find(ulong address)
    {
        int index = Array.BinarySearch(_addresses, address);
        index = index < 0 ? ~index - 1 : index;
        if (index < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = _text.AsSpan(_names[index]);
        int end = rest.IndexOfAny("\n\t "u8);
        string name = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);

        // Behind the end of the kernel's own code lie trampolines that nobody names, up to the first module.
        return name is "_etext" or "_einittext" ? null : name;
    }
}
