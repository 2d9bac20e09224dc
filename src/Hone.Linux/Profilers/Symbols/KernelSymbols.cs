using System.Globalization;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>The kernel's function symbols, as /proc/kallsyms shows them to this user (proc(5)).</summary>
public sealed class KernelSymbols
{
    private readonly ulong[] _addresses;
    private readonly string[] _names;

    private KernelSymbols(ulong[] addresses, string[] names)
    {
        _addresses = addresses;
        _names = names;
    }

    /// <summary>How many symbols are known; 0 when the kernel hides its addresses (<c>kernel.kptr_restrict</c>).</summary>
    public int Count => _addresses.Length;

    /// <summary>The symbols of the running kernel.</summary>
    public static KernelSymbols Read(string path = "/proc/kallsyms")
    {
        List<(ulong Address, string Name)> found = [];
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                if (ParseLine(line) is (ulong, string) symbol && symbol.Address != 0)
                {
                    found.Add(symbol);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            found.Clear();
        }

        found.Sort(static (left, right) => left.Address.CompareTo(right.Address));
        ulong[] addresses = new ulong[found.Count];
        string[] names = new string[found.Count];
        for (int i = 0; i < names.Length; i++)
        {
            (addresses[i], names[i]) = found[i];
        }

        return new KernelSymbols(addresses, names);
    }

    /// <summary>The name of the function at a kernel address, or null.</summary>
    public string? Find(ulong address)
    {
        int index = Array.BinarySearch(_addresses, address);
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 ? _names[index] : null;
    }

    private static (ulong Address, string Name)? ParseLine(string line)
    {
        // "ffffffff81000000 T _stext", with "\t[module]" behind names of modules.
        string[] parts = line.Split([' ', '\t'], 4);
        return parts.Length >= 3 && parts[1] is "t" or "T" or "w" or "W"
            && ulong.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address)
            ? (address, parts[2])
            : null;
    }
}
